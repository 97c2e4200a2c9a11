import type { FlowStep } from "../definition/flow-step.ts";
import { upgradeStatus } from "../model/batch-status.ts";
import { walk } from "./flow-runner.ts";
import { toBatchStatus } from "./flow-status.ts";
import { FLOW_STEP_TYPE, STEP_TYPE_KEY } from "./framework-keys.ts";
import type { StepRun } from "./step-run.ts";

/**
 * Walks a flow inside a step: the steps get rows of the same execution, and this step's row takes the flow's status and exit.
 * @see Spring Batch FlowStep (5.2.6: the execution itself is left alone)
 */
export async function runFlowStep(step: FlowStep, run: StepRun): Promise<void> {
  const { stepExecution, jobExecution: execution, environment } = run;
  stepExecution.context.put(STEP_TYPE_KEY, FLOW_STEP_TYPE);
  const { parameters } = run.scope;
  const { status, exit } = await walk(step.flow, {
    execution,
    parameters,
    environment,
    baseContext: stepExecution.context,
  });
  stepExecution.status = upgradeStatus(stepExecution.status, toBatchStatus(status));
  stepExecution.exitStatus = exit;
}
