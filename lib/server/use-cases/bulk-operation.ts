import "server-only";
import { type ExecutionFilter, formatExecutionFilter } from "@/lib/shared/filter/execution-filter";
import { type Failure, fail, ok, type Result } from "@/lib/shared/result";
import type { BulkAction, BulkPreviewView } from "@/lib/shared/views";
import { mayOperate } from "../actor";
import { bulkStore, type StoredBulk } from "../bulk/bulk-store";
import { type Candidate, candidatesOf, matchingCandidates } from "../bulk/eligibility";
import { workOff } from "../bulk/work-off";
import { isInterrupted } from "../read-model/bulk-operations";
import { filterConditions } from "../read-model/executions";
import { toDate } from "../read-model/rows/values";
import { type OperatorAction, type UseCaseScope, writeAudit } from "./operate";

/** More at once is not a repair but an accident. */
export const BULK_MAX = 1_000;

export interface BulkRequest {
  readonly action: BulkAction;
  readonly selection: BulkSelection;
  readonly reason: string | null;
}

/** Rows that were ticked, or all that match a filter. */
export type BulkSelection =
  | { readonly executionIds: readonly string[] }
  | {
      readonly filter: ExecutionFilter;
      /** How many the operator saw; another number by now is refused. Any number when null. */
      readonly expectedCount: number | null;
    };

/** What a bulk operation would do to whom, and why not to the others. Writes nothing. */
export async function previewBulk(
  scope: UseCaseScope,
  { action, selection }: Pick<BulkRequest, "action" | "selection">,
): Promise<Result<BulkPreviewView>> {
  const candidates = await select(scope, action, selection);
  if (!candidates.ok) return candidates;
  return ok({
    readAt: scope.desk.read.now().toISOString(),
    action,
    matched: candidates.value.length,
    eligible: candidates.value.filter(({ ineligible }) => ineligible === null).length,
    rows: candidates.value.map(({ executionId, row, ineligible }) => ({
      executionId,
      jobName: row?.jobName ?? null,
      status: row?.status ?? null,
      eligible: ineligible === null,
      reason: ineligible,
    })),
  });
}

/** A bulk operation that was begun. Its rows are worked off meanwhile; `ended` settles when that is over and never rejects. */
export interface BegunBulk {
  readonly bulkId: string;
  readonly ended: Promise<void>;
}

/** Writes the operation down with all its rows, and begins with the first. */
export async function startBulk(scope: UseCaseScope, request: BulkRequest): Promise<Result<BegunBulk>> {
  const store = await openStore(scope, "bulk", request.reason);
  if (!store.ok) return store;
  const candidates = await select(scope, request.action, request.selection);
  if (!candidates.ok) return candidates;
  const { reason, action, selection } = request;
  const id = await store.value.create({
    action,
    actor: scope.actor.name,
    reason,
    filter: "filter" in selection ? formatExecutionFilter(selection.filter).toString() : null,
    items: candidates.value.map(toItem),
  });
  await audit(scope, "bulk", reason, id, `${action}: ${candidates.value.length} executions`);
  return begin(scope, await store.value.find(id));
}

/**
 * Goes on with an operation that was paused or cut off. Rows that are done are not touched again.
 * @param retry  also those that were refused or failed
 */
export async function continueBulk(
  scope: UseCaseScope,
  { bulkId, retry, reason }: { readonly bulkId: string; readonly retry: boolean; readonly reason: string | null },
): Promise<Result<BegunBulk>> {
  const store = await openStore(scope, "bulkContinue", reason);
  if (!store.ok) return store;
  const operation = await store.value.find(BigInt(bulkId));
  if (!operation) return refuse(scope, "NO_SUCH_BULK_OPERATION");
  const updated = toDate(operation.updatedAt, "UTC");
  if (operation.state === "RUNNING" && !isInterrupted(updated, new Date())) return refuse(scope, "BULK_IS_RUNNING");
  if (operation.state === "DONE" && !retry) return refuse(scope, "BULK_IS_DONE");
  if (!(await store.value.resume(operation, { retry }))) return refuse(scope, "BULK_IS_RUNNING");
  await audit(scope, "bulkContinue", reason, BigInt(bulkId), retry ? "with what was refused or failed" : null);
  return begin(scope, operation);
}

/** Lets it end the row it is at, and no more. */
export async function pauseBulk(
  scope: UseCaseScope,
  { bulkId, reason }: { readonly bulkId: string; readonly reason: string | null },
): Promise<Result<{ readonly bulkId: string }>> {
  const store = await openStore(scope, "bulkPause", reason);
  if (!store.ok) return store;
  const id = BigInt(bulkId);
  if (!(await store.value.find(id))) return refuse(scope, "NO_SUCH_BULK_OPERATION");
  if (!(await store.value.pause(id))) return refuse(scope, "BULK_NOT_RUNNING");
  await audit(scope, "bulkPause", reason, id, null);
  return ok({ bulkId });
}

/** @returns the store for those who may operate, where there is one */
async function openStore(
  scope: UseCaseScope,
  action: OperatorAction,
  reason: string | null,
): Promise<Result<ReturnType<typeof bulkStore>>> {
  if (!mayOperate(scope.actor)) {
    const message = scope.messages.errors.FORBIDDEN({});
    const operation = { action, executionId: null, jobName: null, reason };
    await writeAudit(scope, operation, null, null, "REFUSED", message);
    return refuse(scope, "FORBIDDEN");
  }
  const store = bulkStore(scope.desk.runtime);
  return (await store.isThere()) ? ok(store) : refuse(scope, "BULK_UNAVAILABLE");
}

async function select(
  scope: UseCaseScope,
  action: BulkAction,
  selection: BulkSelection,
): Promise<Result<readonly Candidate[]>> {
  if ("executionIds" in selection) {
    const ids = [...new Set(selection.executionIds)];
    if (ids.length > BULK_MAX) return refuse(scope, "BULK_TOO_MANY");
    return ids.length === 0 ? refuse(scope, "BULK_NOTHING_CHOSEN") : ok(await candidatesOf(scope, action, ids));
  }
  const conditions = await filterConditions(scope.desk.read, selection.filter);
  const found = await matchingCandidates(scope, action, conditions, BULK_MAX + 1);
  if (found.length > BULK_MAX) return refuse(scope, "BULK_TOO_MANY");
  if (found.length === 0) return refuse(scope, "BULK_NOTHING_CHOSEN");
  const { expectedCount } = selection;
  if (expectedCount !== null && expectedCount !== found.length) return refuse(scope, "BULK_OTHER_COUNT");
  return ok(found);
}

function toItem({ executionId, row, ineligible }: Candidate) {
  return { executionId, jobName: row?.jobName ?? null, beforeStatus: row?.status ?? null, ineligible };
}

function begin(scope: UseCaseScope, operation: StoredBulk | null): Result<BegunBulk> {
  if (!operation) throw new Error("The bulk operation that was just written is not there.");
  const ended = workOff(scope, bulkStore(scope.desk.runtime), operation).catch((error: unknown) => {
    const text = error instanceof Error ? error.stack : String(error);
    scope.desk.log.error({ error: text, bulkId: operation.id }, "A bulk operation was cut off; it can be continued");
  });
  return ok({ bulkId: operation.id, ended });
}

function audit(
  scope: UseCaseScope,
  action: OperatorAction,
  reason: string | null,
  bulkId: bigint,
  text: string | null,
) {
  return writeAudit(scope, { action, executionId: null, jobName: null, reason, bulkId }, null, null, "DONE", text);
}

type Refusal = keyof UseCaseScope["messages"]["errors"];

function refuse(scope: UseCaseScope, code: Refusal): { readonly ok: false; readonly error: Failure } {
  return fail({ code, message: scope.messages.errors[code]({}) });
}
