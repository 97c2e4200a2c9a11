import type { Job } from "../definition/define-job.ts";
import type { ParameterInput } from "../definition/job-parameters-schema.ts";
import { BatchError, NoSuchJobError, NoSuchJobExecutionError } from "../errors.ts";
import type { Logger } from "../logger.ts";
import { BATCH_STATUSES, type BatchStatus, isGreaterThan } from "../model/batch-status.ts";
import type { JobExecution } from "../model/job-execution.ts";
import { skipCount } from "../model/step-execution.ts";
import { schemaScript } from "../repository/schema.ts";
import { commandLineParameters } from "./command-line-parameters.ts";
import type { Launched } from "./job-operator.ts";
import { openRuntime, type Runtime } from "./runtime.ts";
import type { RuntimeSettings } from "./runtime-settings.ts";

export interface CommandLineOptions {
  readonly jobs: readonly Job[];
  readonly settings: RuntimeSettings;
  /** What was typed: operation, then job name or execution id, then parameters, see {@link commandLineParameters}. */
  readonly arguments: readonly string[];
  /** Called with the open runtime, before the operation. */
  readonly prepare?: (runtime: Runtime) => Promise<void>;
  readonly logger?: Logger;
  /** Exit codes of the process by exit code of the execution, beside those of Java. */
  readonly exitCodes?: Readonly<Record<string, number>>;
  /** Where answers go; default: standard output. */
  readonly print?: (line: string) => void;
}

const HELP = `Operations:
  start <job> [parameter …]      launches the job and runs it here, to its end
  start <job> --next [parameter …]  the same with the next parameters of its incrementer
  restart <execution | job>      runs a failed or stopped execution again; for a job its newest one
  stop <execution | job>         asks it to stop at the next chunk boundary, wherever it runs; for a job all that run
  abandon <execution | job>      gives up: it cannot be restarted any more; for a job all that ended badly or were stopped
  recover <execution | job>      ends an execution whose process is gone, as FAILED; for a job its newest one
  jobs                           names of the jobs
  schema [mysql | sqlite]        SQL that creates the tables
Parameters: name=value, typed by the job; or in Spring Batch's notations, run.id(long)=5, -comment=x (does not identify),
  day=2026-01-31,java.time.LocalDate,false and day={"value":"2026-01-31","type":"java.time.LocalDate"}.
Exit codes: 0 COMPLETED, 1 any other end or a refusal, 2 no such job or none given.`;

/** A command line that names no operation or no job. */
class UsageError extends Error {}

/** What was asked for cannot be done. */
class RefusedError extends Error {}

/** Spring Batch's SimpleJvmExitCodeMapper; any other code is 1. */
const EXIT_CODES: Readonly<Record<string, number>> = { COMPLETED: 0, NO_SUCH_JOB: 2, JOB_NOT_PROVIDED: 2 };

/**
 * Operates jobs from a command line; what it starts runs in this process, and SIGINT or SIGTERM stops it at the next chunk boundary.
 *
 * @returns the process' exit code
 * @see Spring Batch CommandLineJobRunner and SimpleJvmExitCodeMapper
 */
export async function runCommandLine(options: CommandLineOptions): Promise<number> {
  const print = options.print ?? console.log;
  try {
    return await operate(options, print);
  } catch (error) {
    if (!(error instanceof BatchError || error instanceof UsageError || error instanceof RefusedError)) throw error;
    print(error.message);
    return error instanceof NoSuchJobError || error instanceof UsageError ? 2 : 1;
  }
}

async function operate(options: CommandLineOptions, print: (line: string) => void): Promise<number> {
  const [operation = "help", ...rest] = options.arguments;
  if (operation === "help" || operation === "--help") {
    print(HELP);
    return 0;
  }
  if (operation === "schema") {
    print(schemaScript(rest[0] === "sqlite" ? "sqlite" : "mysql", options.settings.tablePrefix));
    return 0;
  }
  if (!["start", "restart", "stop", "abandon", "recover", "jobs"].includes(operation)) {
    throw new UsageError(`There is no operation "${operation}".\n${HELP}`);
  }
  await using runtime = await openRuntime({ ...options.settings, ...options });
  await options.prepare?.(runtime);
  if (operation === "jobs") {
    for (const name of runtime.jobs.names()) print(`${name}  ${runtime.jobs.require(name).description}`);
    return 0;
  }
  const [subject, ...more] = rest.filter((argument) => argument !== "--next");
  if (subject === undefined) throw new UsageError(`Say which job or execution to ${operation}.\n${HELP}`);
  if (operation === "start") {
    const input = parametersOf(more, runtime);
    const launch = rest.includes("--next")
      ? () => runtime.operator.startNextInstance(subject, { by: "command line", input })
      : () => runtime.operator.launch(subject, input, { by: "command line" });
    return await runHere(runtime, launch, options, print);
  }
  const found = await findExecutions(runtime, operation, subject);
  const [newest] = found;
  switch (operation) {
    case "restart":
      return await runHere(runtime, () => runtime.operator.restart(newest.id, { by: "command line" }), options, print);
    case "stop":
      for (const { id } of found) {
        await runtime.operator.stop(id);
        print(`Execution ${id} was asked to stop.`);
      }
      return 0;
    case "abandon":
      for (const { id } of found) {
        await runtime.operator.abandon(id);
        print(`Execution ${id} is abandoned.`);
      }
      return 0;
    default:
      await runtime.operator.recover(newest.id);
      print(`Execution ${newest.id}, which was ${newest.status}, is recovered as FAILED and can be restarted.`);
      return 0;
  }
}

/** Launches, runs, reports. A signal asks what runs here to stop; the launch then returns at the next chunk boundary. */
async function runHere(
  runtime: Runtime,
  launch: () => Promise<Launched>,
  { exitCodes }: CommandLineOptions,
  print: (line: string) => void,
): Promise<number> {
  const stop = () => void runtime.dispatcher.close();
  process.on("SIGINT", stop).on("SIGTERM", stop);
  try {
    const { jobExecutionId } = await launch();
    const execution = await runtime.repository.getJobExecution(jobExecutionId);
    if (!execution) throw new NoSuchJobExecutionError(jobExecutionId);
    report(execution, print);
    return { ...EXIT_CODES, ...exitCodes }[execution.exitStatus.code] ?? 1;
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
}

function report(execution: JobExecution, print: (line: string) => void): void {
  const { id, instance, status, exitStatus, startTime, endTime, stepExecutions } = execution;
  for (const step of stepExecutions) {
    const counts = `read ${step.readCount}, filtered ${step.filterCount}, written ${step.writeCount}, skipped ${skipCount(step)}`;
    print(
      `  ${step.stepName}: ${step.status}; ${counts}; ${step.commitCount} commits, ${step.rollbackCount} rollbacks`,
    );
  }
  const seconds =
    startTime && endTime ? ` after ${((endTime.getTime() - startTime.getTime()) / 1000).toFixed(1)} s` : "";
  print(
    `Execution ${id} of ${instance.jobName} (instance ${instance.id}) is ${status}, exit code ${exitStatus.code}${seconds}.`,
  );
  if (exitStatus.description) print(exitStatus.description.split("\n")[0] ?? "");
}

/** @throws {RefusedError} naming every parameter that cannot be understood */
function parametersOf(args: readonly string[], runtime: Runtime): ParameterInput {
  const { input, problems } = commandLineParameters(args, runtime.layout.timeZone);
  const sentences = Object.entries(problems).map(([name, problem]) => `${name}: ${problem}`);
  if (sentences.length > 0) throw new RefusedError(`These parameters cannot be understood. ${sentences.join("; ")}.`);
  return input;
}

/** Which executions of a job an operation is about. `restart` and `recover` take the first, the others all. */
const STATUSES: Readonly<Record<string, readonly BatchStatus[]>> = {
  restart: BATCH_STATUSES.filter((status) => isGreaterThan(status, "STOPPING")),
  stop: ["STARTING", "STARTED"],
  abandon: ["STOPPING", "STOPPED", "FAILED", "UNKNOWN"],
  recover: ["STARTING", "STARTED", "STOPPING", "UNKNOWN"],
};

/**
 * An execution by its id; or those of a job, the newest instance's first.
 * @see Spring Batch CommandLineJobRunner
 */
async function findExecutions(
  runtime: Runtime,
  operation: string,
  subject: string,
): Promise<readonly [JobExecution, ...JobExecution[]]> {
  if (/^\d+$/.test(subject)) {
    const execution = await runtime.repository.getJobExecution(BigInt(subject));
    if (!execution) throw new NoSuchJobExecutionError(subject);
    return [execution];
  }
  const { name } = runtime.jobs.require(subject);
  const statuses = STATUSES[operation] ?? [];
  const [newest, ...others] = await runtime.explorer.findJobExecutions(name, statuses);
  if (!newest) throw new RefusedError(`Job "${name}" has no execution that is ${statuses.join(", ")}.`);
  return [newest, ...others];
}
