/** What is recorded: types, statuses and predicates. No I/O; safe in a browser. */
export * from "./model/batch-status.ts";
export * from "./model/execution-context.ts";
export * from "./model/exit-status.ts";
export * from "./model/job-execution.ts";
export * from "./model/job-instance.ts";
export * from "./model/job-parameters.ts";
export * from "./model/parameter-notation.ts";
export * from "./model/parameter-text.ts";
export * from "./model/step-execution.ts";
export { instantToWallClock, isAmbiguous, wallClockToInstant, zoneOffsetMs } from "./model/wall-clock.ts";
