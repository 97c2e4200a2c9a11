import { JobExecutionError } from "../errors.ts";
import type { StepExecution } from "../model/step-execution.ts";

/** A partition as an earlier attempt, or this one, left it. */
export interface PartitionCase {
  readonly stepName: string;
  /** Null: it never ran. */
  readonly last: Pick<StepExecution, "status" | "jobExecutionId"> | null;
  readonly jobExecutionId: bigint;
  /** Of the worker step. */
  readonly allowStartIfComplete: boolean;
}

/** `new`: with the values of the partitioner. `again`: with the context that its last row has. */
export type PartitionDecision = "new" | "again" | "skip";

/**
 * Does this partition run?
 * @throws {JobExecutionError} when nobody can know whether its last attempt has ended, or that attempt was abandoned
 * @see Spring Batch SimpleStepExecutionSplitter
 */
export function decidePartition(partition: PartitionCase): PartitionDecision {
  const { stepName, last } = partition;
  if (!last) return "new";
  switch (last.status) {
    case "COMPLETED":
      return partition.allowStartIfComplete || last.jobExecutionId === partition.jobExecutionId ? "new" : "skip";
    case "FAILED":
    case "STOPPED":
      return "again";
    case "UNKNOWN":
      throw new JobExecutionError(
        `"${stepName}" ended as UNKNOWN in execution ${last.jobExecutionId}: its data may or may not be there. Look, then mark its row as FAILED or COMPLETED.`,
      );
    case "STARTING":
    case "STARTED":
    case "STOPPING":
      throw new JobExecutionError(
        `"${stepName}" is still ${last.status} in execution ${last.jobExecutionId}: it may be running. Recover that execution when its process is gone.`,
      );
    case "ABANDONED":
      throw new JobExecutionError(
        `"${stepName}" was abandoned in execution ${last.jobExecutionId}, so the partitioned step cannot complete.`,
      );
    default:
      return last.status satisfies never;
  }
}
