import type { Job } from "../definition/define-job.ts";
import { toJobParameters } from "../definition/job-parameters-schema.ts";
import type { JobStep } from "../definition/job-step.ts";
import { BatchError, JobExecutionError } from "../errors.ts";
import { isUnsuccessful } from "../model/batch-status.ts";
import type { ContextValue, ExecutionContext } from "../model/execution-context.ts";
import { andExitStatus } from "../model/exit-status.ts";
import type { JobExecution } from "../model/job-execution.ts";
import { identifyingParameters, type JobParameter, type JobParameters } from "../model/job-parameters.ts";
import { JOB_STEP_TYPE, STEP_TYPE_KEY } from "./framework-keys.ts";
import type { JobLauncher } from "./run-environment.ts";
import type { StepRun } from "./step-run.ts";

/** Where the step's context keeps what the job was launched with. Java keeps a JobParameters object there, which nobody else can read. */
const JOB_PARAMETERS_KEY = "org.springframework.batch.core.step.job.JobStep.JOB_PARAMETERS";

/**
 * Launches another job and waits for its end.
 *
 * A restart takes the parameters of the first attempt. When that instance is complete by then (the process died between the end of the job
 * and the end of the step), its last execution counts and nothing is launched.
 *
 * @throws {JobExecutionError} when the job ended FAILED, ABANDONED or UNKNOWN
 * @throws {BatchError} when its launch was refused
 * @see Spring Batch JobStep
 */
export async function runJobStep(step: JobStep, run: StepRun): Promise<void> {
  const { stepExecution, environment } = run;
  const { repository, jobLauncher } = environment;
  if (!jobLauncher) throw new JobExecutionError(`Step "${step.name}": no job can be launched from here.`);
  stepExecution.context.put(STEP_TYPE_KEY, JOB_STEP_TYPE);
  const job = typeof step.job === "string" ? jobLauncher.find(step.job) : step.job;
  const remembered = rememberedParameters(stepExecution.context);
  const parameters = remembered ?? (await newParameters(step, job, run));
  if (!remembered) stepExecution.context.put(JOB_PARAMETERS_KEY, toContextValue(parameters));
  await repository.updateStepContext(stepExecution);

  const done = remembered ? await findCompleted(job, parameters, run) : null;
  const launched = done ?? (await launch(job, parameters, jobLauncher, run));
  stepExecution.exitStatus = andExitStatus(stepExecution.exitStatus, launched.exitStatus);
  if (isUnsuccessful(launched.status)) {
    throw new JobExecutionError(`Job "${job.name}" ended as ${launched.status}: execution ${launched.id}.`);
  }
  if (launched.status === "STOPPED") stepExecution.status = "STOPPED";
}

async function newParameters(step: JobStep, job: Job, { scope, jobExecution, environment }: StepRun) {
  const input = step.parameters ? await step.parameters(scope) : Object.fromEntries(jobExecution.parameters);
  return toJobParameters(job, input, environment.layout);
}

async function findCompleted(
  job: Job,
  parameters: JobParameters,
  { environment }: StepRun,
): Promise<JobExecution | null> {
  if (identifyingParameters(parameters).length === 0) return null;
  const history = await environment.repository.findJobInstance(job.name, parameters);
  const [newest] = history?.executions ?? [];
  return newest?.status === "COMPLETED" ? newest : null;
}

async function launch(
  job: Job,
  parameters: JobParameters,
  launcher: JobLauncher,
  { jobExecution, environment, scope }: StepRun,
): Promise<JobExecution> {
  const { repository, log } = environment;
  const launched = await launcher.create(job, parameters, jobExecution);
  const passOnStop = () => {
    repository.requestStop(launched.id).catch((error: unknown) => {
      // It has ended, or was asked already.
      if (!(error instanceof BatchError)) log.warn({ error: String(error) }, "A stop could not be passed on");
    });
  };
  scope.signal.addEventListener("abort", passOnStop, { once: true });
  try {
    if (scope.signal.aborted) passOnStop();
    await launcher.run(job, launched);
  } finally {
    scope.signal.removeEventListener("abort", passOnStop);
  }
  return launched;
}

function toContextValue(parameters: JobParameters): ContextValue {
  return Object.fromEntries([...parameters].map(([name, parameter]) => [name, { ...parameter }]));
}

/** Null when there are none, or when Java put them there. */
function rememberedParameters(context: ExecutionContext): JobParameters | null {
  const stored = context.get(JOB_PARAMETERS_KEY);
  if (typeof stored !== "object" || stored === null) return null;
  const entries = Object.entries(stored).filter((entry): entry is [string, JobParameter] => isParameter(entry[1]));
  return entries.length === Object.keys(stored).length ? new Map(entries) : null;
}

function isParameter(value: unknown): value is JobParameter {
  return typeof value === "object" && value !== null && "type" in value && "value" in value && "identifying" in value;
}
