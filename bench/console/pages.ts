import type { ConsoleServer } from "./server.ts";

/** What is asked for again and again. Each time a little different, so that no answer is one that was kept. */
export interface MeasuredPage {
  readonly name: string;
  readonly path: (turn: number) => string;
  /** Longest 95th percentile, with where it is said. */
  readonly budget?: { readonly ms: number; readonly source: "DESIGN §6" | "CONSOLE §5.5" };
  /** It is a list, so DESIGN §6 also bounds its growth and CONSOLE §5.5 its statements. */
  readonly isList?: true;
}

interface Found {
  readonly items: readonly { readonly id: string; readonly jobName: string; readonly status: string }[];
}

/** A list's page 500 begins behind so many rows. */
const PAGE_500 = 499 * 50;

/** Every page of the console and the list behind it, over a history that `npm run seed` wrote. */
export async function measuredPages(server: ConsoleServer, executions: number): Promise<MeasuredPage[]> {
  const newest = await server.json<Found>("/api/v1/executions?size=100");
  const newestId = Number(newest.items[0]?.id ?? 0);
  if (newestId < executions) throw new Error(`The database has only ${newestId} executions of ${executions}.`);
  const [steps, partitions] = await Promise.all(
    ["many500StepsJob", "many5000PartitionsJob"].map((job) => idOfJob(server, job)),
  );
  const usual = newest.items.find(({ status, jobName }) => status === "COMPLETED" && !jobName.startsWith("many"));
  const jobs = [...new Set(newest.items.map(({ jobName }) => jobName))].filter((name) => !name.startsWith("many"));
  const jobAt = (turn: number) => encodeURIComponent(jobs[turn % jobs.length] ?? "");
  const deep = (turn: number) => Math.max(newestId - PAGE_500 - turn * 50, Math.floor(newestId / 2) - turn);
  const first = (turn: number) => newestId + 1 + turn;
  const list = { ms: 50, source: "DESIGN §6" } as const;
  const filtered = { ms: 300, source: "CONSOLE §5.5" } as const;
  const byParameter = { ms: 1_000, source: "CONSOLE §5.5" } as const;
  return [
    { name: "list API, first page", path: (n) => `/api/executions?before=${first(n)}`, budget: list, isList: true },
    { name: "list API, page 500", path: (n) => `/api/executions?before=${deep(n)}`, budget: list, isList: true },
    { name: "list", path: () => "/executions", budget: list, isList: true },
    { name: "list, page 500", path: (n) => `/executions?before=${deep(n)}`, budget: list, isList: true },
    { name: "list, status=FAILED", path: (n) => `/executions?status=FAILED&before=${deep(n)}`, budget: filtered },
    {
      name: "list, status=ABANDONED (rare)",
      path: (n) => `/executions?status=ABANDONED&before=${first(n)}`,
      budget: filtered,
    },
    { name: "list, job", path: (n) => `/executions?job=${jobAt(n)}&before=${first(n)}`, budget: filtered },
    { name: "list, -job and 7 days", path: (n) => `/executions?-job=${jobAt(n)}&started=7d`, budget: filtered },
    { name: "list, parameter", path: (n) => `/executions?param.region=KR&before=${deep(n)}`, budget: byParameter },
    { name: "list, parameter, one match", path: (n) => `/executions?param.run.id=${1000 + n}`, budget: byParameter },
    { name: "list, parameter, no match", path: (n) => `/executions?param.region=none${n}`, budget: byParameter },
    { name: "list, text", path: (n) => `/executions?q=deadlock&before=${deep(n)}`, budget: byParameter },
    { name: "list, text, no match", path: (n) => `/executions?q=nowhere${n}`, budget: byParameter },
    { name: "list, duration and skips", path: (n) => `/executions?duration=>${n + 1}h&skips=>0`, budget: byParameter },
    { name: "overview", path: () => "/", budget: { ms: 500, source: "CONSOLE §5.5" } },
    { name: "running", path: () => "/running" },
    { name: "jobs", path: () => "/jobs" },
    { name: "job", path: (n) => `/jobs/${jobAt(n)}` },
    { name: "job, instances", path: (n) => `/jobs/${jobAt(n)}?tab=instances` },
    { name: "job, grid", path: (n) => `/jobs/${jobAt(n)}?tab=grid` },
    { name: "day, today", path: () => "/day" },
    { name: "day, a year ago", path: (n) => `/day?to=${new Date(Date.now() - (365 + n) * 86_400_000).toISOString()}` },
    { name: "execution, usual", path: () => `/executions/${usual?.id}` },
    { name: "execution, any", path: (n) => `/executions/${Math.max(1, Math.floor((newestId * (n + 1)) / 64))}` },
    {
      name: "execution, 500 steps",
      path: () => `/executions/${steps}`,
      budget: { ms: 200, source: "CONSOLE §5.5" },
    },
    {
      name: "execution, 5 000 partitions",
      path: () => `/executions/${partitions}`,
      budget: { ms: 300, source: "DESIGN §6" },
    },
    { name: "instance", path: (n) => `/instances/${Math.max(1, Math.floor((newestId * (n + 1)) / 80))}` },
    { name: "compare", path: () => `/executions/compare?a=${usual?.id}&b=${newestId - 1_000}` },
    { name: "launch form", path: () => "/jobs/zipCodeImportJob/launch" },
    { name: "audit", path: () => "/audit" },
    { name: "bulk operations", path: () => "/bulk" },
    { name: "diagnostics", path: () => "/diagnostics" },
  ];
}

async function idOfJob(server: ConsoleServer, job: string): Promise<string> {
  const [found] = (await server.json<Found>(`/api/v1/executions?job=${job}`)).items;
  if (!found) throw new Error(`The database has no execution of ${job}. Seed it with --steps 500 --partitions 5000.`);
  return found.id;
}
