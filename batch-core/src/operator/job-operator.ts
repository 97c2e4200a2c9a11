import type { Job } from "../definition/define-job.ts";
import { isWorkerStep, type Step } from "../definition/flow.ts";
import { type ParameterInput, toJobParameters } from "../definition/job-parameters-schema.ts";
import {
  type BatchError,
  JobExecutionNotRunningError,
  JobParametersInvalidError,
  JobRestartError,
  NoSuchJobExecutionError,
  ReadOnlyDatabaseError,
} from "../errors.ts";
import type { Dispatcher } from "../host/dispatcher.ts";
import type { LeaseStore } from "../host/lease-store.ts";
import type { JobExecution } from "../model/job-execution.ts";
import { identifyingParameters, type JobParameters, NO_PARAMETERS } from "../model/job-parameters.ts";
import type { StepExecution } from "../model/step-execution.ts";
import type { DatabaseRights } from "../repository/database-rights.ts";
import { jobKey } from "../repository/job-key.ts";
import type { ExpectedVersions, InstanceHistory, JobRepository } from "../repository/job-repository.ts";
import type { TableLayout } from "../repository/table-layout.ts";
import type { JobRegistry } from "./job-registry.ts";
import { refuseLaunch } from "./launch-rules.ts";

export interface LaunchOptions {
  /** Who asks; kept with the execution. */
  readonly by?: string;
}

export interface Launched {
  readonly jobExecutionId: bigint;
  readonly jobInstanceId: bigint;
}

/** What a launch would do, said before it is done. */
export interface LaunchPreview {
  /** `rerun`: a complete instance without identifying parameters runs again. */
  readonly decision: "new-instance" | "restart" | "rerun" | "refused";
  readonly jobInstanceId: bigint | null;
  readonly lastExecutionId: bigint | null;
  /** Which attempt at the instance it would be; 1 for a new one. */
  readonly attempt: number;
  /** Code and sentence of the refusal. */
  readonly code: string | null;
  readonly reason: string | null;
  readonly parameters: JobParameters;
}

export interface RestartPreview extends LaunchPreview {
  /** In reading order. In a flow, those it does not come to are not run; of a partitioned step, the partitions that are complete are left out. */
  readonly steps: readonly StepPreview[];
}

export interface StepPreview {
  readonly name: string;
  readonly will: "skip" | "run" | "continue";
  /** Where a step goes on: the position keys of its stored context. */
  readonly from: Readonly<Record<string, string | number>> | null;
}

/** Starts, stops and mends executions. Every refusal is a {@link BatchError} with a code and a sentence; then nothing was written. */
export interface JobOperator {
  preview(jobName: string, input: ParameterInput): Promise<LaunchPreview>;
  launch(jobName: string, input: ParameterInput, options?: LaunchOptions): Promise<Launched>;
  /** Launches with the incrementer's next parameters; `input` is laid over them. */
  startNextInstance(jobName: string, options?: LaunchOptions & { input?: ParameterInput }): Promise<Launched>;
  /** What the incrementer would propose now; the last parameters unchanged for a job without one. */
  nextParameters(jobName: string): Promise<JobParameters>;
  previewRestart(jobExecutionId: bigint): Promise<RestartPreview>;
  /** Launches again with all parameters of that execution. */
  restart(jobExecutionId: bigint, options?: LaunchOptions): Promise<Launched>;
  /** @throws {StaleExecutionError} when the execution is not as `expected` */
  stop(jobExecutionId: bigint, expected?: ExpectedVersions): Promise<void>;
  /** @throws {StaleExecutionError} when the execution is not as `expected` */
  abandon(jobExecutionId: bigint, expected?: ExpectedVersions): Promise<void>;
  /** Ends an execution whose process is gone, and those that its job steps launched. A process that is alive after all loses its next chunk. */
  recover(
    jobExecutionId: bigint,
    options?: { as?: "FAILED" | "STOPPED"; message?: string } & ExpectedVersions,
  ): Promise<void>;
}

const RECOVERED = "Recovered by an operator: the process that ran this execution was gone.";

export function jobOperator(parts: {
  jobs: JobRegistry;
  repository: JobRepository;
  layout: TableLayout;
  rights: DatabaseRights;
  dispatcher: Dispatcher;
  leases: LeaseStore;
}): JobOperator {
  const { jobs, repository, layout, rights, dispatcher, leases } = parts;

  async function start(job: Job, parameters: JobParameters, by: string | null): Promise<Launched> {
    if (!rights.launch) throw new ReadOnlyDatabaseError("add executions, so nothing can be launched or restarted");
    const execution = await repository.createJobExecution(
      job.name,
      parameters,
      (history) => {
        const refusal = refusalOf(job, parameters, history, layout.generation);
        if (refusal) throw refusal;
      },
      by,
    );
    await dispatcher.dispatch(execution.id);
    return { jobExecutionId: execution.id, jobInstanceId: execution.instance.id };
  }

  async function previewOf(job: Job, parameters: JobParameters): Promise<LaunchPreview> {
    const history = await repository.findJobInstance(job.name, parameters);
    if (!history) {
      return {
        decision: "new-instance",
        jobInstanceId: null,
        lastExecutionId: null,
        attempt: 1,
        code: null,
        reason: null,
        parameters,
      };
    }
    const refusal = refusalOf(job, parameters, history, layout.generation);
    const [newest] = history.executions;
    return {
      decision: refusal ? "refused" : newest?.status === "COMPLETED" ? "rerun" : "restart",
      jobInstanceId: history.instance.id,
      lastExecutionId: newest?.id ?? null,
      attempt: history.executions.length + 1,
      code: refusal?.code ?? null,
      reason: refusal?.message ?? null,
      parameters,
    };
  }

  function mustOperate(): void {
    if (!rights.operate)
      throw new ReadOnlyDatabaseError("change executions, so none can be stopped, abandoned or recovered");
  }

  async function requireExecution(id: bigint): Promise<JobExecution> {
    const execution = await repository.getJobExecution(id);
    if (!execution) throw new NoSuchJobExecutionError(id);
    return execution;
  }

  /** An instance is found by the key of its parameters: where that is not its key, a restart would quietly begin a new instance. */
  function refuseOtherInstance({ id, instance, parameters }: JobExecution): JobRestartError | null {
    if (jobKey(parameters, layout.generation, { timeZone: layout.timeZone }) === instance.jobKey) return null;
    return new JobRestartError(
      `The parameters stored with execution ${id} do not give the key of its instance ${instance.id}: they were lost in an upgrade, or the key was made by another version, in another time zone, or by a generator of the application. A restart would begin a new instance, so it is not made.`,
    );
  }

  function refusedPreview(execution: JobExecution, { code, message }: BatchError): LaunchPreview {
    return {
      decision: "refused",
      jobInstanceId: execution.instance.id,
      lastExecutionId: execution.id,
      attempt: 1,
      code,
      reason: message,
      parameters: execution.parameters,
    };
  }

  async function nextParameters(job: Job): Promise<JobParameters> {
    const last = await repository.getLastJobInstance(job.name);
    const [newest] = last?.executions ?? [];
    const previous = newest ? (await requireExecution(newest.id)).parameters : NO_PARAMETERS;
    return job.incrementer ? job.incrementer.next(job.name, previous) : previous;
  }

  /** Jobs of its job steps ran in the same process, so they are gone with it. */
  async function recover(
    jobExecutionId: bigint,
    as: "FAILED" | "STOPPED",
    message: string,
    expected: ExpectedVersions = {},
  ): Promise<void> {
    mustOperate();
    await repository.recover(jobExecutionId, as, message, expected);
    for (const child of await leases.findChildren(jobExecutionId)) {
      await recover(child, as, message).catch((error: unknown) => {
        // It ended meanwhile.
        if (!(error instanceof JobExecutionNotRunningError)) throw error;
      });
    }
    await dispatcher.kill(jobExecutionId);
  }

  return {
    async preview(jobName, input) {
      const job = jobs.require(jobName);
      return previewOf(job, toJobParameters(job, input, layout));
    },

    async launch(jobName, input, options = {}) {
      const job = jobs.require(jobName);
      return start(job, toJobParameters(job, input, layout), options.by ?? null);
    },

    async startNextInstance(jobName, options = {}) {
      const job = jobs.require(jobName);
      if (!job.incrementer) {
        throw new JobParametersInvalidError(jobName, {
          "": "the job has no incrementer, so there is no next instance",
        });
      }
      const next = Object.fromEntries(await nextParameters(job));
      return start(job, toJobParameters(job, { ...next, ...options.input }, layout), options.by ?? null);
    },

    nextParameters: async (jobName) => nextParameters(jobs.require(jobName)),

    async previewRestart(jobExecutionId) {
      const execution = await requireExecution(jobExecutionId);
      const job = jobs.require(execution.instance.jobName);
      const otherInstance = refuseOtherInstance(execution);
      const preview = otherInstance
        ? refusedPreview(execution, otherInstance)
        : await previewOf(job, execution.parameters);
      const steps: StepPreview[] = [];
      for (const step of job.steps) {
        if (isWorkerStep(step)) {
          const partitions = await repository.findLastPartitions(execution.instance, step.name);
          const previews = [...partitions].map(([name, last]) => previewStep(name, step, last));
          steps.push(...previews.filter(({ will }) => will !== "skip"));
        } else {
          const last = (await repository.findLastStepExecution(execution.instance, step.name))?.step ?? null;
          steps.push(previewStep(step.name, step, last));
        }
      }
      return { ...preview, steps };
    },

    async restart(jobExecutionId, options = {}) {
      const execution = await requireExecution(jobExecutionId);
      const job = jobs.require(execution.instance.jobName);
      const otherInstance = refuseOtherInstance(execution);
      if (otherInstance) throw otherInstance;
      return start(job, execution.parameters, options.by ?? null);
    },

    async stop(jobExecutionId, expected) {
      mustOperate();
      await repository.requestStop(jobExecutionId, expected);
    },

    async abandon(jobExecutionId, expected) {
      mustOperate();
      await repository.abandon(jobExecutionId, expected);
      await dispatcher.kill(jobExecutionId);
    },

    async recover(jobExecutionId, options = {}) {
      await recover(jobExecutionId, options.as ?? "FAILED", options.message ?? RECOVERED, options);
    },
  };
}

/** Why this instance may not be run again; null when it may. */
export function refusalOf(
  job: Job,
  parameters: JobParameters,
  { instance, executions, contextProblem = null }: InstanceHistory,
  generation: TableLayout["generation"],
): BatchError | null {
  return refuseLaunch({
    jobName: job.name,
    restartable: job.restartable,
    jobInstanceId: instance.id,
    rerunsComplete: generation !== 6 && identifyingParameters(parameters).length === 0,
    executionsFirst: generation === 6,
    executions,
    contextProblem,
    lastSteps: executions[0]?.stepExecutions ?? [],
  });
}

function previewStep(name: string, step: Step, last: StepExecution | null): StepPreview {
  const isDone = last && ((last.status === "COMPLETED" && !step.allowStartIfComplete) || last.status === "ABANDONED");
  const position = last && last.status !== "COMPLETED" ? positionOf(last.context.entries()) : null;
  return { name, will: isDone ? "skip" : position ? "continue" : "run", from: isDone ? null : position };
}

/** Numbers and short texts of a stored context that say where a reader or writer stood. */
function positionOf(entries: readonly (readonly [string, unknown])[]): Record<string, string | number> | null {
  const position: Record<string, string | number> = {};
  for (const [key, value] of entries) {
    if (key.startsWith("batch.")) continue;
    if (typeof value === "number" || (typeof value === "string" && value.length <= 100)) position[key] = value;
    else if (typeof value === "bigint") position[key] = value.toString();
  }
  return Object.keys(position).length > 0 ? position : null;
}
