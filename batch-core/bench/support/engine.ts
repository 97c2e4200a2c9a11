import type { Job } from "../../src/definition/define-job.ts";
import { openRuntime, type Runtime } from "../../src/operator/runtime.ts";
import type { RuntimeOptions } from "../../src/operator/runtime-options.ts";

/** A runtime whose jobs run here and now; each `run` is a new instance. */
export async function openBenchRuntime(
  databaseUrl: string,
  jobs: readonly Job[],
  options: Partial<RuntimeOptions> = {},
): Promise<BenchRuntime> {
  const runtime = await openRuntime({ databaseUrl, jobs, initializeSchema: "always", ...options });
  let runId = 0;
  return {
    runtime,
    async run(jobName, parameters = {}) {
      runId += 1;
      const { jobExecutionId } = await runtime.operator.launch(jobName, {
        ...parameters,
        run: `${process.pid}-${runId}`,
      });
      const execution = await runtime.repository.getJobExecution(jobExecutionId);
      if (execution?.status !== "COMPLETED") {
        throw new Error(`${jobName} is ${execution?.status}: ${execution?.exitStatus.description}`);
      }
      return execution.stepExecutions.reduce((total, step) => total + step.writeCount, 0);
    },
    [Symbol.asyncDispose]: () => runtime.close(),
  };
}

export interface BenchRuntime extends AsyncDisposable {
  readonly runtime: Runtime;
  /** Runs the job to its end and resolves to the items written. */
  run(jobName: string, parameters?: Readonly<Record<string, string | number>>): Promise<number>;
}
