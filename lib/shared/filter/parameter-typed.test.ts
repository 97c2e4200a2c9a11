import { expect, it } from "vitest";
import { parameterTyped } from "./parameter-typed";

it.each([
  ["status:failed param.region:", "region"],
  ["param.region:K", "region"],
  ["region:K", "region"],
  ['param.file:"a b', "file"],
  ["param.region:KR ", null],
  ["job:region", null],
  ["param.", null],
])("knows whose value is being typed: %s", (text, name) => {
  expect(parameterTyped(text, ["region"])).toBe(name);
});
