import { isRunning, isUnsuccessful } from "batch-core/model";
import type { JobRow } from "./views";

/** Which jobs the catalogue shows and in which order: `?q=import&show=failed&sort=-success`. Unknown parts are dropped. */
export interface JobListView {
  /** Words that name and description hold, all of them. */
  readonly text: string;
  readonly show: JobShow;
  readonly sort: JobSort;
  readonly descending: boolean;
}

export const JOB_SHOWS = ["all", "failed", "late", "running", "here", "never"] as const;
export type JobShow = (typeof JOB_SHOWS)[number];

/** `given` is the order of the server: those installed here, then the latest first. */
const JOB_SORTS = ["given", "name", "started", "executions", "success", "median", "p95"] as const;
export type JobSort = (typeof JOB_SORTS)[number];

export function parseJobListView(query: URLSearchParams): JobListView {
  const sort = query.get("sort") ?? "";
  return {
    text: (query.get("q") ?? "").slice(0, 100),
    show: JOB_SHOWS.find((each) => each === query.get("show")) ?? "all",
    sort: JOB_SORTS.find((each) => each === sort.replace(/^-/, "")) ?? "given",
    descending: sort.startsWith("-"),
  };
}

export function formatJobListView({ text, show, sort, descending }: JobListView): URLSearchParams {
  const query = new URLSearchParams();
  if (text) query.set("q", text);
  if (show !== "all") query.set("show", show);
  if (sort !== "given") query.set("sort", descending ? `-${sort}` : sort);
  return query;
}

export function viewJobs(jobs: readonly JobRow[], view: JobListView): readonly JobRow[] {
  const words = view.text.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = jobs.filter(
    (job) =>
      isShown(job, view.show) &&
      words.every((word) => `${job.name} ${job.description ?? ""}`.toLowerCase().includes(word)),
  );
  if (view.sort === "given") return shown;
  const { sort } = view;
  return shown.toSorted((a, b) => compareBy(sortValue(a, sort), sortValue(b, sort), view.descending));
}

export function isShown(job: JobRow, show: JobShow): boolean {
  switch (show) {
    case "all":
      return true;
    case "failed":
      return job.last !== null && (isUnsuccessful(job.last.status) || job.last.status === "STOPPED");
    case "late":
      return job.overdueSince !== null;
    case "running":
      return job.runningNow > 0 || (job.last !== null && isRunning(job.last.status));
    case "here":
      return job.launchable;
    case "never":
      return job.last === null;
    default:
      return show satisfies never;
  }
}

function sortValue({ name, last, stats }: JobRow, sort: Exclude<JobSort, "given">): string | number | null {
  switch (sort) {
    case "name":
      return name.toLowerCase();
    case "started":
      return last?.started ?? null;
    case "executions":
      return stats.executions.value;
    case "success":
      return stats.successRate;
    case "median":
      return stats.medianMs;
    case "p95":
      return stats.p95Ms;
    default:
      return sort satisfies never;
  }
}

/** What has no value comes last, whichever way. */
function compareBy(a: string | number | null, b: string | number | null, descending: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const order = a < b ? -1 : a > b ? 1 : 0;
  return descending ? -order : order;
}
