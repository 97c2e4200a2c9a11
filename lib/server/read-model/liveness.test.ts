import { expect, it } from "vitest";
import { type LifeSigns, lastSignOf, livenessOf } from "./liveness";

const now = new Date("2026-11-21T03:00:00Z");
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

const SIGNS: LifeSigns = {
  status: "STARTED",
  leaseState: null,
  leaseExpires: null,
  created: ago(60),
  started: ago(60),
  updated: ago(60),
  totals: { lastUpdated: ago(1), currentStarted: ago(60), currentCommits: 600 },
  slowMs: null,
};

it.each<[string, Partial<LifeSigns>, ReturnType<typeof livenessOf>]>([
  ["has ended", { status: "FAILED" }, null],
  ["committed a minute ago", {}, "running"],
  ["was asked to stop a moment ago", { status: "STOPPING", updated: ago(0.2) }, "stopping"],
  ["did not stop for three of its gaps", { status: "STOPPING", updated: ago(1) }, "suspect"],
  [
    "has not stopped within three gaps, which are long",
    { status: "STOPPING", updated: ago(20), totals: { ...SIGNS.totals, lastUpdated: ago(20), currentCommits: 4 } },
    "stopping",
  ],
  [
    "does not stop, but keeps its lease",
    { status: "STOPPING", updated: ago(1), leaseState: "RUNNING", leaseExpires: ago(-0.2) },
    "stopping",
  ],
  [
    "was silent for long when somebody asked it to stop",
    { status: "STOPPING", updated: ago(0), totals: { ...SIGNS.totals, lastUpdated: ago(20) } },
    "suspect",
  ],
  ["was silent for longer than ten of its gaps", { totals: { ...SIGNS.totals, lastUpdated: ago(20) } }, "suspect"],
  [
    "has slow chunks and was silent for two of them",
    { totals: { lastUpdated: ago(20), currentStarted: ago(60), currentCommits: 4 } },
    "running",
  ],
  [
    "runs a long tasklet, as it always does",
    { totals: { lastUpdated: ago(60), currentStarted: ago(60), currentCommits: 0 }, slowMs: 90 * 60_000 },
    "running",
  ],
  ["keeps its lease", { leaseState: "RUNNING", leaseExpires: ago(-0.2) }, "running"],
  ["let its lease run out", { leaseState: "RUNNING", leaseExpires: ago(1) }, "lost"],
  [
    "waits for a free slot since long",
    { leaseState: "READY", status: "STARTING", totals: { ...SIGNS.totals, lastUpdated: ago(30) } },
    "running",
  ],
  ["says it runs but its host is done with it", { leaseState: "DONE" }, "lost"],
])("an execution that %s", (_what, signs, expected) => {
  expect(livenessOf({ ...SIGNS, ...signs }, now)).toBe(expected);
});

it("says that it last moved when its step last committed, not when its row was last touched", () => {
  expect(lastSignOf(SIGNS)).toEqual(ago(1));
  expect(lastSignOf({ ...SIGNS, status: "STOPPING", updated: ago(0) })).toEqual(ago(1));
});
