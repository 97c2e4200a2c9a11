import { availableParallelism } from "node:os";
import type { PartitionedStep, Partitions } from "../definition/partitioned-step.ts";
import { JobDefinitionError, JobExecutionError } from "../errors.ts";
import { isUnsuccessful, maxStatus, upgradeStatus } from "../model/batch-status.ts";
import { ExecutionContext } from "../model/execution-context.ts";
import { andExitStatus } from "../model/exit-status.ts";
import { partitionStepName, STEP_COUNTERS, type StepExecution } from "../model/step-execution.ts";
import { PARTITION_STEP_TYPE, STEP_TYPE_KEY } from "./framework-keys.ts";
import { decidePartition } from "./partition-rules.ts";
import { runStepElsewhere } from "./step-dispatch.ts";
import { EXECUTED_KEY } from "./step-handler.ts";
import type { StepRun } from "./step-run.ts";

/** Where the manager's context keeps the number of partitions of the first attempt, a Long. */
const GRID_SIZE_KEY = "SimpleStepExecutionSplitter.GRID_SIZE";

/** Width of STEP_NAME. */
const STEP_NAME_LENGTH_MAX = 100;

/**
 * Runs a partitioned step: divides, lets the workers run, gathers their rows into the manager's.
 *
 * @throws {JobExecutionError} when a worker did not succeed: the manager fails with it, after all have ended
 * @see Spring Batch PartitionStep, TaskExecutorPartitionHandler, DefaultStepExecutionAggregator
 */
export async function runPartitions(step: PartitionedStep, run: StepRun): Promise<void> {
  const { stepExecution: manager, environment } = run;
  manager.context.put(STEP_TYPE_KEY, PARTITION_STEP_TYPE[environment.layout.generation]);
  const workers = await createWorkers(step, run);
  await runWorkers(step, workers, run);
  manager.status = upgradeStatus(manager.status, "COMPLETED");
  for (const worker of workers) addWorker(manager, worker);
  await step.aggregate?.(manager, workers);
  if (isUnsuccessful(manager.status)) {
    const failed = workers.filter(({ status }) => isUnsuccessful(status)).map(({ stepName }) => stepName);
    throw new JobExecutionError(`${failed.length} of ${workers.length} workers did not succeed: ${listOf(failed)}.`);
  }
}

/** Writes the rows of all workers that have to run, in one transaction. */
async function createWorkers(step: PartitionedStep, run: StepRun): Promise<StepExecution[]> {
  const { stepExecution: manager, jobExecution, environment } = run;
  const { repository } = environment;
  const partitions = await divide(step, run);
  if (manager.context.isDirty) await repository.updateStepContext(manager);
  const stepNames = [...partitions.keys()];
  const lastRows = await repository.findLastStepExecutions(jobExecution.instance, stepNames);
  const wanted = [...partitions].flatMap(([stepName, values]) => {
    const last = lastRows.get(stepName) ?? null;
    const { allowStartIfComplete = false } = step.worker;
    switch (decidePartition({ stepName, last, jobExecutionId: jobExecution.id, allowStartIfComplete })) {
      case "skip":
        return [];
      case "again":
        return [{ stepName, context: contextOf(last) }];
      default:
        return [{ stepName, context: new ExecutionContext(values) }];
    }
  });
  const workers = await repository.createStepExecutions(jobExecution, wanted);
  jobExecution.stepExecutions.push(...workers);
  return workers;
}

/** Names of the workers' rows, and what the context of each begins with. */
async function divide(step: PartitionedStep, run: StepRun): Promise<Map<string, Partitions[string]>> {
  const { stepExecution: manager, jobExecution, environment } = run;
  const known = manager.context.getNumber(GRID_SIZE_KEY);
  const scope = { ...run.scope, gridSize: known ?? step.gridSize };
  manager.context.put(GRID_SIZE_KEY, BigInt(scope.gridSize));
  if (known !== undefined && step.partitionNames) {
    const names = (await step.partitionNames(scope)).map((name) => rowName(step, name));
    const rows = await environment.repository.findLastStepExecutions(jobExecution.instance, names);
    // Without a row there is no context to go on from: the first attempt died before it wrote them.
    if (rows.size === names.length) return new Map(names.map((name) => [name, {}]));
  }
  const partitions = Object.entries(await step.partitioner(scope));
  return new Map(partitions.map(([name, values]) => [rowName(step, name), values]));
}

function rowName(step: PartitionedStep, partition: string): string {
  const name = partitionStepName(step.worker.name, partition);
  if (name.length <= STEP_NAME_LENGTH_MAX) return name;
  throw new JobDefinitionError(
    `Partition "${name}" of step "${step.name}": worker and partition name have at most ${STEP_NAME_LENGTH_MAX} characters together.`,
  );
}

function contextOf(last: StepExecution | null): ExecutionContext {
  const context = last?.context.copy() ?? new ExecutionContext();
  context.remove(EXECUTED_KEY);
  return context;
}

/** All of them, `concurrency` at a time; a worker that fails does not hold up the others. */
async function runWorkers(step: PartitionedStep, workers: readonly StepExecution[], run: StepRun): Promise<void> {
  const { jobExecution, environment, scope } = run;
  const waiting = [...workers];
  const errors: unknown[] = [];
  const runNext = async () => {
    for (let worker = waiting.shift(); worker; worker = waiting.shift()) {
      try {
        await runStepElsewhere(step.worker, worker, jobExecution, scope.parameters, environment);
      } catch (error) {
        errors.push(error);
      }
    }
  };
  const concurrency = step.concurrency ?? Math.max(2, availableParallelism());
  await Promise.all(Array.from({ length: Math.min(concurrency, workers.length) }, runNext));
  if (errors.length > 0) throw errors[0];
}

function addWorker(manager: StepExecution, worker: StepExecution): void {
  manager.status = maxStatus(manager.status, worker.status);
  manager.exitStatus = andExitStatus(manager.exitStatus, worker.exitStatus);
  for (const counter of STEP_COUNTERS) manager[counter] += worker[counter];
}

const NAMES_MAX = 10;

function listOf(names: readonly string[]): string {
  const more = names.length - NAMES_MAX;
  return `${names.slice(0, NAMES_MAX).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
