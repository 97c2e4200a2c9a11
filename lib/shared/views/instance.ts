import type { BatchStatus } from "batch-core/model";
import type { ExecutionActions } from "./actions";
import type { ExecutionRow } from "./execution-row";
import type { KeyParameter, ParameterView } from "./parameters";
import type { TimelineView } from "./timeline";
import type { Id, Instant } from "./values";

export interface InstanceView {
  readonly readAt: Instant;
  readonly instance: InstanceRow;
  readonly parameters: readonly ParameterView[];
  /** Oldest first. */
  readonly attempts: readonly AttemptView[];
  readonly timeline: TimelineView;
  readonly actions: ExecutionActions | null;
}

export interface InstanceRow {
  readonly id: Id;
  readonly jobName: string;
  readonly jobKey: string;
  /** Identifying ones only. */
  readonly parameters: readonly KeyParameter[];
  readonly attempts: number;
  readonly firstStarted: Instant | null;
  readonly lastExecutionId: Id | null;
  /** Null for an instance without executions. */
  readonly lastStatus: BatchStatus | null;
  readonly lastEnded: Instant | null;
  /** Sum over its attempts. */
  readonly totalMs: number | null;
}

export interface AttemptView {
  readonly row: ExecutionRow;
  /** Non-identifying parameters that differ from the attempt before. */
  readonly changed: readonly KeyParameter[];
}
