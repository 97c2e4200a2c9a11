/**
 * BatchStatus: how far a JobExecution or StepExecution has come.
 *
 *   STARTING ──► STARTED ──► COMPLETED
 *      │            ├──────► FAILED ───┐
 *      │            └► STOPPING ► STOPPED ──► ABANDONED
 *      └──► (any end)                  │
 *                      UNKNOWN ────────┘
 *
 * The order of the tuple is Spring Batch's order of severity; it is not a time line.
 * @see Spring Batch `BatchStatus` (4.3, 5.2 and 6.0 agree but for `isRunning`, which here is that of 5 and 6)
 */
export const BATCH_STATUSES = [
  "COMPLETED",
  "STARTING",
  "STARTED",
  "STOPPING",
  "STOPPED",
  "FAILED",
  "ABANDONED",
  "UNKNOWN",
] as const;

export type BatchStatus = (typeof BATCH_STATUSES)[number];

/** Statuses of an execution that some process may still be working on. */
export const RUNNING_STATUSES = ["STARTING", "STARTED", "STOPPING"] as const satisfies readonly BatchStatus[];

export function isBatchStatus(text: string): text is BatchStatus {
  return (BATCH_STATUSES as readonly string[]).includes(text);
}

export function isRunning(status: BatchStatus): boolean {
  return (RUNNING_STATUSES as readonly BatchStatus[]).includes(status);
}

/** FAILED, ABANDONED or UNKNOWN. */
export function isUnsuccessful(status: BatchStatus): boolean {
  return isAtLeast(status, "FAILED");
}

export function isGreaterThan(status: BatchStatus, other: BatchStatus): boolean {
  return severity(status) > severity(other);
}

export function isAtLeast(status: BatchStatus, other: BatchStatus): boolean {
  return severity(status) >= severity(other);
}

/** The more severe of the two. */
export function maxStatus(a: BatchStatus, b: BatchStatus): BatchStatus {
  return isGreaterThan(a, b) ? a : b;
}

/**
 * The status after `current` hears of `other`. Beyond STARTED the more severe wins; before that COMPLETED wins, so that a
 * step which completed inside a running job moves it forward.
 */
export function upgradeStatus(current: BatchStatus, other: BatchStatus): BatchStatus {
  if (isGreaterThan(current, "STARTED") || isGreaterThan(other, "STARTED")) return maxStatus(current, other);
  if (current === "COMPLETED" || other === "COMPLETED") return "COMPLETED";
  return maxStatus(current, other);
}

/** The first status, in order of severity, that `text` starts with; COMPLETED when there is none. */
export function matchStatus(text: string): BatchStatus {
  return BATCH_STATUSES.find((status) => text.startsWith(status)) ?? "COMPLETED";
}

function severity(status: BatchStatus): number {
  return BATCH_STATUSES.indexOf(status);
}
