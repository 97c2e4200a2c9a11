import "server-only";
import type { Result } from "@/lib/shared/result";
import { operate, type UseCaseScope } from "./operate";

export interface ExecutionRequest {
  /** Decimal digits. */
  readonly executionId: string;
  readonly reason: string | null;
  /** VERSION of the row that the reader saw; refused when it is another one meanwhile. Not looked at when absent. */
  readonly expectedVersion?: number | null;
  /** Sum of the VERSIONs of its steps, as the reader saw it. Not looked at when absent, and never for a stop. */
  readonly expectedStepsVersion?: number | null;
  /** The bulk operation it is part of. */
  readonly bulkId?: bigint;
}

/** Asks an execution to stop at its next chunk boundary, wherever it runs. It is STOPPING afterwards, and STOPPED when it has noticed. */
export function stopExecution(
  scope: UseCaseScope,
  { executionId, ...request }: ExecutionRequest,
): Promise<Result<{ readonly executionId: string }>> {
  const id = BigInt(executionId);
  return operate(scope, { action: "stop", executionId: id, jobName: null, ...request }, async () => {
    await scope.desk.runtime.operator.stop(id, { expectedVersion: request.expectedVersion });
    return { executionId: id, instanceId: null };
  });
}
