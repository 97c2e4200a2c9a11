import "server-only";
import type { PageRequest } from "@/lib/shared/filter/execution-filter";
import type { PartitionsView } from "@/lib/shared/views";
import { secretValues } from "../../masking";
import type { ReadContext } from "../read-context";
import { parametersOf } from "../rows/parameters";
import { sql } from "../rows/sql";
import { readSteps, type StoredStep, stepView } from "../rows/step-rows";
import { managerOf, stepGroupsOf } from "../rows/step-totals";
import { partitionSummary } from "./partition-summary";

/** Read at once; at most so many partitions are told apart. */
const WORKERS_MAX = 10_000;

/** Cursor of the page before the second: no step has this id. */
const FIRST_PAGE = "0";

/** The workers of one manager: those that failed, then the silent and the slow ones, then the rest. Three statements. Null when there is no such manager. */
export async function readPartitions(
  context: ReadContext,
  executionId: string,
  managerId: string,
  page: PageRequest,
): Promise<PartitionsView | null> {
  const [allGroups, parameters] = await Promise.all([
    stepGroupsOf(context, [executionId]),
    parametersOf(context, [executionId]),
  ]);
  const groups = allGroups.get(executionId) ?? [];
  const workersOf = groups.filter((group) => group.isColon && String(managerOf(group, groups)?.firstId) === managerId);
  const manager = groups.find(({ firstId }) => String(firstId) === managerId);
  if (!manager || workersOf.length === 0) return null;
  const names = new Set(workersOf.map(({ name }) => name));
  const rows = await readSteps(
    context,
    sql`s.JOB_EXECUTION_ID = ${BigInt(executionId)} and instr(s.STEP_NAME, ':') > 0`,
    { contextsOf: null, order: sql`s.STEP_EXECUTION_ID`, limit: WORKERS_MAX },
  );
  const now = context.now();
  const secrets = secretValues(parameters.get(executionId) ?? []);
  const workers = rows.filter(({ name }) => names.has(name.split(":", 1)[0] ?? "")).sort(byUrgency);
  const start = Math.max(0, page.before ? workers.findIndex(({ id }) => id === page.before) + 1 : 0);
  const shown = workers.slice(start, start + page.size);
  return {
    readAt: now.toISOString(),
    summary: partitionSummary({ id: managerId, name: manager.name }, workersOf),
    workers: {
      items: shown.map((step, index) =>
        stepView(step, {
          order: start + index + 1,
          type: "partition-worker",
          managerId,
          chunkSize: null,
          usualMs: null,
          executionMs: null,
          now,
          isRunning: URGENCY[step.status] === 1,
          secrets,
        }),
      ),
      newer: start > 0 ? (workers[start - page.size - 1]?.id ?? FIRST_PAGE) : null,
      older: start + page.size < workers.length ? (shown.at(-1)?.id ?? null) : null,
      searchedTo: null,
      total: workers.length,
      totalCapped: workers.length >= WORKERS_MAX,
      readAt: now.toISOString(),
    },
  };
}

const URGENCY = {
  FAILED: 0,
  UNKNOWN: 0,
  ABANDONED: 0,
  STARTING: 1,
  STARTED: 1,
  STOPPING: 1,
  STOPPED: 2,
  COMPLETED: 3,
} as const satisfies Record<StoredStep["status"], number>;

/** Among those at work the one that was silent longest first; among those done the one that took longest. */
function byUrgency(a: StoredStep, b: StoredStep): number {
  const rank = URGENCY[a.status] - URGENCY[b.status];
  if (rank !== 0) return rank;
  if (URGENCY[a.status] === 1) return (a.updated?.getTime() ?? 0) - (b.updated?.getTime() ?? 0);
  return took(b) - took(a);
}

function took({ started, ended }: StoredStep): number {
  return started && ended ? ended.getTime() - started.getTime() : 0;
}
