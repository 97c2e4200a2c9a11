/**
 * Every error of the engine, with its code: Spring Batch's names with `Error` for `Exception`. A message says what happened, to which
 * thing, and what to do next.
 */
export abstract class BatchError extends Error {
  abstract readonly code: string;
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The launch rules say no: a running execution of the same instance exists. */
export class JobExecutionAlreadyRunningError extends BatchError {
  readonly code = "JOB_EXECUTION_ALREADY_RUNNING";
  readonly jobExecutionId: bigint;
  constructor(jobName: string, jobExecutionId: bigint, options?: ErrorOptions) {
    super(
      `Job "${jobName}" is already running as execution ${jobExecutionId}. Stop it, wait for it to end, or recover it if its process is gone.`,
      options,
    );
    this.jobExecutionId = jobExecutionId;
  }
}

export class JobInstanceAlreadyCompleteError extends BatchError {
  readonly code = "JOB_INSTANCE_ALREADY_COMPLETE";
  readonly jobInstanceId: bigint;
  readonly jobExecutionId: bigint;
  constructor(jobName: string, jobInstanceId: bigint, jobExecutionId: bigint, status: string, options?: ErrorOptions) {
    super(
      `Instance ${jobInstanceId} of job "${jobName}" is already ${status === "ABANDONED" ? "abandoned" : "complete"} (execution ${jobExecutionId}). Change an identifying parameter to run it again.`,
      options,
    );
    this.jobInstanceId = jobInstanceId;
    this.jobExecutionId = jobExecutionId;
  }
}

/** The instance may not be run again: restarts are prevented, or an execution or step of it is UNKNOWN. */
export class JobRestartError extends BatchError {
  readonly code = "JOB_RESTART";
}

export class JobParametersInvalidError extends BatchError {
  readonly code = "JOB_PARAMETERS_INVALID";
  /** Parameter name to what is wrong with it; the empty name is for the parameters as a whole. */
  readonly problems: Readonly<Record<string, string>>;
  constructor(jobName: string, problems: Readonly<Record<string, string>>, options?: ErrorOptions) {
    const list = Object.entries(problems).map(([name, problem]) => (name ? `${name}: ${problem}` : problem));
    super(`Parameters of job "${jobName}" are not valid. ${list.join("; ")}.`, options);
    this.problems = problems;
  }
}

export class NoSuchJobError extends BatchError {
  readonly code = "NO_SUCH_JOB";
  constructor(jobName: string, known: readonly string[]) {
    super(`There is no job "${jobName}" here. Known jobs: ${known.join(", ") || "none"}.`);
  }
}

export class NoSuchJobExecutionError extends BatchError {
  readonly code = "NO_SUCH_JOB_EXECUTION";
  constructor(jobExecutionId: bigint | string) {
    super(`There is no job execution ${jobExecutionId} in this database.`);
  }
}

export class JobExecutionNotRunningError extends BatchError {
  readonly code = "JOB_EXECUTION_NOT_RUNNING";
  constructor(jobExecutionId: bigint, status: string, wanted: string) {
    super(`Execution ${jobExecutionId} is ${status}, so it cannot be ${wanted}.`);
  }
}

/** Another process changed the row since it was read; what was asked has not happened. */
export class StaleExecutionError extends BatchError {
  readonly code = "STALE_EXECUTION";
  constructor(kind: "job" | "step", id: bigint, expectedVersion: number) {
    super(
      `The ${kind} execution ${id} was changed by another process (expected version ${expectedVersion}). Reload it and decide again.`,
    );
  }
}

/** The database user, or the file of SQLite, does not allow to write what is asked for. Nothing was written. */
export class ReadOnlyDatabaseError extends BatchError {
  readonly code = "READ_ONLY_DATABASE";
  constructor(action: string) {
    super(
      `It is not allowed here to ${action}. Nothing was changed. Grant the database user the rights that the README lists, or make the SQLite file and its folder writable.`,
    );
  }
}

/** A step row moved since somebody looked: a process is at work on the execution, so it is not given up. Nothing was written. */
export class StillWorkingError extends BatchError {
  readonly code = "STILL_WORKING";
  readonly jobExecutionId: bigint;
  constructor(jobExecutionId: bigint) {
    super(
      `A step of execution ${jobExecutionId} moved since you looked at it: some process is at work on it. Look again, and stop it rather than ending its rows.`,
    );
    this.jobExecutionId = jobExecutionId;
  }
}

/** An ExecutionContext, or a value of it, cannot be written in the context format of these tables. Nothing was written. */
export class ContextNotSerializableError extends BatchError {
  readonly code = "CONTEXT_NOT_SERIALIZABLE";
  /** The key of the context the value is under; null when it is the context as a whole. */
  readonly key: string | null;
  constructor(key: string | null, problem: string, options?: ErrorOptions) {
    super(
      `The execution context cannot be saved: ${key === null ? "it" : `the value of "${key}"`} ${problem}.`,
      options,
    );
    this.key = key;
  }
}

/** An execution was asked to stop; thrown inside the runner to leave it in order. */
export class JobInterruptedError extends BatchError {
  readonly code = "JOB_INTERRUPTED";
  constructor(message = "The execution was asked to stop.") {
    super(message);
  }
}

export class StartLimitExceededError extends BatchError {
  readonly code = "START_LIMIT_EXCEEDED";
  constructor(stepName: string, startLimit: number) {
    super(
      `Step "${stepName}" was started ${startLimit} times in this instance, which is its start limit. Raise startLimit, or run a new instance.`,
    );
  }
}

/** One more skippable error, and no skip left. */
export class SkipLimitExceededError extends BatchError {
  readonly code = "SKIP_LIMIT_EXCEEDED";
  constructor(limit: number, cause: unknown) {
    super(`The skip limit of ${limit} is used up, and one more item failed. Mend the input, or raise skip.limit.`, {
      cause,
    });
  }
}

/** A reader threw what may not be skipped, in a step with skip or retry. */
export class NonSkippableReadError extends BatchError {
  readonly code = "NON_SKIPPABLE_READ";
  constructor(cause: unknown) {
    super("An item could not be read, and its error may not be skipped.", { cause });
  }
}

/** A processor threw what does not roll back but may not be skipped either: nobody could say what becomes of the item. */
export class NonSkippableProcessError extends BatchError {
  readonly code = "NON_SKIPPABLE_PROCESS";
  constructor(cause: unknown) {
    super(
      "An item could not be processed. Its error is named in noRollback, so it must be skippable too: add it to skip.on.",
      { cause },
    );
  }
}

/** An item could not be processed in all its attempts, and its error may not be skipped. Spring Batch: RetryException. */
export class RetryError extends BatchError {
  readonly code = "RETRY";
  constructor(cause: unknown) {
    super("An item could not be processed, no attempt is left, and its error may not be skipped.", { cause });
  }
}

/** A chunk could not be written in all its attempts, and its error may not be skipped. Spring Batch: ExhaustedRetryException. */
export class ExhaustedRetryError extends BatchError {
  readonly code = "EXHAUSTED_RETRY";
  constructor(cause: unknown) {
    super("A chunk could not be written, no attempt is left, and its error may not be skipped.", { cause });
  }
}

/** A listener of items threw, or threw at hearing of a failure: then the failure is the cause. */
export class StepListenerFailedError extends BatchError {
  readonly code = "STEP_LISTENER_FAILED";
  /** @param failure  what the listener threw, when it is not the cause itself */
  constructor(method: string, cause: unknown, failure: unknown = null) {
    const reason = failure instanceof Error ? `: ${failure.name}: ${failure.message}` : "";
    super(`A listener failed in ${method}${reason}.`, { cause });
  }
}

/** A skip listener threw: what it was to keep of the skipped item is lost, so the step fails. */
export class SkipListenerFailedError extends BatchError {
  readonly code = "SKIP_LISTENER_FAILED";
  constructor(cause: unknown) {
    super("A skip listener failed.", { cause });
  }
}

/** `skip.policy` threw instead of deciding. */
export class SkipPolicyFailedError extends BatchError {
  readonly code = "SKIP_POLICY_FAILED";
  constructor(cause: unknown) {
    super("The skip policy failed.", { cause });
  }
}

/** A flow could not go on: nothing leads on from a result, or a decider threw. */
export class FlowExecutionError extends BatchError {
  readonly code = "FLOW_EXECUTION";
}

/** A step failed because of the executions it stands for: a worker of a partitioned step, the job of a job step. */
export class JobExecutionError extends BatchError {
  readonly code = "JOB_EXECUTION";
}

/** A definition that cannot work: two steps of one name, an empty flow, a chunk size of zero. */
export class JobDefinitionError extends BatchError {
  readonly code = "JOB_DEFINITION";
}

/** Settings that cannot work, all of them together. */
export class ConfigurationError extends BatchError {
  readonly code = "CONFIGURATION";
}

/** The database is not as the engine needs it: unreachable, or without the tables. */
export class DatabaseError extends BatchError {
  readonly code = "DATABASE";
}

/** The answer to COMMIT was lost. The transaction may or may not have happened: read before deciding. */
export class CommitOutcomeUnknownError extends BatchError {
  readonly code = "COMMIT_OUTCOME_UNKNOWN";
}

/** A program that a step runs cannot be started, takes too long or was killed. */
export class SystemCommandError extends BatchError {
  readonly code = "SYSTEM_COMMAND";
}

/** A file or another resource of a reader or writer cannot be opened, or is not what the saved position says. */
export class ItemStreamError extends BatchError {
  readonly code = "ITEM_STREAM";
}

/** A record of an input cannot be understood. */
export class ParseError extends BatchError {
  readonly code = "PARSE";
  readonly resource: string;
  /** 1-based; the line the record starts at. */
  readonly line: number;
  /** The record as it stands in the input, cut at 500 characters. */
  readonly input: string;
  constructor(problem: string, at: { resource: string; line: number; input: string }, options?: ErrorOptions) {
    const input = at.input.length > 500 ? `${at.input.slice(0, 500)}…` : at.input;
    super(`${at.resource}, line ${at.line}: ${problem}. Record: ${input}`, options);
    this.resource = at.resource;
    this.line = at.line;
    this.input = input;
  }
}

/** A line has another number of fields than there are names. */
export class IncorrectTokenCountError extends BatchError {
  readonly code = "INCORRECT_TOKEN_COUNT";
  readonly expected: number;
  readonly actual: number;
  constructor(expected: number, actual: number) {
    super(`Expected ${expected} fields, found ${actual}.`);
    this.expected = expected;
    this.actual = actual;
  }
}

/** A line is shorter or longer than the ranges of its fields say. */
export class IncorrectLineLengthError extends BatchError {
  readonly code = "INCORRECT_LINE_LENGTH";
  readonly expected: number;
  readonly actual: number;
  constructor(expected: number, actual: number) {
    super(`Expected ${expected} characters, found ${actual}.`);
    this.expected = expected;
    this.actual = actual;
  }
}

/** A statement of a writer changed no row although every item must change at least one (`assertUpdates`). */
export class EmptyResultDataAccessError extends BatchError {
  readonly code = "EMPTY_RESULT_DATA_ACCESS";
  /** Position of the item in its chunk, from 0. */
  readonly itemIndex: number;
  constructor(itemIndex: number, item: string) {
    super(
      `Item ${itemIndex} of the chunk changed no row: ${item}. Correct the item or the statement, or set assertUpdates to false.`,
    );
    this.itemIndex = itemIndex;
  }
}

/** An item breaks a rule that a validating processor checks. */
export class ValidationError extends BatchError {
  readonly code = "VALIDATION";
}
