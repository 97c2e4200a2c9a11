import { expect, it } from "vitest";
import type { FlowNode, FlowView } from "@/lib/shared/views";
import { chainOf } from "./chain-of";

function flow(ids: string, edges: readonly string[], parentId: string | null = null): FlowView {
  const nodes = [...ids].map(
    (id): FlowNode => ({ id, name: id, kind: "step", status: null, reached: null, chunkSize: null, parentId }),
  );
  return {
    source: "declared",
    nodes,
    edges: edges.map(([from = "", to = ""]) => ({ from, to, on: null, taken: null })),
  };
}

it.each([
  { what: "one step", of: flow("a", []), order: "a" },
  { what: "steps in a row", of: flow("abc", ["ab", "bc"]), order: "abc" },
  { what: "steps that are told in another order", of: flow("cab", ["bc", "ab"]), order: "abc" },
  { what: "a fork", of: flow("abc", ["ab", "ac"]), order: undefined },
  { what: "ways that meet", of: flow("abc", ["ac", "bc"]), order: undefined },
  { what: "a loop", of: flow("ab", ["ab", "ba"]), order: undefined },
  { what: "a loop beside a step", of: flow("abc", ["ab", "ba"]), order: undefined },
  { what: "steps inside a flow", of: flow("ab", ["ab"], "flow"), order: undefined },
  { what: "nothing", of: flow("", []), order: undefined },
])("the order of $what", ({ of, order }) => {
  expect(
    chainOf(of)
      ?.map(({ node }) => node.id)
      .join(""),
  ).toBe(order);
});
