import "server-only";
import type { BulkAction, ExecutionRow } from "@/lib/shared/views";
import { executionActions } from "../read-model/actions";
import { findExecutions } from "../read-model/executions";
import type { StoredExecution } from "../read-model/rows/execution-rows";
import { join, type Sql, sql } from "../read-model/rows/sql";
import type { UseCaseScope } from "../use-cases/operate";

/** An execution that was chosen, and why nothing can be done to it. */
export interface Candidate {
  readonly executionId: string;
  /** Null when there is no such execution. */
  readonly row: ExecutionRow | null;
  /** Null when the action is possible. */
  readonly ineligible: string | null;
}

const IDS_PER_STATEMENT = 200;

/** Those of the given ids, in their order: what each one's button would say. */
export async function candidatesOf(
  scope: UseCaseScope,
  action: BulkAction,
  executionIds: readonly string[],
): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  for (let start = 0; start < executionIds.length; start += IDS_PER_STATEMENT) {
    const ids = executionIds.slice(start, start + IDS_PER_STATEMENT);
    const condition = sql`e.JOB_EXECUTION_ID in (${join(ids.map(BigInt))})`;
    const found = await findExecutions(scope.desk.read, [condition], ids.length);
    const byId = new Map((await judge(scope, action, found)).map((candidate) => [candidate.executionId, candidate]));
    const absent = scope.messages.errors.NO_SUCH_JOB_EXECUTION({});
    candidates.push(...ids.map((id) => byId.get(id) ?? { executionId: id, row: null, ineligible: absent }));
  }
  return candidates;
}

/** The newest of those that match, newest first, at most `limit`. */
export async function matchingCandidates(
  scope: UseCaseScope,
  action: BulkAction,
  conditions: readonly Sql[],
  limit: number,
): Promise<Candidate[]> {
  return judge(scope, action, await findExecutions(scope.desk.read, conditions, limit));
}

async function judge(
  scope: UseCaseScope,
  action: BulkAction,
  executions: readonly StoredExecution[],
): Promise<Candidate[]> {
  const { desk, actor, messages } = scope;
  const newest = await newestAttempts(scope, executions);
  return executions.map(({ id, jobName, row }) => {
    const launchable = jobName !== null && desk.read.jobs.get(jobName) !== undefined;
    const newestAttemptId = newest.get(row.instanceId ?? "") ?? id;
    const { enabled, reason } = executionActions(row, {
      actor,
      messages,
      rights: desk.read.rights,
      launchable,
      newestAttemptId,
    })[action];
    return { executionId: id, row, ineligible: enabled ? null : (reason ?? "") };
  });
}

/** By instance id. Asked for only where a row is not the newest itself. */
async function newestAttempts(
  { desk: { read } }: UseCaseScope,
  executions: readonly StoredExecution[],
): Promise<ReadonlyMap<string, string>> {
  const instanceIds = executions.flatMap(({ row }) =>
    row.instanceId !== null && row.attempt < row.attempts ? [BigInt(row.instanceId)] : [],
  );
  if (instanceIds.length === 0) return new Map();
  const rows = await read.prisma.$queryRaw<Record<string, unknown>[]>(sql`
    select JOB_INSTANCE_ID as instanceId, max(JOB_EXECUTION_ID) as newestId from BATCH_JOB_EXECUTION
    where JOB_INSTANCE_ID in (${join([...new Set(instanceIds)])}) group by JOB_INSTANCE_ID`);
  return new Map(rows.map(({ instanceId, newestId }) => [String(instanceId), String(newestId)]));
}
