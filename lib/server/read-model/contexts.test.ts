import { expect, it } from "vitest";
import { MASK } from "../masking";
import { contextView } from "./contexts";

const OWNER = { owner: "job", stepExecutionId: null, stepName: null, serializedContext: null } as const;
/** `{"k": "x"}` as Java serialises it. */
const WHOLE =
  "rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcAUH2sHDFmDRAwACRgAKbG9hZEZhY3RvckkACXRocmVzaG9sZHhwP0AAAAAAAAx3CAAAABAAAAABdAABa3QAAXh4";
const broken = (secondKey: string) =>
  Buffer.concat([
    Buffer.from(WHOLE, "base64").subarray(0, -1),
    Buffer.from(`t\0${String.fromCharCode(secondKey.length)}${secondKey}t\0\x09hunter2`, "latin1"),
  ]).toString("base64");

it("shows what could be read of a broken stream, and the stored text", () => {
  const view = contextView({ ...OWNER, shortContext: broken("colour") }, 5, []);
  expect(view.problem).toContain("ends too early");
  expect(view.nodes[0]).toMatchObject({ key: "k", value: "x", javaType: "java.lang.String" });
  expect(view.raw).toBe(broken("colour"));
});

it("does not show the stored text of a broken stream that may hide a secret", () => {
  expect(contextView({ ...OWNER, shortContext: broken("db.password") }, 5, []).raw).toBe(MASK);
  expect(contextView({ ...OWNER, shortContext: broken("colour") }, 5, ["hunter2"]).raw).toBe(MASK);
});
