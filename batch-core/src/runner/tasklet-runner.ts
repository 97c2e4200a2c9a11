import type { TaskletScope, TaskletStep } from "../definition/tasklet-step.ts";
import { CommitOutcomeUnknownError, JobInterruptedError } from "../errors.ts";
import { andExitStatus, type ExitStatus, exitStatus } from "../model/exit-status.ts";
import { STEP_TYPE_KEY, TASKLET_STEP_TYPE, TASKLET_TYPE_KEY } from "./framework-keys.ts";
import { callForward, callReverse, tellRollback } from "./listener-calls.ts";
import type { StepRun } from "./step-run.ts";
import { snapshotOf } from "./step-snapshot.ts";

/**
 * Calls a tasklet until it is finished, each call one transaction that commits its statements, the counters and the contexts together.
 * @see Spring Batch TaskletStep
 */
export async function runTasklet(step: TaskletStep, run: StepRun): Promise<void> {
  const { stepExecution, environment } = run;
  const { repository } = environment;
  stepExecution.context.put(TASKLET_TYPE_KEY, step.tasklet.name || step.name);
  stepExecution.context.put(STEP_TYPE_KEY, TASKLET_STEP_TYPE);
  await repository.updateStepContext(stepExecution);
  for (;;) {
    if (stepExecution.terminateOnly) throw new JobInterruptedError();
    if (await callOnce(step, run)) return;
  }
}

/** @returns true when the tasklet is finished */
async function callOnce(step: TaskletStep, run: StepRun): Promise<boolean> {
  const { stepExecution, jobExecution, environment, listeners } = run;
  const { repository, database } = environment;
  const before = snapshotOf(stepExecution);
  const contribution = { readCount: 0, filterCount: 0, writeCount: 0 };
  let ownExit: ExitStatus | null = null;
  let saving = false;
  // A call that a listener did not let begin is no rollback.
  let begun = false;
  const apply = () => {
    stepExecution.readCount += contribution.readCount;
    stepExecution.filterCount += contribution.filterCount;
    stepExecution.writeCount += contribution.writeCount;
    stepExecution.exitStatus = ownExit ? andExitStatus(stepExecution.exitStatus, ownExit) : stepExecution.exitStatus;
  };
  let finished = false;
  try {
    await database.transaction(async (transaction) => {
      await callForward(listeners, "beforeChunk", stepExecution, run.scope);
      begun = true;
      const scope: TaskletScope = {
        ...run.scope,
        transaction,
        contribute(counts) {
          contribution.readCount += counts.readCount ?? 0;
          contribution.filterCount += counts.filterCount ?? 0;
          contribution.writeCount += counts.writeCount ?? 0;
        },
        setExitCode(code, description) {
          ownExit = exitStatus(code, description);
        },
      };
      let status: Awaited<ReturnType<typeof step.tasklet>>;
      try {
        status = await step.tasklet(scope);
      } finally {
        apply();
      }
      finished = status !== "CONTINUABLE";
      saving = true;
      stepExecution.commitCount += 1;
      await repository.commitStepExecution(stepExecution, jobExecution, transaction);
    });
  } catch (error) {
    const answerLost = error instanceof CommitOutcomeUnknownError && stepExecution.version > before.version;
    if (!(answerLost && (await repository.settleLostCommit(stepExecution)))) {
      if (saving) before.restore({ version: !answerLost });
      if (begun) stepExecution.rollbackCount += 1;
      await tellRollback(run, error);
      throw error;
    }
  }
  await callReverse(listeners, "afterChunk", stepExecution, run.scope);
  return finished;
}
