import type { BatchStatus, ParameterType } from "batch-core/model";
import type { ExecutionFilter } from "./execution-filter";

/**
 * What pages and JSON endpoints show: plain values that survive JSON. Every screen has its view here and nothing else reaches a component.
 *
 * Values of secret parameters are masked before they get here. An odd row (no instance, no status, a context nobody can read) is shown as
 * far as it can be read: that is what the nulls are for.
 */

/** A BIGINT as decimal digits. */
export type Id = string;
/** ISO 8601 in UTC with milliseconds: `2026-11-19T17:11:40.123Z`. */
export type Instant = string;

/** A number that was counted only so far. */
export interface Count {
  readonly value: number;
  /** True when there are more than `value`: show "10,000+". */
  readonly capped: boolean;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Cursor of the page with newer rows; null on the newest page. */
  readonly newer: string | null;
  /** Cursor of the page with older rows; null on the last page. */
  readonly older: string | null;
  /**
   * Set when the search stopped at this id before it had found a page full, because nothing but reading every row could answer it:
   * "searched back to execution 800,000"; `older` goes on from there.
   */
  readonly searchedTo: Id | null;
  /** Rows that match the filter over all pages. */
  readonly total: number;
  readonly totalCapped: boolean;
  /** When the database was read: rows older than a few polls are stale. */
  readonly readAt: Instant;
}

/**
 * How alive an execution that should be running is. `suspect`: nothing moved for longer than usual. `lost`: its process is surely gone
 * (missed heartbeats). `stopping`: a stop was asked and is awaited. Null when it is not running.
 */
export type Liveness = "running" | "suspect" | "lost" | "stopping" | null;

/**
 * Why a duration is not to be trusted: `negative` ends before it begins; in `clocks-set-back` one of its times stands for two instants, since
 * the clocks of the database's zone were set back over it. `ms` is the span as the rows give it.
 */
export interface DurationDoubt {
  readonly kind: "negative" | "clocks-set-back";
  readonly ms: number;
}

/** A parameter as a list shows it; `value` is cut at 250 characters. */
export interface KeyParameter {
  readonly name: string;
  readonly value: string | null;
  readonly identifying: boolean;
}

/** What an operator decides on: VERSION of the execution, and the sum of those of its steps, which moves with every chunk. */
export interface SeenVersions {
  readonly version: number;
  readonly stepsVersion: number;
}

export interface ExecutionRow extends SeenVersions {
  readonly id: Id;
  /** Null when the row points to no instance. */
  readonly instanceId: Id | null;
  /** Null when the instance row is missing. */
  readonly jobName: string | null;
  /** UNKNOWN when the column holds no status word; then `storedStatus` has what it holds. */
  readonly status: BatchStatus;
  readonly storedStatus: string | null;
  readonly exitCode: string | null;
  /** Most telling line of the exit message (its deepest cause); null when there is none. */
  readonly exitMessageFirstLine: string | null;
  /** 1-based position among the attempts of its instance. */
  readonly attempt: number;
  readonly attempts: number;
  readonly created: Instant | null;
  readonly started: Instant | null;
  readonly ended: Instant | null;
  readonly updated: Instant | null;
  /** Start to end; to the time of reading while it runs; null before the start or when the times make no sense. */
  readonly durationMs: number | null;
  readonly durationDoubt: DurationDoubt | null;
  /** Median over the recent completed executions of the job; null while fewer than three are known. */
  readonly usualMs: number | null;
  /** 95th percentile of the same executions. */
  readonly slowMs: number | null;
  /** The step it is in, while it runs. */
  readonly currentStep: string | null;
  /** The step that made it fail or stop. */
  readonly failedStep: string | null;
  /** Sums over steps; partition workers are counted once, through their manager. */
  readonly read: number;
  readonly written: number;
  readonly filtered: number;
  /** Read, process and write skips together. */
  readonly skipped: number;
  readonly rollbacks: number;
  readonly commits: number;
  /** Parameters, identifying ones first. */
  readonly keyParameters: readonly KeyParameter[];
  /** Who asked for it; null when nobody wrote that down (a Java application did). */
  readonly requestedBy: string | null;
  /** `host (pid)` of the process that runs or ran it; null when unknown. */
  readonly host: string | null;
  readonly liveness: Liveness;
}

export type ExecutionPage = Page<ExecutionRow>;

/** One cell of the strip "last 30 runs". */
export interface StripCell {
  readonly id: Id;
  readonly status: BatchStatus;
  readonly started: Instant | null;
  readonly durationMs: number | null;
}

/** A number that opens the list it counts. */
export interface CountCard {
  readonly count: Count;
  readonly filter: ExecutionFilter;
}

export interface FailureRow {
  readonly id: Id;
  readonly jobName: string | null;
  readonly step: string | null;
  readonly ended: Instant | null;
  readonly firstLine: string | null;
}

export interface OverviewJobRow {
  readonly jobName: string;
  readonly launchable: boolean;
  readonly last: ExecutionRow | null;
  readonly lastSuccess: Instant | null;
  /** Oldest first, at most 30. */
  readonly strip: readonly StripCell[];
}

export interface OverviewView {
  readonly readAt: Instant;
  /** Start of the window of `failed`, `stopped` and `completed`: 24 hours before. */
  readonly since: Instant;
  readonly failed: CountCard;
  readonly running: CountCard;
  readonly stopping: CountCard;
  /** Running by the table but suspect or lost. */
  readonly stuck: CountCard;
  readonly stopped: CountCard;
  readonly completed: CountCard;
  readonly jobs: readonly OverviewJobRow[];
  /** Newest first, at most 20. */
  readonly failures: readonly FailureRow[];
  readonly live: readonly RunningRow[];
}

/** Numbers over the recent executions of one job, at most the last 200. */
export interface JobStats {
  readonly executions: Count;
  readonly instances: Count;
  /** How many executions the figures below are about. */
  readonly sample: number;
  /** Completed among the ended, 0 to 1; null when none has ended. */
  readonly successRate: number | null;
  readonly meanMs: number | null;
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
}

export interface JobRow {
  readonly name: string;
  readonly description: string | null;
  /** Known to this installation, so that it can be launched here. */
  readonly launchable: boolean;
  readonly stats: JobStats;
  readonly runningNow: number;
  readonly last: ExecutionRow | null;
  /** Oldest first, at most 30. */
  readonly strip: readonly StripCell[];
}

export interface JobsView {
  readonly readAt: Instant;
  readonly jobs: readonly JobRow[];
}

export type FlowNodeKind = "step" | "chunk" | "tasklet" | "partition" | "decision" | "split" | "flow" | "job" | "end";

export interface FlowNode {
  readonly id: string;
  readonly name: string;
  readonly kind: FlowNodeKind;
  /** Of the execution looked at; null when it did not get there or none is looked at. */
  readonly status: BatchStatus | null;
  /**
   * Whether the execution looked at got there: `here`; `earlier` when an attempt before it completed the step, so that it is passed over;
   * `not`. Null when none is looked at.
   */
  readonly reached: "here" | "earlier" | "not" | null;
  readonly chunkSize: number | null;
  /** The split or flow it is drawn inside of. */
  readonly parentId: string | null;
}

export interface FlowEdge {
  readonly from: string;
  readonly to: string;
  /** Exit code pattern; null where nothing else can come of the node. */
  readonly on: string | null;
  readonly taken: boolean | null;
}

export interface FlowView {
  /** `declared` by the job's definition, or `inferred` from the order of past steps. */
  readonly source: "declared" | "inferred";
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
}

export type FieldKind = "text" | "long" | "double" | "date" | "datetime" | "choice" | "boolean" | "secret";

/** One input of a launch form. */
export interface FieldView {
  readonly name: string;
  readonly kind: FieldKind;
  readonly title: string;
  readonly help: string | null;
  readonly required: boolean;
  /** As the form would hold it; null when there is none. */
  readonly default: string | null;
  readonly identifying: boolean;
  readonly choices: readonly string[] | null;
  readonly minimum: string | null;
  readonly maximum: string | null;
  readonly pattern: string | null;
  /** What the incrementer would give next; a field with this may stay empty. */
  readonly incrementerNext: string | null;
  /** Values of the latest executions, newest first, at most 5; empty for secrets. */
  readonly lastValues: readonly string[];
}

export interface StepStats {
  readonly stepName: string;
  readonly runs: number;
  readonly failures: number;
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
  readonly shareOfRun: number | null;
}

/** One bar of the trend: newest last. */
export interface TrendPoint {
  readonly id: Id;
  readonly status: BatchStatus;
  readonly started: Instant | null;
  readonly durationMs: number | null;
  readonly read: number;
  readonly written: number;
  readonly skipped: number;
}

/** Runs × steps, oldest run first; `cells[run][step]`. */
export interface GridView {
  readonly steps: readonly string[];
  readonly runs: readonly StripCell[];
  readonly cells: readonly (readonly (GridCell | null)[])[];
}

export interface GridCell {
  /** The execution of its column, or the earlier attempt that had completed the step. */
  readonly executionId: Id;
  readonly stepExecutionId: Id;
  readonly status: BatchStatus;
  readonly durationMs: number | null;
}

export interface JobView {
  readonly readAt: Instant;
  readonly name: string;
  readonly description: string | null;
  readonly launchable: boolean;
  readonly launch: ActionState;
  readonly restartable: boolean;
  readonly hasIncrementer: boolean;
  readonly fields: readonly FieldView[];
  readonly flow: FlowView | null;
  readonly steps: readonly StepStats[];
  readonly stats: JobStats;
  readonly trend: readonly TrendPoint[];
  readonly grid: GridView;
  readonly instances: Page<InstanceRow>;
  readonly recent: readonly ExecutionRow[];
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

export interface InstanceView {
  readonly readAt: Instant;
  readonly instance: InstanceRow;
  readonly parameters: readonly ParameterView[];
  /** Oldest first. */
  readonly attempts: readonly AttemptView[];
  readonly timeline: TimelineView;
  readonly actions: ExecutionActions | null;
}

export interface AttemptView {
  readonly row: ExecutionRow;
  /** Non-identifying parameters that differ from the attempt before. */
  readonly changed: readonly KeyParameter[];
}

/** What may be done, and if not why, in the reader's language. */
export interface ActionState {
  readonly enabled: boolean;
  readonly reason: string | null;
}

export type ExecutionAction = "stop" | "restart" | "runAgain" | "abandon" | "recover";
export type ExecutionActions = Readonly<Record<ExecutionAction, ActionState>>;

export interface CauseView {
  readonly step: string | null;
  readonly exitCode: string | null;
  /** Deepest cause first, each with its frames. */
  readonly causes: readonly { readonly headline: string; readonly frames: readonly string[] }[];
  /** How far the step had come; null when that is not known, as of a tasklet. */
  readonly place: CausePlace | null;
  /** The text fills its column, so its end, where a root cause stands, may be missing. */
  readonly truncated: boolean;
  readonly raw: string;
}

/** One execution of a step, among others of the same step. */
export interface StepRun extends StripCell {
  readonly stepExecutionId: Id;
  readonly read: number;
}

/** How a step has been doing before, over at most 30 executions of its job; figures are of those that completed. */
export interface StepHistoryView {
  readonly readAt: Instant;
  readonly stepName: string;
  readonly completed: number;
  readonly minMs: number | null;
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
  readonly maxMs: number | null;
  readonly medianRead: number | null;
  /** Oldest first. */
  readonly runs: readonly StepRun[];
}

/** How far a step had come when it failed; of its own attempt, not counting what earlier attempts did. */
export interface CausePlace {
  readonly commits: number;
  /** Items written and committed. */
  readonly written: number;
  /** The items of the chunk that was rolled back, counted from 1 in the order of reading; null when nothing was in hand. */
  readonly items: { readonly from: number; readonly to: number } | null;
}

/** What differs from the last execution of the job that went well. */
export interface ChangesView {
  readonly against: ExecutionLink;
  readonly againstMs: number | null;
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

export interface StepView {
  readonly id: Id;
  readonly version: number;
  readonly name: string;
  /** Its place in the order of starting, from 1. */
  readonly order: number;
  /** From `batch.stepType` and the definition; null when neither tells. */
  readonly type: "chunk" | "tasklet" | "partition-manager" | "partition-worker" | "flow" | "job" | null;
  /** Step execution id of its manager when this is a partition worker. */
  readonly managerId: Id | null;
  readonly status: BatchStatus;
  readonly storedStatus: string | null;
  readonly exitCode: string | null;
  readonly exitMessage: string | null;
  readonly created: Instant | null;
  readonly started: Instant | null;
  readonly ended: Instant | null;
  readonly updated: Instant | null;
  readonly durationMs: number | null;
  readonly durationDoubt: DurationDoubt | null;
  readonly usualMs: number | null;
  /** Of the execution's duration, 0 to 1. */
  readonly share: number | null;
  readonly read: number;
  readonly filtered: number;
  readonly written: number;
  readonly readSkips: number;
  readonly processSkips: number;
  readonly writeSkips: number;
  readonly commits: number;
  readonly rollbacks: number;
  /** Items read per second over its duration. */
  readonly itemsPerSecond: number | null;
  readonly chunkSize: number | null;
}

/** A part of the axis: `from`–`to` in real time drawn with `weight` of the width; a folded gap has `gapMs`. */
export interface TimelineSegment {
  readonly from: Instant;
  readonly to: Instant;
  readonly weight: number;
  readonly gapMs: number | null;
}

export interface TimelineBar {
  readonly stepExecutionId: Id | null;
  readonly stepName: string;
  readonly status: BatchStatus;
  readonly created: Instant | null;
  readonly started: Instant | null;
  readonly ended: Instant | null;
  readonly durationMs: number | null;
  /** Place on the axis, 0 to 1, gaps folded. */
  readonly offset: number;
  readonly width: number;
  readonly read: number;
  readonly written: number;
  readonly partitions: { readonly total: number; readonly done: number; readonly failed: number } | null;
}

export interface TimelineLane {
  readonly executionId: Id;
  readonly attempt: number;
  readonly status: BatchStatus;
  readonly bars: readonly TimelineBar[];
  /** Declared steps this attempt did not get to. */
  readonly notReached: readonly string[];
  /** Declared steps it skipped because an earlier attempt completed them. */
  readonly skippedAsComplete: readonly string[];
}

export interface TimelineView {
  readonly segments: readonly TimelineSegment[];
  /** Oldest attempt first. */
  readonly lanes: readonly TimelineLane[];
}

export interface ParameterView {
  readonly name: string;
  readonly type: ParameterType;
  /** Java class name or type word as stored, e.g. `java.time.LocalDate`. */
  readonly storedType: string;
  readonly value: string | null;
  readonly identifying: boolean;
  readonly masked: boolean;
  /** An upgrade from 4.x dropped the column it was in. */
  readonly lost: boolean;
  /** Against the previous execution of the job: null when there is none. */
  readonly changedFromLast: boolean | null;
  readonly lastValue: string | null;
}

/** A node of a decoded ExecutionContext. */
export interface ContextNode {
  readonly key: string;
  readonly type: "null" | "boolean" | "string" | "integer" | "long" | "double" | "date" | "list" | "map" | "java";
  /** Java class, when the stored form names one. */
  readonly javaType: string | null;
  /** Text of a leaf; null for lists and maps. */
  readonly value: string | null;
  readonly children: readonly ContextNode[];
}

export interface ContextView {
  readonly owner: "job" | "step";
  readonly stepExecutionId: Id | null;
  readonly stepName: string | null;
  readonly format: "json" | "jackson" | "java" | "empty" | "unreadable";
  readonly nodes: readonly ContextNode[];
  /** As stored, masked, cut at 100 000 characters. */
  readonly raw: string;
  /** The stored text is cut ("…" at its end). */
  readonly truncated: boolean;
  /** Why it cannot be shown as a tree. */
  readonly problem: string | null;
}

export interface AuditEntry {
  readonly id: Id;
  readonly at: Instant | null;
  readonly actor: string;
  readonly action: string;
  readonly jobName: string | null;
  readonly instanceId: Id | null;
  readonly executionId: Id | null;
  readonly reason: string | null;
  readonly beforeStatus: string | null;
  readonly afterStatus: string | null;
  readonly result: string;
  readonly message: string | null;
}

export interface RestartStep {
  readonly name: string;
  readonly will: "skip" | "run" | "continue";
  /** Position the step goes on from, by context key. */
  readonly from: readonly { readonly key: string; readonly value: string }[] | null;
}

/** What a launch would do. */
export interface LaunchPreviewView {
  readonly decision: "new-instance" | "restart" | "rerun" | "refused";
  readonly instanceId: Id | null;
  readonly lastExecutionId: Id | null;
  readonly attempt: number;
  readonly code: string | null;
  /** Why it is refused, in the reader's language. */
  readonly reason: string | null;
  readonly identifying: readonly KeyParameter[];
  /** Field errors by parameter name; the empty name is for all of them together. */
  readonly problems: Readonly<Record<string, string>>;
}

export interface RestartPreviewView extends LaunchPreviewView {
  /** By the job's definition; false when only its rows are known, and some other application has the job. */
  readonly declared: boolean;
  readonly steps: readonly RestartStep[];
}

/** A neighbour to go to. */
export interface ExecutionLink {
  readonly id: Id;
  readonly status: BatchStatus;
  readonly started: Instant | null;
}

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
  /** Usual time between two commits of the step it is in; null when that is not known. */
  readonly usualGapMs: number | null;
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

export interface PartitionSummary {
  readonly managerId: Id;
  readonly managerName: string;
  readonly total: number;
  readonly completed: number;
  readonly running: number;
  readonly failed: number;
  readonly read: number;
  readonly written: number;
  readonly skipped: number;
}

/** Workers of one manager, silent and slow ones first. */
export interface PartitionsView {
  readonly readAt: Instant;
  readonly summary: PartitionSummary;
  readonly workers: Page<StepView>;
}

/** Where an estimate comes from: the usual duration, or items against the usual number of items. */
export type EtaBasis = "usual-duration" | "usual-items";

export interface RunningRow {
  readonly id: Id;
  readonly jobName: string | null;
  readonly instanceId: Id | null;
  readonly status: BatchStatus;
  readonly liveness: Liveness;
  readonly started: Instant | null;
  readonly elapsedMs: number | null;
  readonly usualMs: number | null;
  readonly slowMs: number | null;
  readonly step: { readonly name: string; readonly index: number; readonly of: number | null } | null;
  readonly read: number;
  readonly written: number;
  readonly skipped: number;
  /** Over the last polls; null until there are two. */
  readonly readPerSecond: number | null;
  readonly writtenPerSecond: number | null;
  /** When a step row was last updated: the last commit. */
  readonly lastCommit: Instant | null;
  readonly partitions: { readonly done: number; readonly total: number } | null;
  readonly host: string | null;
  readonly requestedBy: string | null;
  readonly eta: { readonly at: Instant; readonly basis: EtaBasis } | null;
}

export interface RunningBoardView {
  readonly readAt: Instant;
  readonly rows: readonly RunningRow[];
  /** Asked for and waiting for a free slot. */
  readonly waiting: number;
}

export interface LaunchFormView {
  readonly readAt: Instant;
  readonly jobName: string;
  readonly description: string | null;
  readonly fields: readonly FieldView[];
  /** What the form opens with, by name: from the link, else from the execution to run again, else defaults. */
  readonly values: Readonly<Record<string, string>>;
  /** The execution the values come from. */
  readonly from: ExecutionLink | null;
  readonly launch: ActionState;
  readonly hasIncrementer: boolean;
}

/** A step as it stands after an execution: a step that an earlier attempt completed is done, though this one has no row of it. */
export interface ComparedStep extends StepView {
  /** The attempt that last ran it. */
  readonly executionId: Id;
  /** How many attempts its counts and its duration are the sums of; 1 where two attempts at one instance are compared. */
  readonly attempts: number;
}

export interface CompareView {
  readonly readAt: Instant;
  readonly a: ExecutionRow;
  readonly b: ExecutionRow;
  readonly parameters: readonly {
    readonly name: string;
    readonly a: string | null;
    readonly b: string | null;
    readonly same: boolean;
  }[];
  /** In the order of running. */
  readonly steps: readonly {
    readonly name: string;
    readonly a: ComparedStep | null;
    readonly b: ComparedStep | null;
  }[];
  /** First step whose outcome differs. */
  readonly divergesAt: string | null;
  /** Entries of the steps' contexts that differ, as text; null is an absent one. */
  readonly contexts: readonly {
    readonly step: string;
    readonly key: string;
    readonly a: string | null;
    readonly b: string | null;
  }[];
  readonly causeA: CauseView | null;
  readonly causeB: CauseView | null;
}

/** One lane per job over a span of time. */
export interface DayView {
  readonly readAt: Instant;
  readonly from: Instant;
  readonly to: Instant;
  readonly lanes: readonly { readonly jobName: string; readonly bars: readonly StripCell[] }[];
  readonly capped: boolean;
}

/** What an index makes cheap. */
export type IndexUse = "attempts" | "status" | "time" | "steps" | "parameters" | "parameter-search" | "instances";

export interface IndexCheck {
  readonly table: string;
  readonly columns: readonly string[];
  readonly present: boolean;
  readonly use: IndexUse;
  readonly ddl: string;
}

export interface DiagnosticsView {
  readonly readAt: Instant;
  readonly database: string;
  readonly serverVersion: string;
  /** Without password. */
  readonly url: string;
  readonly generation: 4 | 5 | 6;
  readonly tablePrefix: string;
  readonly timeZone: string;
  readonly sideTables: boolean;
  /** How ids are taken, and the names of instance, execution and step sequence. */
  readonly sequences: {
    readonly kind: "mysql-table" | "mariadb-sequence" | "sqlite-table";
    readonly names: readonly string[];
  };
  /** How new contexts are written. */
  readonly contextFormat: string;
  readonly readOnly: boolean;
  /** What the database user may do. */
  readonly rights: { readonly operate: boolean; readonly launch: boolean; readonly sideTables: boolean };
  /** Database clock minus ours. */
  readonly clockSkewMs: number | null;
  /** How far the newest rows lie in the future, when they do: then the zone of the rows is another one than was told. */
  readonly aheadMs: number | null;
  /** What a row that was written while somebody looked tells of the clock of the application; null when none was. */
  readonly zoneEvidence: {
    /** That clock minus the one of the zone that was told: 0 when the zone is right. */
    readonly differenceMs: number;
    /** Of that clock: `UTC-05:00`. */
    readonly offset: string;
    /** Familiar zones with that offset now. */
    readonly zones: readonly string[];
    readonly at: Instant;
  } | null;
  /** What an upgrade from 4.x left behind, among the newest rows; null in any other database. */
  readonly migration: {
    readonly executions: Count;
    readonly lostValues: Count;
    readonly stepsWithoutCreateTime: Count;
  } | null;
  readonly tables: readonly {
    readonly name: string;
    readonly rows: number;
    /** Not counted, because there are too many: what the database supposes. */
    readonly estimated: boolean;
    readonly exists: boolean;
  }[];
  /** Executions that started lately. */
  readonly growth: { readonly lastDay: Count; readonly lastWeek: Count };
  readonly indexes: readonly IndexCheck[];
  readonly longRunning: readonly ExecutionRow[];
  readonly orphans: {
    readonly executionsWithoutInstance: Count;
    readonly instancesWithoutExecution: Count;
    readonly stepsWithoutExecution: Count;
    /** So many of the newest rows were looked at. */
    readonly lookedAt: number;
  };
  readonly nodes: readonly NodeRow[];
  /** What the console asked of the database since it started, and how long it waited for it. */
  readonly statements: { readonly count: number; readonly ms: number };
  readonly slowQueries: readonly { readonly sql: string; readonly ms: number; readonly at: Instant }[];
  readonly versions: Readonly<Record<string, string>>;
}

export interface NodeRow {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly started: Instant | null;
  readonly heartbeat: Instant | null;
  readonly state: "UP" | "DRAINING" | "DOWN" | "MISSING";
  readonly executions: readonly Id[];
}

/** What the shell around every page shows. */
export interface ShellView {
  readonly environment: string;
  readonly database: string;
  readonly generation: 4 | 5 | 6;
  readonly timeZone: string;
  /** Why nothing can be changed here. */
  readonly readOnly: "setting" | "database" | null;
  readonly actor: string;
  readonly canOperate: boolean;
  /** Whether any job of this installation may be launched, and if not why. */
  readonly launch: ActionState;
  readonly failedCount: Count;
  readonly runningCount: number;
}

/** What can be done to many executions at once. */
export type BulkAction = Exclude<ExecutionAction, "runAgain">;

/** `REFUSED` by a rule, `FAILED` for a reason nobody foresaw; `INELIGIBLE` from the beginning. */
export type BulkItemState = "PENDING" | "WORKING" | "DONE" | "REFUSED" | "FAILED" | "INELIGIBLE";

/** What a bulk operation would do. */
export interface BulkPreviewView {
  readonly readAt: Instant;
  readonly action: BulkAction;
  readonly matched: number;
  readonly eligible: number;
  readonly rows: readonly BulkPreviewRow[];
}

export interface BulkPreviewRow {
  readonly executionId: Id;
  readonly jobName: string | null;
  /** Null when there is no such execution. */
  readonly status: BatchStatus | null;
  readonly eligible: boolean;
  /** Why not. */
  readonly reason: string | null;
}

/** One action on many executions, how far it is, and what came of each. */
export interface BulkOperationView {
  readonly readAt: Instant;
  readonly id: Id;
  readonly action: BulkAction;
  readonly actor: string;
  readonly reason: string | null;
  /** Query string of the filter it was chosen by; null when rows were ticked. */
  readonly filter: string | null;
  /** `interrupted`: it runs by the table, but nobody works on it any more; it can be continued. */
  readonly state: "running" | "paused" | "interrupted" | "done";
  readonly created: Instant | null;
  readonly updated: Instant | null;
  readonly matched: number;
  readonly eligible: number;
  /** Still to be done. */
  readonly pending: number;
  readonly done: number;
  readonly refused: number;
  readonly failed: number;
  readonly ineligible: number;
  /** By position. */
  readonly items: readonly BulkItemView[];
  /** Position to ask on from; null on the last page. */
  readonly next: number | null;
}

export interface BulkItemView {
  /** From 1. */
  readonly position: number;
  readonly executionId: Id;
  readonly jobName: string | null;
  readonly beforeStatus: BatchStatus | null;
  readonly state: BulkItemState;
  readonly code: string | null;
  /** Why it was refused or could not be done. */
  readonly message: string | null;
  /** The execution that a restart began. */
  readonly resultExecutionId: Id | null;
  readonly updated: Instant | null;
}

/** What operators did, newest first. */
export interface AuditPage {
  readonly readAt: Instant;
  readonly items: readonly AuditEntry[];
  /** Cursor of the page with older entries; null on the last page. */
  readonly older: string | null;
}
