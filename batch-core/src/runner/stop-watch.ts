import { JobInterruptedError } from "../errors.ts";
import { isGreaterThan } from "../model/batch-status.ts";
import type { StepRun } from "./step-run.ts";

/** How often a running step looks whether it is to stop, beside its saves. */
const STOP_CHECK_MS = 1_000;

/**
 * Aborts the step's signal soon after its execution was asked to stop, or was ended by somebody else. What waits with that signal ends in the
 * middle of its chunk or call, which rolls back; everything else goes on to the end of it.
 *
 * @returns ends the watch
 */
export function watchForStop({ jobExecution, environment, abort }: StepRun): () => void {
  const { repository, log } = environment;
  let asking = false;
  const look = async () => {
    if (asking) return;
    asking = true;
    try {
      const status = await repository.getJobStatus(jobExecution.id);
      if (status !== null && !isGreaterThan(status, "STARTED")) return;
      clearInterval(timer);
      abort.abort(new JobInterruptedError());
    } catch (error) {
      log.warn({ jobExecutionId: String(jobExecution.id), error: String(error) }, "Nobody knows whether to stop");
    } finally {
      asking = false;
    }
  };
  const timer = setInterval(look, STOP_CHECK_MS);
  timer.unref();
  return () => clearInterval(timer);
}
