/** The engine. */
export type { Clock } from "./clock.ts";
export { systemClock } from "./clock.ts";
export type { ChunkStep, ChunkStepOptions } from "./definition/chunk-step.ts";
export * from "./definition/completion-policy.ts";
export type { Decider, DeciderScope } from "./definition/decider.ts";
export * from "./definition/define-job.ts";
export type { ErrorClass, ErrorClasses } from "./definition/error-classes.ts";
export * from "./definition/flow.ts";
export type { ExitCodeOf, FlowBuilder, FlowDraft, TransitionBuilder } from "./definition/flow-builder.ts";
export type { FlowStep, FlowStepOptions } from "./definition/flow-step.ts";
export * from "./definition/incrementer.ts";
export { JobBuilder } from "./definition/job-builder.ts";
export {
  type FieldKind,
  type ParameterField,
  type ParameterInput,
  parameterFields,
  parameterValues,
  toJobParameters,
} from "./definition/job-parameters-schema.ts";
export type { JobStep, JobStepOptions } from "./definition/job-step.ts";
export type { JobListener, StepListener } from "./definition/listeners.ts";
export * from "./definition/multi-resource-partitioner.ts";
export * from "./definition/parameter-copy-listener.ts";
export * from "./definition/partitioned-step.ts";
export * from "./definition/promotion-listener.ts";
export * from "./definition/retry.ts";
export * from "./definition/retry-policy.ts";
export * from "./definition/skip-policy.ts";
export type { Split } from "./definition/split.ts";
export type { StandardExitCode, StepOptions } from "./definition/step.ts";
export type { StepScope } from "./definition/step-scope.ts";
export { type SystemCommandOptions, systemCommand } from "./definition/system-command.ts";
export type {
  RepeatStatus,
  Tasklet,
  TaskletScope,
  TaskletStep,
  TaskletStepOptions,
} from "./definition/tasklet-step.ts";
export { matchesPattern } from "./definition/transition-order.ts";
export * from "./errors.ts";
export * from "./host/dispatcher.ts";
export { inlineDispatcher } from "./host/inline-dispatcher.ts";
export { type ThreadDispatcherOptions, threadDispatcher } from "./host/thread-dispatcher.ts";
export { serveThread } from "./host/thread-worker.ts";
export * from "./item/index.ts";
export type { Logger } from "./logger.ts";
export { silentLogger } from "./logger.ts";
export * from "./model.ts";
export { type CommandLineOptions, runCommandLine } from "./operator/command-line.ts";
export * from "./operator/job-operator.ts";
export type { JobRegistry } from "./operator/job-registry.ts";
export { openRuntime, type Runtime } from "./operator/runtime.ts";
export type { RuntimeOptions } from "./operator/runtime-options.ts";
export { type RuntimeSettings, runtimeSettingsFromEnvironment } from "./operator/runtime-settings.ts";
export { decodeContext } from "./repository/context/decode-context.ts";
export type { Database, Dialect, Queryable, Row, SqlValue, Statement, Transaction } from "./repository/database.ts";
export { ALL_RIGHTS, type DatabaseRights } from "./repository/database-rights.ts";
export { connectToRead } from "./repository/dialects/sqlite-connection.ts";
export { openDatabase, withoutPassword } from "./repository/open-database.ts";
export { type InitializeSchema, schemaScript } from "./repository/schema.ts";
export type { JobExplorer } from "./repository/sql-job-explorer.ts";
export type { Generation, TableLayout } from "./repository/table-layout.ts";
