import type { ChunkStep } from "./chunk-step.ts";
import type { Decider } from "./decider.ts";
import type { FlowStep } from "./flow-step.ts";
import type { JobStep } from "./job-step.ts";
import type { PartitionedStep, WorkerStep } from "./partitioned-step.ts";
import type { Split } from "./split.ts";
import type { TaskletStep } from "./tasklet-step.ts";

/** Any kind of step, its types erased: what the runner runs and the console draws. */
export type Step = ChunkStep | TaskletStep | WorkerStep | PartitionedStep | FlowStep | JobStep;

/** Anything a flow can be at. */
export type FlowState = Step | Decider | Split | NamedFlow;

/** How a flow can end; what a nested flow and a split give to the transitions behind them. */
export type FlowEndCode = "COMPLETED" | "FAILED" | "STOPPED" | "UNKNOWN";

/** What a job does, as data: the runner walks it and the console draws it. */
export type Flow = StepSequence | FlowGraph;

/**
 * Steps one after the other, each only when the one before COMPLETED: Spring Batch's SimpleJob, made by `job.start(a).next(b)`. The last step
 * that ran gives the job its status and its exit.
 */
export interface StepSequence {
  readonly kind: "sequence";
  readonly steps: readonly Step[];
}

/**
 * Nodes and transitions: Spring Batch's FlowJob.
 *
 * A node has a result, a text: the exit code of a step, the answer of a decider, the end of a nested flow or of a split. Of the node's
 * transitions the first one whose pattern matches the whole text is taken. A flow ends at a node of kind "end". A result that no transition
 * matches fails the job.
 */
export interface FlowGraph {
  readonly kind: "graph";
  /** The job's name, or the nested flow's. */
  readonly name: string;
  /** Id of the node it begins with. */
  readonly start: string;
  /** Those of the definition in its order, then the ends. */
  readonly nodes: readonly FlowNode[];
  /** Node by node, each node's in the order in which they are tried. */
  readonly transitions: readonly FlowTransition[];
}

export type FlowNode = StateNode | EndNode;

/** `id` is the name of the step, decider, split or flow: unique in its graph. */
export type StateNode =
  | { readonly kind: "step"; readonly id: string; readonly step: Step }
  | { readonly kind: "decision"; readonly id: string; readonly decider: Decider }
  | { readonly kind: "split"; readonly id: string; readonly flows: readonly FlowGraph[] }
  | { readonly kind: "flow"; readonly id: string; readonly flow: FlowGraph };

/** An end. Its id begins with `end:`, as no name of a step may. */
export interface EndNode {
  readonly kind: "end";
  readonly id: string;
  readonly status: "COMPLETED" | "FAILED" | "STOPPED";
  /** What the job's exit code gains from it; the status, unless `end("X")` said otherwise. */
  readonly exitCode: string;
  /** `stopAndRestart`: the step before it is not run again, and a restart goes on along the node's one transition. */
  readonly continues: boolean;
}

export interface FlowTransition {
  /** Node ids. */
  readonly from: string;
  readonly to: string;
  /** `*` is any text, `?` any one character, everything else is itself. */
  readonly pattern: string;
  /** Not written in the definition but part of its meaning, such as the way of `next` to FAILED. */
  readonly implicit: boolean;
}

/** A flow with a name, to be used inside other flows and in splits. */
export interface NamedFlow<Name extends string = string, End extends string = string> {
  readonly kind: "flow";
  readonly name: Name;
  readonly flow: FlowGraph;
  /** Type only: the results that transitions may name. */
  readonly exitCodes?: FlowEndCode;
  /** Type only: the exit codes that its ends give to the job. */
  readonly ends?: End;
}

/**
 * All steps of a flow in the order a reader would meet them, each once: also those of splits, nested flows and flow steps; the worker of a
 * partitioned step right behind it, marked by `workerOf`. Steps of a job that a job step launches are not among them: they are that job's.
 */
export function stepsOf(flow: Flow): readonly Step[] {
  const steps = flow.kind === "sequence" ? flow.steps : flow.nodes.flatMap(stepsOfNode);
  return [...new Set(steps.flatMap(withInnerSteps))];
}

/** Whether it is the worker of a partitioned step, which has rows per partition only. */
export function isWorkerStep(step: Step): step is WorkerStep {
  return "workerOf" in step;
}

function stepsOfNode(node: FlowNode): readonly Step[] {
  switch (node.kind) {
    case "step":
      return [node.step];
    case "split":
      return node.flows.flatMap(stepsOf);
    case "flow":
      return stepsOf(node.flow);
    default:
      return [];
  }
}

function withInnerSteps(step: Step): readonly Step[] {
  if (step.kind === "partitioned") return [step, step.worker];
  return step.kind === "flow-step" ? [step, ...stepsOf(step.flow)] : [step];
}
