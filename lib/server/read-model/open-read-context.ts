import "server-only";
import { parameterFields, type Runtime } from "batch-core";
import { openPrisma } from "../prisma";
import type { ReadStatement } from "../prisma/read-adapter";
import type { JobCatalogue, KnownJob } from "./job-catalogue";
import type { ReadContext } from "./read-context";
import { recentRunsReader } from "./recent-runs";

/** Puts the read model together over the database of a runtime. */
export async function openReadContext(
  runtime: Pick<Runtime, "layout" | "jobs">,
  databaseUrl: string,
  options: { readonly onStatement?: (statement: ReadStatement) => void; readonly now?: () => Date } = {},
): Promise<ReadContext> {
  const now = options.now ?? (() => new Date());
  const prisma = await openPrisma(databaseUrl, runtime.layout, options.onStatement);
  return {
    prisma,
    layout: runtime.layout,
    now,
    jobs: catalogueOf(runtime.jobs),
    recent: recentRunsReader(prisma, runtime.layout, now),
  };
}

function catalogueOf(jobs: Runtime["jobs"]): JobCatalogue {
  const known = new Map<string, KnownJob>();
  for (const name of jobs.names()) {
    const job = jobs.get(name);
    if (!job) continue;
    known.set(name, {
      name,
      description: job.description || null,
      stepNames: job.steps.map((step) => step.name),
      secretNames: new Set(parameterFields(job).flatMap((field) => (field.secret ? [field.name] : []))),
    });
  }
  return { names: () => [...known.keys()], get: (name) => known.get(name) };
}
