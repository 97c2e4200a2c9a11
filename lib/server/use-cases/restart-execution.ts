import "server-only";
import type { Result } from "@/lib/shared/result";
import { operate, type UseCaseScope } from "./operate";
import type { ExecutionRequest } from "./stop-execution";

/** Continues the instance of a failed or stopped execution with the same parameters: a new execution, never a new instance. */
export function restartExecution(
  scope: UseCaseScope,
  { executionId, ...request }: ExecutionRequest,
): Promise<Result<{ readonly executionId: string }>> {
  const id = BigInt(executionId);
  return operate(scope, { action: "restart", executionId: id, jobName: null, ...request }, async () => {
    const launched = await scope.desk.runtime.operator.restart(id, { by: scope.actor.name });
    return { executionId: launched.jobExecutionId, instanceId: launched.jobInstanceId };
  });
}
