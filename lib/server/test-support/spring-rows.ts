import type { Database, Queryable, SqlValue } from "batch-core";

/** Writes rows of the tables of 5.x as they are told, whatever sense they make. */
export interface SpringRows {
  instance(id: number, job: string): Promise<void>;
  /** With an instance of the same id. */
  execution(id: number, row: Ends & { readonly job: string }): Promise<void>;
  executionOf(id: number, instanceId: number, row: Ends): Promise<void>;
  step(id: number, executionId: number, name: string, row: Ends): Promise<void>;
  parameter(executionId: number, name: string, type: string, value: string): Promise<void>;
  context(kind: "JOB" | "STEP", id: number, text: string): Promise<void>;
}

export interface Ends {
  readonly status: string | null;
  readonly exitCode?: string | null;
  /** Wall clock; default: one minute on a November morning. */
  readonly created?: string;
  readonly start?: string | null;
  readonly end?: string | null;
}

const START = "2026-11-20 10:00:00";
const END = "2026-11-20 10:01:00";

type Columns = Readonly<Record<string, SqlValue>>;

export function springRows(queryable: Queryable, prefix = "BATCH_"): SpringRows {
  const insert = async (table: string, row: Columns): Promise<void> => {
    const columns = Object.keys(row);
    const sql = `insert into ${prefix}${table} (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")})`;
    await queryable.execute(sql, Object.values(row));
  };
  const { dialect } = queryable;
  const instance = (id: number, job: string) =>
    insert("JOB_INSTANCE", { JOB_INSTANCE_ID: id, VERSION: 0, JOB_NAME: job, JOB_KEY: `key ${id}` });
  const executionOf = (id: number, instanceId: number, row: Ends) =>
    insert("JOB_EXECUTION", { JOB_EXECUTION_ID: id, VERSION: 2, JOB_INSTANCE_ID: instanceId, ...ends(row, dialect) });
  return {
    instance,
    executionOf,
    async execution(id, { job, ...row }) {
      await instance(id, job);
      await executionOf(id, id, row);
    },
    step: (id, executionId, name, row) => insert("STEP_EXECUTION", stepColumns(id, executionId, name, row, dialect)),
    parameter: (executionId, name, type, value) =>
      insert("JOB_EXECUTION_PARAMS", {
        JOB_EXECUTION_ID: executionId,
        PARAMETER_NAME: name,
        PARAMETER_TYPE: type,
        PARAMETER_VALUE: value,
        IDENTIFYING: "Y",
      }),
    context: (kind, id, text) =>
      insert(`${kind}_EXECUTION_CONTEXT`, {
        [`${kind}_EXECUTION_ID`]: id,
        SHORT_CONTEXT: text,
        SERIALIZED_CONTEXT: null,
      }),
  };
}

/** `count` workers of one step; every hundredth failed. */
export async function insertPartitions(
  database: Database,
  worker: { readonly executionId: number; readonly stepName: string; readonly count: number; readonly firstId: number },
): Promise<void> {
  const rows = Array.from({ length: worker.count }, (_, index) =>
    stepColumns(
      worker.firstId + index,
      worker.executionId,
      `${worker.stepName}:partition${index}`,
      { status: index % 100 === 0 ? "FAILED" : "COMPLETED" },
      database.dialect,
    ),
  );
  await database.transaction(async (transaction) => {
    const values = rows.map((row) => Object.values(row));
    await transaction.bulkInsert("BATCH_STEP_EXECUTION", Object.keys(rows[0] ?? {}), values);
  });
}

/** As a repair by hand, or a purge that forgot a table, leaves them. */
export async function withoutForeignKeys(database: Database, work: (rows: SpringRows) => Promise<void>): Promise<void> {
  if (database.dialect === "sqlite") {
    await database.execute("pragma foreign_keys = 0");
    await work(springRows(database));
    await database.execute("pragma foreign_keys = 1");
    return;
  }
  await database.transaction(async (session) => {
    await session.execute("set foreign_key_checks = 0");
    await work(springRows(session));
    await session.execute("set foreign_key_checks = 1");
  });
}

function stepColumns(id: number, executionId: number, name: string, row: Ends, dialect: Queryable["dialect"]): Columns {
  return {
    STEP_EXECUTION_ID: id,
    VERSION: 3,
    STEP_NAME: name,
    JOB_EXECUTION_ID: executionId,
    ...ends(row, dialect),
  };
}

function ends(
  { status, exitCode = "COMPLETED", created = START, start = START, end = END }: Ends,
  dialect: Queryable["dialect"],
): Columns {
  const time = (text: string | null) =>
    text !== null && dialect === "sqlite" ? `${text.replace(" ", "T")}.000+00:00` : text;
  return {
    STATUS: status,
    EXIT_CODE: exitCode,
    EXIT_MESSAGE: exitCode === null ? null : "",
    CREATE_TIME: time(created),
    START_TIME: time(start),
    END_TIME: time(end),
    LAST_UPDATED: time(end),
  };
}
