import type { BatchStatus } from "../../src/model/batch-status.ts";
import type { JobParameters } from "../../src/model/job-parameters.ts";
import { type Random, seededRandom } from "../support/random.ts";
import type { HistoryJob, HistoryStep } from "./catalogue.ts";
import { failureMessage } from "./failures.ts";

/** A StepExecution as it ended; `endTime` null when it still runs. */
export interface PastStep {
  readonly name: string;
  readonly status: BatchStatus;
  readonly message: string;
  readonly startTime: Date;
  readonly endTime: Date | null;
  readonly readCount: number;
  readonly filterCount: number;
  readonly skipCount: number;
  readonly commitCount: number;
  readonly rollbackCount: number;
}

/** A JobExecution as it ended. Instances count from 0; attempts at one have the same parameters. */
export interface PastExecution {
  readonly job: HistoryJob;
  readonly instance: number;
  readonly isNewInstance: boolean;
  readonly parameters: JobParameters;
  readonly status: BatchStatus;
  readonly startTime: Date;
  readonly endTime: Date | null;
  readonly steps: readonly PastStep[];
}

interface Due {
  readonly at: number;
  readonly job: HistoryJob;
  /** Null: a new instance. */
  readonly instance: { readonly number: number; readonly parameters: JobParameters; readonly fromStep: number } | null;
}

const MINUTE_MS = 60_000;

/**
 * What `count` executions of these jobs would have left behind, oldest first, the last one starting at `until`: on time, failing now and
 * then, restarted after a while and mostly successful then. The same for the same arguments.
 */
export function* simulate(
  jobs: readonly HistoryJob[],
  count: number,
  options: { until: Date; seed: number },
): Generator<PastExecution> {
  // How long it takes is only known afterwards: a first pass from the beginning of time finds it out.
  let span = 0;
  for (const { startTime } of simulateFrom(0, jobs, count, Number.POSITIVE_INFINITY, options.seed))
    span = startTime.getTime();
  const until = options.until.getTime();
  yield* simulateFrom(until - span, jobs, count, until, options.seed);
}

/** One execution of a job, ended, however long it took. */
export function simulateOne(job: HistoryJob, { at, seed }: { at: Date; seed: number }): Iterable<PastExecution> {
  return simulateFrom(at.getTime(), [{ ...job, everyMinutes: 0 }], 1, Number.POSITIVE_INFINITY, seed);
}

function* simulateFrom(
  start: number,
  jobs: readonly HistoryJob[],
  count: number,
  until: number,
  seed: number,
): Generator<PastExecution> {
  const random = seededRandom(seed);
  const queue: Due[] = [];
  for (const job of jobs)
    insert(queue, { at: start + random.next() * job.everyMinutes * MINUTE_MS, job, instance: null });

  const runs = new Map<HistoryJob, number>();
  let instances = 0;
  for (let made = 0; made < count; made++) {
    const due = queue.pop();
    if (!due) return;
    const { job, at } = due;
    let { instance } = due;
    const isNewInstance = instance === null;
    if (!instance) {
      const run = (runs.get(job) ?? 0) + 1;
      runs.set(job, run);
      instance = { number: instances++, parameters: job.parametersOf(new Date(at), run, random), fromStep: 0 };
      insert(queue, { at: at + job.everyMinutes * MINUTE_MS, job, instance: null });
    }
    const { fromStep } = instance;
    const { status, steps, endTime } = attempt(job, at, fromStep, until, random);
    yield {
      job,
      instance: instance.number,
      isNewInstance,
      parameters: instance.parameters,
      status,
      startTime: new Date(at),
      endTime,
      steps,
    };
    if ((status === "FAILED" || status === "STOPPED") && endTime && random.chance(0.85)) {
      const completed = steps.filter((step) => step.status === "COMPLETED" && !step.name.includes(":")).length;
      const pauseMs = random.around(20, 4) * MINUTE_MS;
      insert(queue, {
        at: endTime.getTime() + pauseMs,
        job,
        instance: { ...instance, fromStep: fromStep + completed },
      });
    }
  }
}

function attempt(job: HistoryJob, at: number, fromStep: number, until: number, random: Random) {
  const fails = random.chance(fromStep > 0 ? 0.1 : job.failureRate);
  const end: BatchStatus = !fails
    ? "COMPLETED"
    : random.chance(0.15)
      ? "STOPPED"
      : random.chance(0.03)
        ? "ABANDONED"
        : "FAILED";
  const endsAt = fails ? fromStep + random.below(job.steps.length - fromStep) : job.steps.length;
  const steps: PastStep[] = [];
  let time = at + 20;
  for (let index = fromStep; index < job.steps.length && index <= endsAt; index++) {
    const step = job.steps[index] as HistoryStep; // the index is below the length
    const stepEnd = index === endsAt ? end : "COMPLETED";
    const made = attemptStep(step, step.name, time, stepEnd, 1, random);
    const isRunning = made.endTime !== null && made.endTime.getTime() > until;
    steps.push(isRunning ? { ...made, status: "STARTED", endTime: null } : made);
    for (let partition = 0; partition < step.partitions; partition++) {
      const part = attemptStep(step, `${step.name}:partition${partition}`, time, stepEnd, 1 / step.partitions, random);
      steps.push(isRunning ? { ...part, status: "STARTED", endTime: null } : { ...part, endTime: made.endTime });
    }
    if (isRunning) return { status: "STARTED" as BatchStatus, steps, endTime: null };
    time = (made.endTime?.getTime() ?? time) + 5;
  }
  return { status: end, steps, endTime: new Date(time) };
}

function attemptStep(
  step: HistoryStep,
  name: string,
  at: number,
  status: BatchStatus,
  share: number,
  random: Random,
): PastStep {
  const done = status === "COMPLETED" ? 1 : random.next();
  const readCount = Math.round(random.around(step.items * share, 1.3) * done);
  return {
    name,
    status,
    message: status === "FAILED" || status === "ABANDONED" ? failureMessage(random) : "",
    startTime: new Date(at),
    endTime: new Date(at + random.around(step.durationMs, 1.5) * done + 1),
    readCount,
    filterCount: random.chance(0.3) ? Math.floor(readCount * 0.01) : 0,
    skipCount: random.chance(0.05) ? Math.min(readCount, 1 + random.below(20)) : 0,
    commitCount: Math.floor(readCount / step.chunkSize) + (status === "COMPLETED" ? 1 : 0),
    rollbackCount: status === "FAILED" ? 1 : 0,
  };
}

/** Keeps the queue sorted with the earliest at the end. A queue holds about as many entries as there are jobs. */
function insert(queue: Due[], due: Due): void {
  let low = 0;
  let high = queue.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((queue[middle] as Due).at > due.at) low = middle + 1;
    else high = middle;
  }
  queue.splice(low, 0, due);
}
