import { expect, it } from "vitest";
import type { FlowNode, FlowView } from "@/lib/shared/views";
import { type FlowDirection, flowSizesOf, layOutFlow, type PlacedNode } from "./flow-layout";

function node(id: string, parentId: string | null = null, kind: FlowNode["kind"] = "tasklet"): FlowNode {
  return { id, name: id, kind, status: null, reached: null, chunkSize: null, parentId };
}

function edge(from: string, to: string, on: string | null = null) {
  return { from, to, on, taken: null };
}

/** A step, a split of two flows, a flow inside one of them, a decider, two ends. */
const flow: FlowView = {
  source: "declared",
  nodes: [
    node("tidy"),
    node("load", null, "split"),
    node("load/a", "load"),
    node("load/b", "load", "flow"),
    node("load/b/1", "load/b"),
    node("load/b/2", "load/b"),
    node("day", null, "decision"),
    node("end:1", null, "end"),
    node("end:2", null, "end"),
  ],
  edges: [
    edge("tidy", "load"),
    edge("load/b/1", "load/b/2"),
    edge("load", "day", "COMPLETED"),
    edge("day", "end:1", "MONTH_END"),
    edge("day", "end:2", "ANY_DAY"),
    edge("day", "tidy", "AGAIN"),
  ],
};

function overlap(a: PlacedNode, b: PlacedNode): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

it.each<FlowDirection>(["LR", "TB"])("places no node on another, and each inside its container, %s", (direction) => {
  const { nodes } = layOutFlow(flow, direction);
  expect(nodes).toHaveLength(flow.nodes.length);
  for (const a of nodes) {
    const siblings = nodes.filter((b) => b !== a && b.node.parentId === a.node.parentId);
    expect(siblings.filter((b) => overlap(a, b)).map((b) => `${a.node.id} on ${b.node.id}`)).toEqual([]);
    const container = nodes.find(({ node: { id } }) => id === a.node.parentId);
    if (!container) continue;
    expect(nodes.indexOf(container)).toBeLessThan(nodes.indexOf(a));
    expect(a.x + a.width).toBeLessThanOrEqual(container.width);
    expect(a.y + a.height).toBeLessThanOrEqual(container.height);
  }
});

it("keeps a place of the size of the drawing, and none where a chain is drawn", () => {
  const { width, height } = layOutFlow(flow, "TB");
  expect(flowSizesOf(flow)?.TB).toEqual({ width, height });
  expect(flowSizesOf({ source: "inferred", nodes: [node("a"), node("b")], edges: [edge("a", "b")] })).toBeNull();
  expect(flowSizesOf(null)).toBeNull();
});
