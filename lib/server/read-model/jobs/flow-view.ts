import "server-only";
import type { Flow, FlowGraph, Step, StepSequence } from "batch-core";
import type { BatchStatus } from "batch-core/model";
import type { FlowEdge, FlowNode, FlowView } from "@/lib/shared/views";
import type { KnownJob, StepKind } from "../job-catalogue";
import { takenWays } from "./taken-ways";

/** What came of a step in the execution looked at, or in an attempt before it. */
export interface StepOutcome {
  readonly status: BatchStatus;
  readonly exitCode: string | null;
  /** An attempt before this one completed it. */
  readonly isEarlier: boolean;
}

/** Null for a step that was not reached. */
export type OutcomeOf = (stepName: string) => StepOutcome | null;

/** The flow of a job by its definition; with `outcomeOf` coloured by what one execution came to. */
export function declaredFlow(
  job: Pick<KnownJob, "flow">,
  outcomeOf: OutcomeOf | null,
  endedAs: string | null = null,
): FlowView {
  const nodes: FlowNode[] = [];
  const edges: FlowEdge[] = [];
  draw(job.flow, { outcomeOf, endedAs, nodes, edges }, null);
  return { source: "declared", nodes, edges };
}

/** The steps in the order they ran, for a job whose definition is elsewhere. */
export function inferredFlow(
  steps: readonly { readonly name: string; readonly status: BatchStatus | null }[],
): FlowView | null {
  if (steps.length === 0) return null;
  const nodes = steps.map(
    ({ name, status }): FlowNode => ({
      id: name,
      name,
      kind: "step",
      status,
      reached: status === null ? null : "here",
      chunkSize: null,
      parentId: null,
    }),
  );
  return {
    source: "inferred",
    nodes,
    edges: chain(nodes.map(({ id }) => id)).map((edge) => ({
      ...edge,
      taken: nodes.some(({ reached }) => reached) || null,
    })),
  };
}

export function stepKindOf(step: Step): StepKind {
  switch (step.kind) {
    case "partitioned":
      return "partition";
    case "flow-step":
      return "flow";
    case "job-step":
      return "job";
    default:
      return step.kind;
  }
}

interface Drawing {
  readonly outcomeOf: OutcomeOf | null;
  /** Exit code of an execution that has ended. */
  readonly endedAs: string | null;
  readonly nodes: FlowNode[];
  readonly edges: FlowEdge[];
}

/** Ids of nested nodes begin with their parent's, as names are unique in their own flow only. */
function draw(flow: Flow, drawing: Drawing, parentId: string | null): void {
  if (flow.kind === "graph") drawGraph(flow, drawing, parentId);
  else drawSequence(flow, drawing, parentId);
}

function drawSequence(flow: StepSequence, drawing: Drawing, parentId: string | null): void {
  for (const step of flow.steps) drawStep(step, drawing, parentId);
  const { outcomeOf } = drawing;
  for (const { from, to, on } of chain(flow.steps.map(({ name }) => name))) {
    const taken = outcomeOf?.(from) ? outcomeOf(to) !== null : null;
    drawing.edges.push({ from: idIn(parentId, from), to: idIn(parentId, to), on, taken });
  }
}

function drawGraph(graph: FlowGraph, drawing: Drawing, parentId: string | null): void {
  const { nodes, edges, outcomeOf, endedAs } = drawing;
  const reachedOf = (nodeId: string) => reachedIn(graph, nodeId, outcomeOf ?? NOTHING);
  const stepNames = new Set(graph.nodes.flatMap((node) => (node.kind === "step" ? node.id : [])));
  const exitCodeOf = (nodeId: string) => {
    if (stepNames.has(nodeId)) return outcomeOf?.(nodeId)?.exitCode ?? null;
    const behind = stepsBehind(graph, nodeId);
    const isComplete = behind.length > 0 && behind.every((name) => outcomeOf?.(name)?.status === "COMPLETED");
    return isComplete ? "COMPLETED" : null;
  };
  const ways = outcomeOf ? takenWays(graph, reachedOf, exitCodeOf, parentId === null ? endedAs : null) : null;
  const passed = new Set([...(ways ?? [])].flatMap(([{ from, to }, isTaken]) => (isTaken ? [from, to] : [])));
  const written = graph.transitions.filter(({ implicit }) => !implicit);
  for (const node of graph.nodes) {
    const id = idOfNode(graph, node.id, parentId);
    const reached = outcomeOf && (passed.has(node.id) ? "here" : reachedOf(node.id));
    const plain = { id, name: node.id, status: null, reached, chunkSize: null, parentId };
    switch (node.kind) {
      case "step":
        drawStep(node.step, drawing, parentId);
        break;
      case "decision":
        nodes.push({ ...plain, kind: "decision" });
        break;
      case "split":
        nodes.push({ ...plain, kind: "split" });
        for (const flow of node.flows) draw(flow, drawing, id);
        break;
      case "flow":
        nodes.push({ ...plain, kind: "flow" });
        draw(node.flow, drawing, id);
        break;
      case "end":
        // Ends that nobody wrote down would say of every step that it may fail.
        if (!written.some(({ to }) => to === node.id)) break;
        nodes.push({
          ...plain,
          reached: outcomeOf && (passed.has(node.id) ? "here" : "not"),
          name: node.exitCode,
          kind: "end",
        });
        break;
      default:
        node satisfies never;
    }
  }
  for (const way of written) {
    const [from, to] = [idOfNode(graph, way.from, parentId), idOfNode(graph, way.to, parentId)];
    // `next` is no condition: there is no other way on.
    const isPlain = way.pattern === "*" || (way.pattern === "COMPLETED" && onlyWay(way, written));
    edges.push({ from, to, on: isPlain ? null : way.pattern, taken: ways?.get(way) ?? null });
  }
}

function onlyWay(way: FlowGraph["transitions"][number], ways: FlowGraph["transitions"]): boolean {
  return ways.every((other) => other === way || other.from !== way.from);
}

/** Ends have the same names in every flow, and the flows of a split are drawn in the same box. */
function idOfNode(graph: FlowGraph, nodeId: string, parentId: string | null): string {
  const isEnd = graph.nodes.some((node) => node.id === nodeId && node.kind === "end");
  return idIn(parentId, isEnd && parentId !== null ? `${graph.name}/${nodeId}` : nodeId);
}

const NOTHING: OutcomeOf = () => null;

/** Whether an execution got to a node: to a step by its row, to a split or a flow by any of its steps. A decider leaves no trace of its own. */
function reachedIn(graph: FlowGraph, nodeId: string, outcomeOf: OutcomeOf): NonNullable<FlowNode["reached"]> {
  const node = graph.nodes.find(({ id }) => id === nodeId);
  if (node?.kind === "decision") {
    const ways = graph.transitions.filter(({ from, to }) => from === nodeId && to !== nodeId);
    return ways.some(({ to }) => stepsBehind(graph, to).some((name) => outcomeOf(name))) ? "here" : "not";
  }
  const outcomes = stepsBehind(graph, nodeId).map(outcomeOf);
  if (outcomes.some((outcome) => outcome && !outcome.isEarlier)) return "here";
  return outcomes.some((outcome) => outcome) ? "earlier" : "not";
}

/** Names of the steps that a node stands for. */
function stepsBehind(graph: FlowGraph, nodeId: string): readonly string[] {
  const node = graph.nodes.find(({ id }) => id === nodeId);
  if (node?.kind === "step") return [node.id];
  const flows = node?.kind === "split" ? node.flows : node?.kind === "flow" ? [node.flow] : [];
  return flows.flatMap((flow) => flow.nodes.flatMap(({ id }) => stepsBehind(flow, id)));
}

function drawStep(step: Step, drawing: Drawing, parentId: string | null): void {
  const id = idIn(parentId, step.name);
  const outcome = drawing.outcomeOf?.(step.name) ?? null;
  drawing.nodes.push({
    id,
    name: step.name,
    kind: stepKindOf(step),
    status: outcome?.status ?? null,
    reached: drawing.outcomeOf && (outcome ? (outcome.isEarlier ? "earlier" : "here") : "not"),
    chunkSize: step.kind === "chunk" && typeof step.chunkSize === "number" ? step.chunkSize : null,
    parentId,
  });
  if (step.kind === "flow-step") draw(step.flow, drawing, id);
}

function idIn(parentId: string | null, id: string): string {
  return parentId === null ? id : `${parentId}/${id}`;
}

function chain(ids: readonly string[]): { from: string; to: string; on: null }[] {
  return ids.slice(1).map((to, index) => ({ from: ids[index] ?? "", to, on: null }));
}
