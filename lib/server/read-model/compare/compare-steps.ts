import "server-only";
import type { ComparedStep, CompareView, StepCounts } from "@/lib/shared/views";
import { secretValues } from "../../masking";
import { secretNamesOf } from "../job-catalogue";
import type { ReadContext } from "../read-context";
import type { StoredExecution } from "../rows/execution-rows";
import { type Sql, sql } from "../rows/sql";
import { readSteps, type StoredStep, stepView } from "../rows/step-rows";

/** More attempts at one instance than anybody compares. */
const EARLIER_ATTEMPTS_MAX = 10;
const STEPS_MAX = 1_000;

type Side = "a" | "b";

/** The steps of two executions and of the attempts that they continue: one statement. Partition workers stay folded. */
export async function readComparedSteps(context: ReadContext, a: string, b: string): Promise<StoredStep[]> {
  const ids = [BigInt(a), BigInt(b)] as const;
  return readSteps(context, sql`instr(s.STEP_NAME, ':') = 0`, {
    contextsOf: ids,
    sides: sql`${attemptsUpTo("a", ids[0])} union all ${attemptsUpTo("b", ids[1])}`,
    order: sql`s.STEP_EXECUTION_ID`,
    limit: STEPS_MAX,
  });
}

/** An execution and the attempts before it, back to the last one that completed the instance: a later one begins anew. */
function attemptsUpTo(side: Side, id: bigint): Sql {
  const instance = sql`(select JOB_INSTANCE_ID from BATCH_JOB_EXECUTION where JOB_EXECUTION_ID = ${id})`;
  const completed = sql`(select max(JOB_EXECUTION_ID) from BATCH_JOB_EXECUTION
    where JOB_INSTANCE_ID = ${instance} and JOB_EXECUTION_ID < ${id} and STATUS = 'COMPLETED')`;
  return sql`select JOB_EXECUTION_ID as id, ${side} as side from BATCH_JOB_EXECUTION where JOB_EXECUTION_ID = ${id}
    union all select id, side from (select JOB_EXECUTION_ID as id, ${side} as side from BATCH_JOB_EXECUTION
      where JOB_INSTANCE_ID = ${instance} and JOB_EXECUTION_ID < ${id} and JOB_EXECUTION_ID > coalesce(${completed}, 0)
      order by JOB_EXECUTION_ID desc limit ${EARLIER_ATTEMPTS_MAX}) ${side === "a" ? sql`ta` : sql`tb`}`;
}

/**
 * The steps of both, as they stand after each: a step that an earlier attempt completed is done. Between two instances the counts are those
 * of all attempts, so that a restarted execution compares with an undisturbed one; between two attempts at one instance, of each alone.
 */
export function pairSteps(
  context: ReadContext,
  a: StoredExecution,
  b: StoredExecution,
  rows: readonly StoredStep[],
): CompareView["steps"] {
  const isOneInstance = a.row.instanceId !== null && a.row.instanceId === b.row.instanceId;
  const ofA = stepsAfter(context, a, rowsOf(rows, "a"), isOneInstance);
  const ofB = stepsAfter(context, b, rowsOf(rows, "b"), isOneInstance);
  const names = [...new Set(rows.map(({ name }) => name))].filter((name) => ofA.has(name) || ofB.has(name));
  return inOrderOfRunning(names, [...ofA.keys()], [...ofB.keys()]).map((name) => ({
    name,
    a: ofA.get(name) ?? null,
    b: ofB.get(name) ?? null,
  }));
}

function rowsOf(rows: readonly StoredStep[], side: Side): readonly StoredStep[] {
  return rows.filter((row) => row.side === side);
}

/** The longer way, with what only the other one went put behind the step it followed there. */
function inOrderOfRunning(names: readonly string[], a: readonly string[], b: readonly string[]): readonly string[] {
  const [longer, shorter] = a.length >= b.length ? [a, b] : [b, a];
  const order = [...longer];
  for (const [index, name] of shorter.entries()) {
    if (order.includes(name)) continue;
    const before = shorter[index - 1];
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, name);
  }
  return order.filter((name) => names.includes(name));
}

/** By name, in the order in which they first ran. */
function stepsAfter(
  context: ReadContext,
  execution: StoredExecution,
  rows: readonly StoredStep[],
  alone: boolean,
): ReadonlyMap<string, ComparedStep> {
  const byName = new Map<string, StoredStep[]>();
  for (const row of rows) byName.set(row.name, [...(byName.get(row.name) ?? []), row]);
  const secrets = secretValues(execution.parameters, secretNamesOf(context.jobs, execution.jobName));
  const view = (row: StoredStep) =>
    stepView(row, {
      order: 0,
      type: null,
      managerId: null,
      chunkSize: null,
      usualMs: null,
      executionMs: null,
      now: context.now(),
      isRunning: execution.row.liveness !== null && row.executionId === execution.id,
      secrets,
    });
  const steps = new Map<string, ComparedStep>();
  for (const [name, ofStep] of byName) {
    const last = ofStep.at(-1);
    // What an earlier attempt left unfinished, and this one did not come to, this one did not run.
    if (!last || (last.executionId !== execution.id && last.status !== "COMPLETED")) continue;
    const counted = (alone ? [last] : ofStep).map(view);
    steps.set(name, { ...sumOf(counted, view(last)), order: steps.size + 1, executionId: last.executionId });
  }
  return steps;
}

const COUNTS = [
  "read",
  "filtered",
  "written",
  "readSkips",
  "processSkips",
  "writeSkips",
  "commits",
  "rollbacks",
] as const satisfies readonly (keyof StepCounts)[];

/** Outcome and times of the last one, counts and duration of all. */
function sumOf(views: readonly ReturnType<typeof stepView>[], last: ReturnType<typeof stepView>) {
  const counts = Object.fromEntries(COUNTS.map((key) => [key, views.reduce((sum, view) => sum + view[key], 0)]));
  const durations = views.flatMap(({ durationMs }) => durationMs ?? []);
  const durationMs = durations.length === 0 ? null : durations.reduce((sum, ms) => sum + ms, 0);
  const items = Math.max(counts.read ?? 0, counts.written ?? 0);
  return {
    ...last,
    ...counts,
    durationMs,
    itemsPerSecond: durationMs && items > 0 ? items / (durationMs / 1_000) : null,
    attempts: views.length,
  };
}
