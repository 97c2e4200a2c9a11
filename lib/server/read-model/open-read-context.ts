import "server-only";
import type { Runtime, Step } from "batch-core";
import { parameterFields } from "../engine";
import { openPrisma } from "../prisma/prisma";
import type { ReadStatement } from "../prisma/read-adapter";
import { sharedReads } from "../shared-reads";
import { hasIndexFor } from "./diagnostics/diagnostics-indexes";
import type { JobCatalogue, KnownJob, KnownStep } from "./job-catalogue";
import { stepKindOf } from "./jobs/flow-view";
import { readIdClock } from "./memory/id-clock";
import { readRareRuns, readRecentRuns, withRareRuns } from "./memory/recent-runs";
import { remembered } from "./memory/remembered";
import { runningExecutions } from "./memory/running-executions";
import { type SearchPace, searchPace } from "./memory/search-pace";
import { zoneWatch } from "./memory/zone-watch";
import type { ReadContext } from "./read-context";
import { readStoredJobs } from "./rows/stored-jobs";
import { runningBoard } from "./running";

const RECENT_AGE_MS = 2_000;
const USUAL_AGE_MS = 30_000;
/** A little less than browsers poll, so that each poll brings news and all of them together cost one reading. */
const LIVE_AGE_MS = 1_800;
const RUNNING_AGE_MS = 1_000;
const SLOW_AGE_MS = 30_000;
/** What runs once a night is no other five minutes later. */
const RARE_AGE_MS = 300_000;
const INDEX_AGE_MS = 60_000;

/** Puts the read model together over the database of a runtime. */
export async function openReadContext(
  runtime: Pick<Runtime, "layout" | "rights" | "jobs">,
  databaseUrl: string,
  options: {
    readonly onStatement?: (statement: ReadStatement) => void;
    readonly now?: () => Date;
    readonly searchPace?: SearchPace;
  } = {},
): Promise<ReadContext> {
  const { layout } = runtime;
  const now = options.now ?? (() => new Date());
  const prisma = await openPrisma(databaseUrl, layout, options.onStatement);
  const latest = remembered(() => readRecentRuns(prisma, layout), now);
  const storedJobs = remembered(async () => readStoredJobs(prisma, layout, await latest.latest(USUAL_AGE_MS)), now);
  const rare = remembered(async () => {
    const [recentRuns, stored] = await Promise.all([latest.latest(USUAL_AGE_MS), storedJobs.latest(SLOW_AGE_MS)]);
    return readRareRuns(prisma, layout, recentRuns, stored);
  }, now);
  const recent = remembered(async () => {
    const [recentRuns, rareRuns] = await Promise.all([latest.fresh(0), rare.latest(RARE_AGE_MS)]);
    return withRareRuns(recentRuns, rareRuns);
  }, now);
  const running = remembered(runningExecutions(prisma, now), now);
  const idClock = remembered(() => readIdClock(prisma, layout), now);
  const parameterIndex = remembered(async () => hasIndexFor({ prisma, layout }, "parameter-search"), now);
  const live = remembered(() => board.read(), now);
  const context: ReadContext = {
    prisma,
    layout,
    rights: runtime.rights,
    now,
    jobs: catalogueOf(runtime.jobs),
    recent: () => recent.fresh(RECENT_AGE_MS),
    recentAsKnown: () => recent.latest(USUAL_AGE_MS),
    storedJobs: () => storedJobs.latest(SLOW_AGE_MS),
    live: () => live.fresh(LIVE_AGE_MS),
    running: () => running.fresh(RUNNING_AGE_MS),
    idClock: () => idClock.latest(SLOW_AGE_MS),
    hasParameterIndex: () => parameterIndex.latest(INDEX_AGE_MS),
    zone: zoneWatch(),
    counts: sharedReads(() => now().getTime()),
    searchPace: options.searchPace ?? searchPace(),
  };
  const board = runningBoard(context);
  return context;
}

function catalogueOf(jobs: Runtime["jobs"]): JobCatalogue {
  const known = new Map<string, KnownJob>();
  for (const name of jobs.names()) {
    const job = jobs.get(name);
    if (!job) continue;
    const fields = parameterFields(job);
    known.set(name, {
      name,
      description: job.description || null,
      steps: job.steps.map(knownStep),
      flow: job.flow,
      restartable: job.restartable,
      hasIncrementer: job.incrementer !== null,
      fields,
      secretNames: new Set(fields.flatMap((field) => (field.secret ? [field.name] : []))),
    });
  }
  return { names: () => [...known.keys()], get: (name) => known.get(name) };
}

function knownStep(step: Step): KnownStep {
  return {
    name: step.name,
    kind: stepKindOf(step),
    chunkSize: step.kind === "chunk" && typeof step.chunkSize === "number" ? step.chunkSize : null,
    workerOf: "workerOf" in step ? step.workerOf : null,
  };
}
