import { describe, expect, it } from "vitest";
import { NO_FILTER } from "./execution-filter";
import { filterChips } from "./filter-chips";
import { applyFilterLine } from "./filter-line";

describe("the filter line", () => {
  it.each([
    ["job:a job:b", { job: ["a", "b"] }],
    ["-job:ping", { notJob: ["ping"] }],
    ["status:failed status:comp", { status: ["FAILED", "COMPLETED"] }],
    ["#48212", { id: "48212" }],
    ["48212", { id: "48212" }],
    ["instance:9120", { instance: "9120" }],
    ["param.region:KR", { parameters: [{ name: "region", value: "KR" }] }],
    ['param.file.name:"a b.csv"', { parameters: [{ name: "file.name", value: "a b.csv" }] }],
    ["started:24h duration:>5m skips:>0", { started: "24h", duration: ">5m", skips: ">0" }],
    ["rollbacks:>3", { rollbacks: ">3" }],
    ["exit:COMPLETED*", { exit: ["COMPLETED*"] }],
    ["Error: no such file", { text: "Error: no such file" }],
    ["timeout job:a while reading", { job: ["a"], text: "timeout while reading" }],
  ])("reads %s", (line, expected) => {
    expect(applyFilterLine(NO_FILTER, line)).toEqual({ filter: { ...NO_FILTER, ...expected }, rest: [] });
  });

  it.each([
    ["duration:soon", { wrong: "duration", key: "duration", value: "soon" }],
    ["started:yesterday", { wrong: "started", key: "started", value: "yesterday" }],
    ["status:sto", { wrong: "status", key: "status", value: "sto" }],
    ["skips:many", { wrong: "skips", key: "skips", value: "many" }],
    ["rollbacks:many", { wrong: "rollbacks", key: "rollbacks", value: "many" }],
    ["instance:x", { wrong: "instance", key: "instance", value: "x" }],
    ["job:", { wrong: "job", key: "job", value: "" }],
    ["param.region:", { wrong: "param", key: "region", value: "" }],
    ["param:region", { wrong: "paramName", key: "param", value: "region" }],
    ["param.db.password:hunter2", { wrong: "secret", key: "db.password", value: "hunter2" }],
    ["staus:failed", { wrong: "key", key: "staus", value: "failed", meant: "status" }],
    ["jobs:a", { wrong: "key", key: "jobs", value: "a", meant: "job" }],
  ])("hands %s back and says what is wrong with it", (line, part) => {
    expect(applyFilterLine(NO_FILTER, line)).toEqual({ filter: NO_FILTER, rest: [{ text: line, ...part }] });
  });

  it.each(["ORA-00001:x", "line:147", "Caused:by", "http://host:80/x"])("takes %s for words of a message", (line) => {
    expect(applyFilterLine(NO_FILTER, line)).toEqual({ filter: { ...NO_FILTER, text: line }, rest: [] });
  });

  it("finds a secret by its being there", () => {
    const { filter } = applyFilterLine(NO_FILTER, "param.db.password:*");
    expect(filter.parameters).toEqual([{ name: "db.password", value: "*" }]);
  });

  it("adds to what is there and repeats nothing", () => {
    const filter = { ...NO_FILTER, job: ["a"], started: "24h" };
    expect(applyFilterLine(filter, "job:a job:b started:7d").filter).toEqual({
      ...NO_FILTER,
      job: ["a", "b"],
      started: "7d",
    });
  });

  it("takes one condition away per chip", () => {
    const { filter } = applyFilterLine(NO_FILTER, "job:a job:b -job:c param.x:1 param.y:2 started:24h words");
    const chips = filterChips(filter);
    expect(chips.map(({ key, name, value }) => `${key}${name ?? ""}=${value}`)).toEqual([
      "job=a",
      "job=b",
      "-job=c",
      "param.x=1",
      "param.y=2",
      "started=24h",
      "text=words",
    ]);
    expect(chips[0]?.without).toEqual({ ...filter, job: ["b"] });
    expect(chips[3]?.without.parameters).toEqual([{ name: "y", value: "2" }]);
  });
});

it("takes a parameter in use by its bare name, and no key of its own for one", () => {
  const { filter } = applyFilterLine(NO_FILTER, "region:KR status:failed run.id:7 elsewhere:x", [
    "region",
    "status",
    "run.id",
  ]);
  expect(filter).toMatchObject({
    parameters: [
      { name: "region", value: "KR" },
      { name: "run.id", value: "7" },
    ],
    status: ["FAILED"],
    text: "elsewhere:x",
  });
});
