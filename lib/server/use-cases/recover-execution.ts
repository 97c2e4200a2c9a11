import "server-only";
import type { Result } from "@/lib/shared/result";
import { mustBeAllowed, operate, type UseCaseScope } from "./operate";
import type { ExecutionRequest } from "./stop-execution";

/** Ends an execution whose process is gone as FAILED, step rows too, so that it can be restarted. */
export function recoverExecution(
  scope: UseCaseScope,
  { executionId, ...request }: ExecutionRequest,
): Promise<Result<{ readonly executionId: string }>> {
  const id = BigInt(executionId);
  return operate(scope, { action: "recover", executionId: id, jobName: null, ...request }, async () => {
    await mustBeAllowed(scope, "recover", id);
    await scope.desk.runtime.operator.recover(id, {
      expectedVersion: request.expectedVersion,
      expectedStepsVersion: request.expectedStepsVersion,
    });
    return { executionId: id, instanceId: null };
  });
}
