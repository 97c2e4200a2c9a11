import { describe, expect, it } from "vitest";
import { formatJobListView, parseJobListView, viewJobs } from "./job-list-view";
import type { ExecutionRow, JobRow } from "./views";

function job(name: string, status: ExecutionRow["status"] | null, medianMs: number | null, launchable = false): JobRow {
  // Only what the list looks at.
  const last = status && ({ status, started: `2026-11-2${name.length % 10}T00:00:00.000Z` } as ExecutionRow);
  const stats = { medianMs, executions: { value: name.length, capped: false } } as JobRow["stats"];
  const overdueSince = medianMs === 100 ? "2026-11-20T01:00:00.000Z" : null;
  return { name, description: `does ${name}`, launchable, stats, runningNow: 0, last, overdueSince, strip: [] };
}

const JOBS = [
  job("importJob", "COMPLETED", 500, true),
  job("exportJob", "FAILED", 100),
  job("보고서", "STARTED", 900),
  job("neverJob", null, null, true),
];

const names = (query: string) => viewJobs(JOBS, parseJobListView(new URLSearchParams(query))).map(({ name }) => name);

describe("the catalogue of jobs", () => {
  it.each([
    ["", ["importJob", "exportJob", "보고서", "neverJob"]],
    ["q=JOB port", ["importJob", "exportJob"]],
    ["q=보고", ["보고서"]],
    ["show=failed", ["exportJob"]],
    ["show=late", ["exportJob"]],
    ["show=running", ["보고서"]],
    ["show=here", ["importJob", "neverJob"]],
    ["show=never", ["neverJob"]],
    ["sort=median", ["exportJob", "importJob", "보고서", "neverJob"]],
    ["sort=-median", ["보고서", "importJob", "exportJob", "neverJob"]],
    ["sort=name&show=here", ["importJob", "neverJob"]],
    ["sort=nonsense&show=nonsense", ["importJob", "exportJob", "보고서", "neverJob"]],
  ])("shows for ?%s %j", (query, expected) => {
    expect(names(query)).toEqual(expected);
  });

  it("is the same after a trip through an address", () => {
    const view = { text: "a b&c", show: "failed", sort: "success", descending: true } as const;
    expect(parseJobListView(formatJobListView(view))).toEqual(view);
  });
});
