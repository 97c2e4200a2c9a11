import { expect, it } from "vitest";
import type { ContextNode } from "@/lib/shared/views";
import { countNodes, matchingNodes } from "./context-search";

function node(key: string, value: string | readonly ContextNode[]): ContextNode {
  const isLeaf = typeof value === "string";
  return {
    key,
    type: isLeaf ? "string" : "map",
    javaType: null,
    value: isLeaf ? value : null,
    children: isLeaf ? [] : value,
  };
}

const context = [
  node("reader", [node("file", "/in/Orders.csv"), node("position", [node("line", "7"), node("byte", "412")])]),
  node("seller", "88212"),
];

it.each([
  ["a key", "LINE", "reader.position.line"],
  ["a value", "orders", "reader.file"],
  ["a branch, which stays whole", "position", "reader.position.line reader.position.byte"],
  ["nothing", "customer", ""],
])("finds %s", (_what, text, found) => {
  expect(leaves(matchingNodes(context, text)).join(" ")).toBe(found);
});

it("counts entries at every depth", () => {
  expect(countNodes(context)).toBe(6);
});

function leaves(nodes: readonly ContextNode[], path = ""): string[] {
  return nodes.flatMap(({ key, children }) =>
    children.length > 0 ? leaves(children, `${path}${key}.`) : [path + key],
  );
}
