import "server-only";
import type { Result } from "@/lib/shared/result";
import type { BulkAction } from "@/lib/shared/views";
import { abandonExecution } from "../use-cases/abandon-execution";
import type { UseCaseScope } from "../use-cases/operate";
import { recoverExecution } from "../use-cases/recover-execution";
import { restartExecution } from "../use-cases/restart-execution";
import { type ExecutionRequest, stopExecution } from "../use-cases/stop-execution";
import type { BulkStore, ItemOutcome, StoredBulk } from "./bulk-store";
import { candidatesOf } from "./eligibility";

type Work = (scope: UseCaseScope, request: ExecutionRequest) => Promise<Result<{ readonly executionId: string }>>;

const WORK: Readonly<Record<BulkAction, Work>> = {
  stop: stopExecution,
  restart: restartExecution,
  abandon: abandonExecution,
  recover: recoverExecution,
};

/**
 * Does what is pending of a bulk operation, one item after another, until nothing is left or somebody pauses it. Each item is asked anew
 * whether the action is still possible, and goes through the same use-case as its button.
 * @throws when the database does not answer: what is left stays as it is and can be continued
 */
export async function workOff(scope: UseCaseScope, store: BulkStore, operation: StoredBulk): Promise<void> {
  const id = BigInt(operation.id);
  for (let item = await store.claim(id); item; item = await store.claim(id)) {
    await store.settle(id, item.position, await perform(scope, operation, item.executionId));
  }
  await store.finish(id);
}

async function perform(scope: UseCaseScope, operation: StoredBulk, executionId: string): Promise<ItemOutcome> {
  const [candidate] = await candidatesOf(scope, operation.action, [executionId]);
  if (candidate?.ineligible) return refused("NOT_NOW", candidate.ineligible);
  try {
    const request = { executionId, reason: operation.reason, bulkId: BigInt(operation.id) };
    const result = await WORK[operation.action](scope, request);
    if (!result.ok) return refused(result.error.code, result.error.message);
    const { executionId: resultId } = result.value;
    return { state: "DONE", code: null, message: null, resultExecutionId: resultId === executionId ? null : resultId };
  } catch (error) {
    scope.desk.log.error(
      { error: error instanceof Error ? error.stack : String(error), executionId },
      "An item failed",
    );
    const message = scope.messages.errors.UNEXPECTED({});
    return { state: "FAILED", code: "UNEXPECTED", message, resultExecutionId: null };
  }
}

function refused(code: string, message: string): ItemOutcome {
  return { state: "REFUSED", code, message, resultExecutionId: null };
}
