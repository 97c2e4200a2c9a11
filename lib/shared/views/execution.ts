import type { ExecutionActions } from "./actions";
import type { AuditEntry } from "./audit";
import type { CauseView } from "./cause";
import type { ContextView } from "./context";
import type { ExecutionLink, ExecutionRow } from "./execution-row";
import type { FlowView } from "./flow";
import type { ParameterView } from "./parameters";
import type { PartitionSummary } from "./partitions";
import type { RestartPreviewView } from "./preview";
import type { Eta } from "./running";
import type { StepView } from "./step";
import type { TimelineView } from "./timeline";
import type { Instant } from "./values";

export interface ExecutionView {
  readonly readAt: Instant;
  readonly row: ExecutionRow;
  readonly jobKey: string | null;
  readonly version: number;
  readonly launchable: boolean;
  /** The whole text, masked; null when there is none. */
  readonly exitMessage: string | null;
  /** Null when nothing went wrong. */
  readonly cause: CauseView | null;
  /** Without partition workers; see `partitions`. In order of starting. */
  readonly steps: readonly StepView[];
  /** How many workers each manager has, and how far they are; the rows come from the partition endpoint. */
  readonly partitions: readonly PartitionSummary[];
  readonly timeline: TimelineView;
  readonly flow: FlowView | null;
  readonly parameters: readonly ParameterView[];
  readonly contexts: readonly ContextView[];
  /** Newest first, at most 50. */
  readonly audit: readonly AuditEntry[];
  readonly actions: ExecutionActions;
  /** Against the last good execution; null when none is known. */
  readonly changes: ChangesView | null;
  /** When it last moved, as the rows tell; null when it is not running. */
  readonly lastSign: Instant | null;
  /** Usual time between two commits of the step it is in; null when that is not known. */
  readonly usualGapMs: number | null;
  /** When it should be done; null when it is not running, or nothing tells. */
  readonly eta: Eta | null;
  /** Null when a restart makes no sense. Of a job that is not known here: what its rows tell, `declared` false. */
  readonly restartPreview: RestartPreviewView | null;
  readonly neighbours: {
    readonly previousOfJob: ExecutionLink | null;
    readonly nextOfJob: ExecutionLink | null;
    readonly previousAttempt: ExecutionLink | null;
    readonly nextAttempt: ExecutionLink | null;
    readonly lastGood: ExecutionLink | null;
  };
  /** Set when a stop was asked and is awaited. */
  readonly stopping: {
    readonly askedAt: Instant | null;
    readonly by: string | null;
    readonly usualGapMs: number | null;
  } | null;
}

/** What differs from the last execution of the job that went well. */
export interface ChangesView {
  readonly against: ExecutionLink;
  readonly againstMs: number | null;
  readonly skips: { readonly before: number; readonly now: number };
  /** Only those that differ. Null is an absent one. */
  readonly parameters: readonly {
    readonly name: string;
    readonly before: string | null;
    readonly now: string | null;
    readonly identifying: boolean;
  }[];
  /** Steps that completed in both and read another number of items. */
  readonly reads: readonly { readonly step: string; readonly before: number; readonly now: number }[];
  /** Steps of the one that the other does not know. */
  readonly newSteps: readonly string[];
}
