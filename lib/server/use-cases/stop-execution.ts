import "server-only";
import type { Result } from "@/lib/shared/result";
import { operate, type UseCaseScope } from "./operate";

export interface ExecutionRequest {
  /** Decimal digits. */
  readonly executionId: string;
  readonly reason: string | null;
}

/** Asks an execution to stop at its next chunk boundary, wherever it runs. It is STOPPING afterwards, and STOPPED when it has noticed. */
export function stopExecution(
  scope: UseCaseScope,
  { executionId, reason }: ExecutionRequest,
): Promise<Result<{ readonly executionId: string }>> {
  const id = BigInt(executionId);
  return operate(scope, { action: "stop", executionId: id, jobName: null, reason }, async () => {
    await scope.desk.runtime.operator.stop(id);
    return { executionId: id, instanceId: null };
  });
}
