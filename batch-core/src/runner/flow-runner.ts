import type { EndNode, Flow, FlowGraph, FlowNode, StateNode, StepSequence } from "../definition/flow.ts";
import { matchesPattern } from "../definition/transition-order.ts";
import { BatchError, FlowExecutionError } from "../errors.ts";
import { isGreaterThan, maxStatus, upgradeStatus } from "../model/batch-status.ts";
import type { ExecutionContext } from "../model/execution-context.ts";
import { andExitStatus, type ExitStatus, exitStatus } from "../model/exit-status.ts";
import type { JobExecution } from "../model/job-execution.ts";
import type { StepExecution } from "../model/step-execution.ts";
import { type FlowStatus, flowStatus, toBatchStatus } from "./flow-status.ts";
import type { RunEnvironment } from "./run-environment.ts";
import { runSplit } from "./split-runner.ts";
import { handleStep } from "./step-handler.ts";

/** One walk through a flow, nested flows and splits included. */
export interface FlowRun {
  readonly execution: JobExecution;
  readonly parameters: unknown;
  readonly environment: RunEnvironment;
  /** What the context of a step that begins anew is a copy of; inside a flow step that step's. */
  readonly baseContext: ExecutionContext | null;
  /** The codes of the ends that were passed, joined. */
  exit: ExitStatus;
}

/** One way through a flow; each flow of a split has its own. */
export interface FlowLane {
  /** The step that was handled last, run or not. */
  lastStep: StepExecution | null;
  /** Other lanes run at the same time, so steps are better run elsewhere. */
  readonly isParallel: boolean;
}

/** How a walk ended: the job's status, or the flow step's. */
export interface FlowOutcome {
  readonly status: FlowStatus;
  readonly exit: ExitStatus;
}

/** Walks a job's flow and gives the execution its status and exit. */
export async function runJobFlow(
  flow: Flow,
  execution: JobExecution,
  parameters: unknown,
  environment: RunEnvironment,
): Promise<void> {
  if (flow.kind === "sequence") return runSequence(flow, execution, parameters, environment);
  const { status, exit } = await walk(flow, { execution, parameters, environment, baseContext: null });
  execution.status = toBatchStatus(status);
  execution.exitStatus = exit;
}

/** Walks a graph from its start. */
export async function walk(flow: FlowGraph, start: Omit<FlowRun, "exit">): Promise<FlowOutcome> {
  const run: FlowRun = { ...start, exit: exitStatus("EXECUTING") };
  const status = await runFlow(flow, run, { lastStep: null, isParallel: false });
  return { status, exit: andExitStatus(run.exit, exitStatus(status.text)) };
}

/** Steps one after the other; each only when the one before COMPLETED. The last one that ran gives the job its exit. */
async function runSequence(
  { steps }: StepSequence,
  execution: JobExecution,
  parameters: unknown,
  environment: RunEnvironment,
): Promise<void> {
  let last: StepExecution | null = null;
  for (const step of steps) {
    last = await handleStep(step, execution, parameters, environment);
    if (last.status !== "COMPLETED") break;
  }
  if (!last) return;
  execution.status = upgradeStatus(execution.status, last.status);
  execution.exitStatus = last.exitStatus;
}

/**
 * Walks from node to node until an end. Always from the start, also on a restart: steps that are complete are passed, their stored exit codes
 * showing the way again.
 *
 * @throws {FlowExecutionError} when no transition matches a result, or something throws that is not the engine's own
 * @see Spring Batch SimpleFlow#resume
 */
export async function runFlow(flow: FlowGraph, run: FlowRun, lane: FlowLane): Promise<FlowStatus> {
  let node = nodeOf(flow, flow.start);
  try {
    for (;;) {
      const status = await visit(flow, node, run, lane);
      const next = nextNode(flow, node, status);
      if (!next || status.stops) return status;
      node = next;
    }
  } finally {
    lane.lastStep = null;
  }
}

async function visit(flow: FlowGraph, node: FlowNode, run: FlowRun, lane: FlowLane): Promise<FlowStatus> {
  try {
    return node.kind === "end" ? await passEnd(node, run, lane) : await visitState(node, run, lane);
  } catch (error) {
    if (error instanceof BatchError) throw error;
    throw new FlowExecutionError(`Flow "${flow.name}" ended at "${node.id}", which threw an error.`, { cause: error });
  }
}

async function visitState(node: StateNode, run: FlowRun, lane: FlowLane): Promise<FlowStatus> {
  const { execution, parameters, environment, baseContext } = run;
  switch (node.kind) {
    case "step": {
      await abandonLastStep(run, lane);
      const options = { baseContext, elsewhere: lane.isParallel };
      lane.lastStep = await handleStep(node.step, execution, parameters, environment, options);
      return flowStatus(lane.lastStep.exitStatus.code);
    }
    case "decision": {
      const answer: unknown = await node.decider.decide({
        parameters,
        jobExecution: execution,
        lastStep: lane.lastStep,
      });
      if (typeof answer === "string") return flowStatus(answer);
      throw new FlowExecutionError(`Decider "${node.id}" answered ${String(answer)}; it must answer with a text.`);
    }
    case "flow":
      return runFlow(node.flow, run, lane);
    case "split":
      return runSplit(node.flows, run, lane);
    default:
      return node satisfies never;
  }
}

/** @see Spring Batch EndState#handle */
async function passEnd(end: EndNode, run: FlowRun, lane: FlowLane): Promise<FlowStatus> {
  if (lane.lastStep?.status === "UNKNOWN") return flowStatus("UNKNOWN");
  if (end.status === "STOPPED") {
    if (isRestart(run, lane)) return flowStatus("COMPLETED");
    if (end.continues) await abandonLastStep(run, lane);
  }
  run.exit = andExitStatus(run.exit, exitStatus(end.exitCode));
  return { text: end.status, stops: end.status === "STOPPED" };
}

/**
 * Whether a stop is passed: the attempt has come as far as the one before, and nothing was run on the way; or nothing just before, so that a
 * step which runs at every attempt does not stop the flow for ever.
 */
function isRestart({ execution }: FlowRun, { lastStep }: FlowLane): boolean {
  if (execution.stepExecutions.length === 0) return true;
  return lastStep !== null && (lastStep.status === "ABANDONED" || lastStep.jobExecutionId !== execution.id);
}

/** A step that failed, and that the flow then went on from, is not to be run again by a restart. */
async function abandonLastStep({ execution, environment }: FlowRun, { lastStep }: FlowLane): Promise<void> {
  if (!lastStep || !isGreaterThan(lastStep.status, "STOPPING")) return;
  const status = maxStatus(lastStep.status, "ABANDONED");
  if (status === lastStep.status) return;
  lastStep.status = status;
  await environment.repository.updateStepExecution(lastStep, execution);
}

function nextNode(flow: FlowGraph, node: FlowNode, { text }: FlowStatus): FlowNode | null {
  const transitions = flow.transitions.filter(({ from }) => from === node.id);
  if (node.kind === "end" && transitions.length === 0) return null;
  const taken = transitions.find(
    ({ pattern }) => matchesPattern(pattern, text) || (text === "PENDING" && matchesPattern(pattern, "STOPPED")),
  );
  if (taken) return nodeOf(flow, taken.to);
  throw new FlowExecutionError(
    `Flow "${flow.name}" ended at "${node.id}": no transition matches its result "${text}". Add .on("${text}") or .on("*").`,
  );
}

function nodeOf(flow: FlowGraph, id: string): FlowNode {
  const node = flow.nodes.find((candidate) => candidate.id === id);
  if (!node) throw new FlowExecutionError(`Flow "${flow.name}" has no node "${id}".`);
  return node;
}
