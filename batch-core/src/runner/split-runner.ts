import type { FlowGraph } from "../definition/flow.ts";
import { StaleExecutionError } from "../errors.ts";
import { type FlowLane, type FlowRun, runFlow } from "./flow-runner.ts";
import { type FlowStatus, worstStatus } from "./flow-status.ts";

/**
 * Walks flows at the same time and waits for all of them.
 * @throws the first error by the order of the flows, after all have ended; a lost row before any other
 * @see Spring Batch SplitState
 */
export async function runSplit(flows: readonly FlowGraph[], run: FlowRun, lane: FlowLane): Promise<FlowStatus> {
  const isParallel = lane.isParallel || flows.length > 1;
  const lanes = flows.map((flow) => runFlow(flow, run, { lastStep: null, isParallel }));
  const statuses: FlowStatus[] = [];
  const errors: unknown[] = [];
  for (const outcome of await Promise.allSettled(lanes)) {
    if (outcome.status === "fulfilled") statuses.push(outcome.value);
    else errors.push(outcome.reason);
  }
  if (errors.length > 0) throw errors.find((error) => error instanceof StaleExecutionError) ?? errors[0];
  return worstStatus(statuses);
}
