import type { StepScope } from "../definition/step-scope.ts";
import { silentLogger } from "../logger.ts";
import { ExecutionContext } from "../model/execution-context.ts";
import { exitStatus } from "../model/exit-status.ts";
import type { JobExecution } from "../model/job-execution.ts";
import type { JobInstance } from "../model/job-instance.ts";
import { NO_PARAMETERS } from "../model/job-parameters.ts";
import { type StepExecution, zeroCounts } from "../model/step-execution.ts";
import type { Database } from "../repository/database.ts";
import { jobKey } from "../repository/job-key.ts";
import { testClock } from "./test-clock.ts";

/**
 * Meta-data that was never in a table, for tests of readers, writers, listeners and whatever else takes an execution. Ids and names are
 * those of Spring Batch's MetaDataInstanceFactory: instance 12, execution 123, step execution 1234, `job` and `step`.
 */
export function createJobInstance(overrides: Partial<JobInstance> = {}): JobInstance {
  return { id: 12n, jobName: "job", jobKey: jobKey(NO_PARAMETERS, 4), ...overrides };
}

/** A JobExecution that was created and not started. Its steps follow by {@link createStepExecution}. */
export function createJobExecution(overrides: Partial<JobExecution> = {}): JobExecution {
  return {
    id: 123n,
    instance: createJobInstance(),
    parameters: NO_PARAMETERS,
    version: 0,
    status: "STARTING",
    exitStatus: exitStatus("UNKNOWN"),
    createTime: testClock().now(),
    startTime: null,
    endTime: null,
    lastUpdated: null,
    context: new ExecutionContext(),
    stepExecutions: [],
    failures: [],
    ...overrides,
  };
}

/** A StepExecution that was created and not started; part of `jobExecution` when that is given. */
export function createStepExecution(
  overrides: Partial<StepExecution> = {},
  jobExecution: JobExecution = createJobExecution(),
): StepExecution {
  const step: StepExecution = {
    id: 1234n,
    jobExecutionId: jobExecution.id,
    stepName: "step",
    version: 0,
    status: "STARTING",
    exitStatus: exitStatus("EXECUTING"),
    createTime: testClock().now(),
    startTime: null,
    endTime: null,
    lastUpdated: null,
    ...zeroCounts(),
    context: new ExecutionContext(),
    terminateOnly: false,
    failures: [],
    ...overrides,
  };
  jobExecution.stepExecutions.push(step);
  return step;
}

/** What the factories of a step are given, without a step that runs: `csvReader(…)`-like functions can be tried by themselves. */
export function createStepScope<P = Record<string, never>>(overrides: Partial<StepScope<P>> = {}): StepScope<P> {
  return {
    // Whoever reads parameters passes them.
    parameters: {} as P,
    jobParameters: NO_PARAMETERS,
    jobName: "job",
    stepName: "step",
    jobInstanceId: 12n,
    jobExecutionId: 123n,
    stepExecutionId: 1234n,
    stepContext: new ExecutionContext(),
    jobContext: new ExecutionContext(),
    counts: zeroCounts(),
    database: noDatabase(),
    clock: testClock(),
    log: silentLogger,
    signal: new AbortController().signal,
    ...overrides,
  };
}

function noDatabase(): Database {
  return new Proxy({} as Database, {
    get(_, property) {
      throw new TypeError(
        `This scope has no database to ask for "${String(property)}": pass one to createStepScope({ database }).`,
      );
    },
  });
}
