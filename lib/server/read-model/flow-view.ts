import "server-only";
import type { Flow, FlowGraph, Step, StepSequence } from "batch-core";
import type { BatchStatus } from "batch-core/model";
import type { FlowEdge, FlowNode, FlowView } from "@/lib/shared/views";
import type { KnownJob, StepKind } from "./job-catalogue";

/** What came of a step in the execution looked at; null when it did not get there. */
export type OutcomeOf = (stepName: string) => { readonly status: BatchStatus; readonly exitCode: string | null } | null;

/** The flow of a job by its definition, coloured by what the steps of one execution came to. */
export function declaredFlow(job: KnownJob, outcomeOf: OutcomeOf): FlowView {
  const nodes: FlowNode[] = [];
  const edges: FlowEdge[] = [];
  draw(job.flow, { outcomeOf, nodes, edges }, null);
  return { source: "declared", nodes, edges };
}

/** The steps in the order they ran, for a job whose definition is elsewhere. */
export function inferredFlow(
  steps: readonly { readonly name: string; readonly status: BatchStatus }[],
): FlowView | null {
  if (steps.length === 0) return null;
  const nodes = steps.map(
    ({ name, status }): FlowNode => ({ id: name, name, kind: "step", status, chunkSize: null, parentId: null }),
  );
  return {
    source: "inferred",
    nodes,
    edges: chain(nodes.map(({ id }) => id)).map((edge) => ({ ...edge, taken: true })),
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
  readonly outcomeOf: OutcomeOf;
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
  const ran = (name: string) => drawing.outcomeOf(name) !== null;
  for (const { from, to, on } of chain(flow.steps.map(({ name }) => name))) {
    drawing.edges.push({ from: idIn(parentId, from), to: idIn(parentId, to), on, taken: ran(from) ? ran(to) : null });
  }
}

function drawGraph(graph: FlowGraph, drawing: Drawing, parentId: string | null): void {
  const { nodes, edges, outcomeOf } = drawing;
  const reached = new Map<string, boolean>();
  for (const node of graph.nodes) {
    const id = idIn(parentId, node.id);
    const plain = { id, name: node.id, status: null, chunkSize: null, parentId };
    switch (node.kind) {
      case "step":
        drawStep(node.step, drawing, parentId);
        reached.set(node.id, outcomeOf(node.step.name) !== null);
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
        nodes.push({ ...plain, name: node.exitCode, kind: "end" });
        break;
      default:
        node satisfies never;
    }
  }
  for (const { from, to, pattern, implicit } of graph.transitions) {
    if (implicit) continue;
    const outcome = reached.has(from) ? outcomeOf(from) : null;
    const matches = outcome?.exitCode ? matchesPattern(pattern, outcome.exitCode) : null;
    const taken = matches === null ? null : matches && reached.get(to) !== false;
    edges.push({ from: idIn(parentId, from), to: idIn(parentId, to), on: pattern === "*" ? null : pattern, taken });
  }
}

function drawStep(step: Step, drawing: Drawing, parentId: string | null): void {
  const id = idIn(parentId, step.name);
  drawing.nodes.push({
    id,
    name: step.name,
    kind: stepKindOf(step),
    status: drawing.outcomeOf(step.name)?.status ?? null,
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

/** `*` is any text, `?` any one character. */
function matchesPattern(pattern: string, exitCode: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s").test(exitCode);
}
