/**
 * A process that runs a job as a Java application of Spring Batch 4.x, 5.x or 6.0.4 would, statement by statement: how it saves, how it looks
 * for a stop, and what it does when a row moved under it. It knows nothing of the engine but its driver.
 *
 * It stops at every checkpoint, says where it is, and goes on at `go`.
 *
 * An order begins a play; `ended` is its end, and then the next order may come.
 *
 * @see spec §10.1 to §10.3
 */
import { openDatabase, type Queryable, type SqlValue } from "../../src/index.ts";

type Status = (typeof STATUSES)[number];
/** From least to most severe. */
const STATUSES = ["COMPLETED", "STARTING", "STARTED", "STOPPING", "STOPPED", "FAILED", "ABANDONED", "UNKNOWN"] as const;

/** One execution to play. */
export interface JavaOrder {
  readonly url: string;
  readonly generation: 4 | 5 | 6;
  /** 6.x has a chunk step of its own beside the old one. */
  readonly kind: "legacy" | "new";
  readonly jobName: string;
  /** `load:3,report:1`: steps and how many chunks each has. */
  readonly plan: string;
}

const CHUNK_SIZE = 10;

/** A step row was changed by somebody else. */
class OptimisticLockingFailure extends Error {}
class JobInterrupted extends Error {}

interface StepRow {
  readonly id: bigint;
  readonly name: string;
  version: number;
  status: Status;
  exitCode: string;
  exitMessage: string;
  end: string | null;
  read: number;
  commits: number;
  rollbacks: number;
  terminateOnly: boolean;
  readonly start: string;
}

/** Waits for the next message; an order or `go`. */
function nextMessage(): Promise<unknown> {
  return new Promise((resolve) => process.once("message", resolve));
}

async function checkpoint(where: string): Promise<void> {
  const gone = nextMessage();
  process.send?.(where);
  await gone;
}

async function play({ url, generation, kind, jobName, plan }: JavaOrder): Promise<void> {
  await using database = await openDatabase(url);
  const interruption = `org.springframework.batch.core.${generation === 6 ? "job." : ""}JobInterruptedException`;
  const steps = plan.split(",").map((part) => {
    const [name = "", chunks = "1"] = part.split(":");
    return { name, chunks: Number(chunks) };
  });

  const now = () => {
    const iso = new Date().toISOString();
    return database.dialect === "sqlite" ? iso.replace("Z", "+00:00") : iso.replace("T", " ").replace("Z", "");
  };

  const job = {
    id: 0n,
    version: 0,
    status: "STARTING" as Status,
    exitCode: "UNKNOWN",
    exitMessage: "",
    start: null as string | null,
    end: null as string | null,
  };

  await launch();
  await checkpoint("launched");
  await run();

  async function launch(): Promise<void> {
    const instanceId = await nextId(generation === 6 ? "BATCH_JOB_INSTANCE_SEQ" : "BATCH_JOB_SEQ");
    job.id = await nextId("BATCH_JOB_EXECUTION_SEQ");
    await insert("BATCH_JOB_INSTANCE", {
      JOB_INSTANCE_ID: instanceId,
      VERSION: 0,
      JOB_NAME: jobName,
      // The key of no identifying parameters, the same in all versions.
      JOB_KEY: "d41d8cd98f00b204e9800998ecf8427e",
    });
    await insert("BATCH_JOB_EXECUTION", {
      JOB_EXECUTION_ID: job.id,
      VERSION: 0,
      JOB_INSTANCE_ID: instanceId,
      CREATE_TIME: now(),
      STATUS: "STARTING",
      EXIT_CODE: "UNKNOWN",
      EXIT_MESSAGE: "",
      LAST_UPDATED: generation === 6 ? null : now(),
    });
    await insert("BATCH_JOB_EXECUTION_CONTEXT", { JOB_EXECUTION_ID: job.id, SHORT_CONTEXT: contextText({}) });
  }

  /** AbstractJob#execute and SimpleJob#doExecute. */
  async function run(): Promise<void> {
    job.start = now();
    job.status = "STARTED";
    await saveJob();
    try {
      for (const [index, { name, chunks }] of steps.entries()) {
        if (index > 0) await checkpoint("between steps");
        const step = await runStep(name, chunks);
        job.exitCode = step.exitCode;
        job.exitMessage = step.exitMessage;
        if (step.status !== "COMPLETED") {
          job.status = upgrade(job.status, step.status);
          break;
        }
        if (index === steps.length - 1) job.status = upgrade(job.status, step.status);
      }
    } catch (error) {
      if (!(error instanceof JobInterrupted)) throw error;
      job.status = max("STOPPED", job.status);
      job.exitCode = "STOPPED";
      job.exitMessage = interruption;
    }
    await checkpoint("after the last step");
    job.end = now();
    if (generation === 6) await saveJob();
    await saveJob();
  }

  /** SimpleStepHandler#handleStep and AbstractStep#execute. */
  async function runStep(name: string, chunks: number): Promise<StepRow> {
    // As observed of all versions: a stop that comes between two steps is heard before the next begins.
    await synchroniseJob(database);
    if (job.status === "STOPPING") throw new JobInterrupted();
    const step = await addStep(name);
    try {
      step.status = "STARTED";
      await saveStep(database, step);
      for (let chunk = 1; chunk <= chunks + 1; chunk++) {
        if (step.terminateOnly) throw new JobInterrupted();
        if (chunk <= chunks) await checkpoint(`in chunk ${chunk} of ${name}`);
        await commitChunk(step, chunk <= chunks);
      }
      if (step.terminateOnly) throw new JobInterrupted();
      step.status = upgrade(step.status, "COMPLETED");
      step.exitCode = "COMPLETED";
    } catch (error) {
      const isStop = error instanceof JobInterrupted;
      step.status = upgrade(step.status, isStop ? "STOPPED" : "FAILED");
      step.exitCode = isStop ? "STOPPED" : "FAILED";
      step.exitMessage = isStop ? interruption : String(error);
    }
    step.end = now();
    try {
      await saveStep(database, step);
      if (generation === 6) await saveStep(database, step);
    } catch {
      // The row is somebody else's; the job hears of it.
      step.status = "UNKNOWN";
      step.exitCode = "UNKNOWN";
    }
    if (step.status === "STOPPED") {
      job.status = upgrade(job.status, "STOPPING");
      throw new JobInterrupted();
    }
    return step;
  }

  /** Business rows, context and step row in one transaction; the last, empty chunk commits too, and the new kind of step does not count it. */
  async function commitChunk(step: StepRow, hasItems: boolean): Promise<void> {
    const before = { read: step.read, commits: step.commits, version: step.version };
    try {
      await database.transaction(async (transaction) => {
        if (hasItems) {
          step.read += CHUNK_SIZE;
          await transaction.execute("insert into JAVA_OUTPUT (STEP_ID, ITEMS) values (?, ?)", [step.id, CHUNK_SIZE]);
        }
        if (hasItems || kind === "legacy") step.commits += 1;
        await transaction.execute(
          "update BATCH_STEP_EXECUTION_CONTEXT set SHORT_CONTEXT = ? where STEP_EXECUTION_ID = ?",
          [contextText({ "reader.read.count": hasItems ? step.read : step.read + 1 }), step.id],
        );
        await saveStep(transaction, step);
      });
    } catch (error) {
      Object.assign(step, before);
      step.rollbacks += 1;
      throw error;
    }
  }

  async function addStep(name: string): Promise<StepRow> {
    const step: StepRow = {
      id: await nextId("BATCH_STEP_EXECUTION_SEQ"),
      name,
      version: 0,
      status: "STARTING",
      exitCode: "EXECUTING",
      exitMessage: "",
      start: now(),
      end: null,
      read: 0,
      commits: 0,
      rollbacks: 0,
      terminateOnly: false,
    };
    await insert("BATCH_STEP_EXECUTION", {
      STEP_EXECUTION_ID: step.id,
      VERSION: 0,
      STEP_NAME: name,
      JOB_EXECUTION_ID: job.id,
      ...(generation === 4 ? { START_TIME: step.start } : { CREATE_TIME: step.start }),
      STATUS: step.status,
      COMMIT_COUNT: 0,
      READ_COUNT: 0,
      FILTER_COUNT: 0,
      WRITE_COUNT: 0,
      READ_SKIP_COUNT: 0,
      WRITE_SKIP_COUNT: 0,
      PROCESS_SKIP_COUNT: 0,
      ROLLBACK_COUNT: 0,
      EXIT_CODE: step.exitCode,
      EXIT_MESSAGE: "",
      LAST_UPDATED: generation === 6 ? null : now(),
    });
    await insert("BATCH_STEP_EXECUTION_CONTEXT", { STEP_EXECUTION_ID: step.id, SHORT_CONTEXT: contextText({}) });
    return step;
  }

  async function saveStep(queryable: Queryable, step: StepRow): Promise<void> {
    if (generation === 6) {
      await synchroniseJob(queryable);
      if (job.status === "STOPPING" || job.status === "STOPPED") {
        await synchroniseStep(queryable, step);
        step.terminateOnly = true;
      }
    }
    const { affectedRows } = await queryable.execute(
      `update BATCH_STEP_EXECUTION set START_TIME = ?, END_TIME = ?, STATUS = ?, COMMIT_COUNT = ?, READ_COUNT = ?, WRITE_COUNT = ?,
       ROLLBACK_COUNT = ?, EXIT_CODE = ?, EXIT_MESSAGE = ?, VERSION = VERSION + 1, LAST_UPDATED = ?
     where STEP_EXECUTION_ID = ? and VERSION = ?`,
      [
        step.start,
        step.end,
        step.status,
        step.commits,
        step.read,
        step.read,
        step.rollbacks,
        step.exitCode,
        step.exitMessage,
        now(),
        step.id,
        step.version,
      ],
    );
    if (affectedRows !== 1)
      throw new OptimisticLockingFailure(`step ${step.id} is no longer at version ${step.version}`);
    step.version += 1;
    if (generation !== 6) {
      await synchroniseJob(queryable);
      if (job.status === "STOPPING") step.terminateOnly = true;
    }
  }

  /** Takes over a more severe status, but only when VERSION moved. */
  async function synchroniseJob(queryable: Queryable): Promise<void> {
    const [row] = await queryable.query(
      "select VERSION as version from BATCH_JOB_EXECUTION where JOB_EXECUTION_ID = ?",
      [job.id],
    );
    if (Number(row?.version) === job.version) return;
    const [current] = await queryable.query(
      "select STATUS as status from BATCH_JOB_EXECUTION where JOB_EXECUTION_ID = ?",
      [job.id],
    );
    job.status = upgrade(job.status, current?.status as Status);
    job.version = Number(row?.version);
  }

  async function synchroniseStep(queryable: Queryable, step: StepRow): Promise<void> {
    const [row] = await queryable.query(
      "select VERSION as version, STATUS as status from BATCH_STEP_EXECUTION where STEP_EXECUTION_ID = ?",
      [step.id],
    );
    step.version = Number(row?.version);
    step.status = max(step.status, row?.status as Status);
  }

  /** Whatever the row holds but its status is written over. */
  async function saveJob(): Promise<void> {
    await synchroniseJob(database);
    if (job.status === "STOPPING" && job.end !== null) job.status = "STOPPED";
    await database.execute(
      `update BATCH_JOB_EXECUTION set START_TIME = ?, END_TIME = ?, STATUS = ?, EXIT_CODE = ?, EXIT_MESSAGE = ?, VERSION = VERSION + 1,
       LAST_UPDATED = ? where JOB_EXECUTION_ID = ? and VERSION = ?`,
      [job.start, job.end, job.status, job.exitCode, job.exitMessage, now(), job.id, job.version],
    );
    job.version += 1;
  }

  function contextText(values: Readonly<Record<string, number>>): string {
    return JSON.stringify(generation === 6 ? values : { "@class": "java.util.HashMap", ...values });
  }

  async function insert(table: string, row: Readonly<Record<string, SqlValue>>): Promise<void> {
    const columns = Object.keys(row);
    await database.execute(
      `insert into ${table} (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")})`,
      Object.values(row),
    );
  }

  /** On a connection of its own; the tests make table sequences. */
  async function nextId(sequence: string): Promise<bigint> {
    if (database.dialect === "mysql") {
      const [, taken] = await database.batch([
        { sql: `update ${sequence} set ID = last_insert_id(ID + 1)` },
        { sql: "select last_insert_id() as id" },
      ]);
      return BigInt(String(taken?.rows[0]?.id));
    }
    const [, taken] = await database.batch([
      { sql: `insert into ${sequence} (ID) values (null)` },
      { sql: `select max(rowid) as id from ${sequence}` },
    ]);
    return BigInt(String(taken?.rows[0]?.id));
  }
}

function max(a: Status, b: Status): Status {
  return STATUSES.indexOf(a) > STATUSES.indexOf(b) ? a : b;
}

function upgrade(a: Status, b: Status): Status {
  const started = STATUSES.indexOf("STARTED");
  if (STATUSES.indexOf(a) > started || STATUSES.indexOf(b) > started) return max(a, b);
  return a === "COMPLETED" || b === "COMPLETED" ? "COMPLETED" : max(a, b);
}

process.on("disconnect", () => process.exit());
for (;;) {
  // The parent sends an order, and nothing else between two plays.
  const order = (await nextMessage()) as JavaOrder;
  await play(order);
  process.send?.("ended");
}
