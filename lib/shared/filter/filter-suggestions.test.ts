import { describe, expect, it } from "vitest";
import { type SuggestionSources, suggest } from "./filter-suggestions";

const sources: SuggestionSources = {
  jobs: ["orderImportJob", "importJob", "보고서 Job"],
  parameterNames: ["region", "run.id"],
  parameterValues: new Map([["region", ["KR", "JP", "New York"]]]),
  exitCodes: ["COMPLETED_WITH_SKIPS"],
};

describe("suggestions of the filter line", () => {
  it.each([
    ["stat", ["status:"]],
    ["sta", ["status:", "started:", "status:starting", "status:started"]],
    ["job:imp", ["job:importJob", "job:orderImportJob"]],
    ["-job:order", ["-job:orderImportJob"]],
    ["job:보", ['job:"보고서 Job"']],
    ["status:sto", ["status:stopping", "status:stopped"]],
    ["param.r", ["param.region:", "param.run.id:"]],
    ["param.region:", ["param.region:KR", "param.region:JP", 'param.region:"New York"']],
    ["param.region:k", ["param.region:k", "param.region:KR", 'param.region:"New York"']],
    ["param.region:kr", ["param.region:KR"]],
    ["region:j", ["param.region:j", "param.region:JP"]],
    ["exit:comp", ["exit:COMPLETED_WITH_SKIPS", "exit:COMPLETED"]],
    ["#482", ["#482"]],
    ["timeout", ["timeout"]],
    ["started:2", ["started:24h"]],
    ["skips:", ["skips:>0", "skips:=0"]],
    ["rollb", ["rollbacks:"]],
  ])("for %s are %j", (word, expected) => {
    expect(suggest(word, sources).map(({ insert }) => insert)).toEqual(expected);
  });
});
