import type { BatchStatus } from "./batch-status.ts";
import type { ExecutionContext } from "./execution-context.ts";
import type { ExitStatus } from "./exit-status.ts";

/** The eight counters of a StepExecution, in the order of the table's columns. */
export const STEP_COUNTERS = [
  "commitCount",
  "readCount",
  "filterCount",
  "writeCount",
  "readSkipCount",
  "writeSkipCount",
  "processSkipCount",
  "rollbackCount",
] as const;

export type StepCounter = (typeof STEP_COUNTERS)[number];
export type StepCounts = Record<StepCounter, number>;

/** StepExecution: one attempt at a step. Counters belong to this attempt alone; a restart counts from zero. */
export interface StepExecution extends StepCounts {
  readonly id: bigint;
  readonly jobExecutionId: bigint;
  readonly stepName: string;
  version: number;
  status: BatchStatus;
  exitStatus: ExitStatus;
  /** Null where the tables do not keep it (4.x). */
  readonly createTime: Date | null;
  startTime: Date | null;
  endTime: Date | null;
  lastUpdated: Date | null;
  context: ExecutionContext;
  /** Set when the step is to stop at the next chunk boundary; in memory only. */
  terminateOnly: boolean;
  /** What went wrong, oldest first; in memory only. */
  readonly failures: unknown[];
}

export function zeroCounts(): StepCounts {
  return {
    commitCount: 0,
    readCount: 0,
    filterCount: 0,
    writeCount: 0,
    readSkipCount: 0,
    writeSkipCount: 0,
    processSkipCount: 0,
    rollbackCount: 0,
  };
}

/** Between the name of a worker step and that of its partition, as Java writes it. */
const PARTITION_SEPARATOR = ":";

/** STEP_NAME of the row that a worker step has for a partition: `worker:partition0`. */
export function partitionStepName(workerName: string, partition: string): string {
  return `${workerName}${PARTITION_SEPARATOR}${partition}`;
}

/** Read, process and write skips together: what a skip limit counts. */
export function skipCount(counts: Pick<StepCounts, "readSkipCount" | "processSkipCount" | "writeSkipCount">): number {
  return counts.readSkipCount + counts.processSkipCount + counts.writeSkipCount;
}
