import "server-only";
import type { Result } from "@/lib/shared/result";
import { operate, type UseCaseScope } from "./operate";

/**
 * Launches a job with the parameters of its last execution and the incrementer's next value: what a scheduler would do. Refused for a job
 * without an incrementer.
 */
export function startNextInstance(
  scope: UseCaseScope,
  { jobName, reason }: { readonly jobName: string; readonly reason: string | null },
): Promise<Result<{ readonly executionId: string }>> {
  return operate(scope, { action: "startNextInstance", executionId: null, jobName, reason }, async () => {
    const launched = await scope.desk.runtime.operator.startNextInstance(jobName, { by: scope.actor.name });
    return { executionId: launched.jobExecutionId, instanceId: launched.jobInstanceId };
  });
}
