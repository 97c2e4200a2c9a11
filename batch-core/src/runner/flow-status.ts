import { BATCH_STATUSES, type BatchStatus } from "../model/batch-status.ts";

/** What a node of a flow, or a whole flow, resulted in. */
export interface FlowStatus {
  readonly text: string;
  /** The flow was ended as STOPPED by an end of it. A step whose exit code happens to be STOPPED is another thing. */
  readonly stops: boolean;
}

const GROUPS = ["COMPLETED", "STOPPED", "FAILED", "UNKNOWN"] as const;

export function flowStatus(text: string): FlowStatus {
  return { text, stops: false };
}

/**
 * The result of a split: the worst of its flows' results by COMPLETED < STOPPED < FAILED < UNKNOWN, then by text. A text of none of the
 * groups counts as COMPLETED.
 * @see Spring Batch MaxValueFlowExecutionAggregator
 */
export function worstStatus(statuses: readonly FlowStatus[]): FlowStatus {
  return statuses.reduce((worst, status) => (compareStatuses(worst, status) < 0 ? status : worst));
}

/** The status of a job whose flow ended so: the first that the text begins with, UNKNOWN when there is none. */
export function toBatchStatus({ text }: FlowStatus): BatchStatus {
  return BATCH_STATUSES.find((status) => text.startsWith(status)) ?? "UNKNOWN";
}

function compareStatuses(a: FlowStatus, b: FlowStatus): number {
  const byGroup = groupOf(a) - groupOf(b);
  if (byGroup !== 0) return byGroup;
  return a.text < b.text ? -1 : a.text > b.text ? 1 : 0;
}

function groupOf({ text }: FlowStatus): number {
  return Math.max(
    0,
    GROUPS.findIndex((group) => text.startsWith(group)),
  );
}
