import "server-only";
import type { Runtime, Step } from "batch-core";
import { parameterFields } from "../engine";
import { openPrisma } from "../prisma";
import type { ReadStatement } from "../prisma/read-adapter";
import { stepKindOf } from "./flow-view";
import type { JobCatalogue, KnownJob, KnownStep } from "./job-catalogue";
import { jobNames } from "./jobs";
import type { ReadContext } from "./read-context";
import { readRecentRuns } from "./recent-runs";
import { remembered } from "./remembered";

const RECENT_AGE_MS = 2_000;
const USUAL_AGE_MS = 30_000;
const JOB_NAMES_AGE_MS = 10_000;

/** Puts the read model together over the database of a runtime. */
export async function openReadContext(
  runtime: Pick<Runtime, "layout" | "jobs">,
  databaseUrl: string,
  options: { readonly onStatement?: (statement: ReadStatement) => void; readonly now?: () => Date } = {},
): Promise<ReadContext> {
  const now = options.now ?? (() => new Date());
  const prisma = await openPrisma(databaseUrl, runtime.layout, options.onStatement);
  const recent = remembered(() => readRecentRuns(prisma, runtime.layout), now);
  const storedJobNames = remembered(() => jobNames({ prisma, layout: runtime.layout }), now);
  return {
    prisma,
    layout: runtime.layout,
    now,
    jobs: catalogueOf(runtime.jobs),
    recent: () => recent.fresh(RECENT_AGE_MS),
    recentAsKnown: () => recent.latest(USUAL_AGE_MS),
    storedJobNames: () => storedJobNames.fresh(JOB_NAMES_AGE_MS),
  };
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
