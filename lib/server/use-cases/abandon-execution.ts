import "server-only";
import type { Result } from "@/lib/shared/result";
import { mustBeAllowed, operate, type UseCaseScope } from "./operate";
import type { ExecutionRequest } from "./stop-execution";

/** Gives an execution up for good: its instance can never be restarted. */
export function abandonExecution(
  scope: UseCaseScope,
  { executionId, ...request }: ExecutionRequest,
): Promise<Result<{ readonly executionId: string }>> {
  const id = BigInt(executionId);
  return operate(scope, { action: "abandon", executionId: id, jobName: null, ...request }, async () => {
    await mustBeAllowed(scope, "abandon", id);
    await scope.desk.runtime.operator.abandon(id, request);
    return { executionId: id, instanceId: null };
  });
}
