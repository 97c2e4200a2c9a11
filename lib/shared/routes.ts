import { type ExecutionSort, formatExecutionSort } from "./execution-sort";
import { type ExecutionFilter, formatExecutionFilter, NO_FILTER, type PageRequest } from "./filter/execution-filter";
import { appendParameterColumns } from "./filter/parameter-columns";
import { HOME } from "./home";
import type { Id } from "./views";

/** Every URL of the console; those of the documented API are in api-routes.ts. Names and ids are encoded here and nowhere else. */
export const routes = {
  overview: () => HOME,
  running: () => "/running",
  /** @param to  end of the 24 hours, an instant; now when absent */
  day: (to?: string) => withQuery("/day", new URLSearchParams(to ? { to } : undefined)),
  diagnostics: () => "/diagnostics",
  jobs: {
    list: (query: URLSearchParams = new URLSearchParams()) => withQuery("/jobs", query),
    /** @param tab  one of the views of a job; the first needs no name */
    detail: (jobName: string, tab?: string) =>
      withQuery(
        `/jobs/${encodeURIComponent(jobName)}`,
        new URLSearchParams(tab && tab !== "overview" ? { tab } : undefined),
      ),
    instances: (jobName: string, page?: Partial<PageRequest>) =>
      withQuery(`/jobs/${encodeURIComponent(jobName)}`, pageQuery(new URLSearchParams({ tab: "instances" }), page)),
    /** @param from  execution whose parameters fill the form; @param values  further values, by parameter name */
    launch: (jobName: string, from?: Id, values: Readonly<Record<string, string>> = {}) => {
      const query = new URLSearchParams();
      if (from) query.set("from", from);
      for (const [name, value] of Object.entries(values)) query.append(`param.${name}`, value);
      return withQuery(`/jobs/${encodeURIComponent(jobName)}/launch`, query);
    },
  },
  executions: {
    /** @param columns  parameters shown as columns, by name; @param sort  order of a list that is whole on one page */
    list: (
      filter: Partial<ExecutionFilter> = {},
      page?: Partial<PageRequest>,
      columns: readonly string[] = [],
      sort: ExecutionSort | null = null,
    ) => {
      const query = appendParameterColumns(formatExecutionFilter({ ...NO_FILTER, ...filter }), columns);
      if (sort) query.set("sort", formatExecutionSort(sort));
      return withQuery("/executions", pageQuery(query, page));
    },
    detail: (id: Id) => `/executions/${id}`,
    compare: (a: Id, b?: Id) => withQuery("/executions/compare", new URLSearchParams(b ? { a, b } : { a })),
  },
  /** @param query  a filter as formatActivityFilter gives it; @param before  entries older than this one */
  audit: (query: URLSearchParams = new URLSearchParams(), before?: Id) => {
    if (before) query.set("before", before);
    return withQuery("/audit", query);
  },
  bulk: {
    list: (before?: Id) => withQuery("/bulk", new URLSearchParams(before ? { before } : undefined)),
    detail: (id: Id) => `/bulk/${id}`,
  },
  instances: { detail: (id: Id) => `/instances/${id}` },
  api: {
    health: () => "/api/health",
    overview: () => "/api/overview",
    running: () => "/api/running",
    executions: (filter: Partial<ExecutionFilter> = {}, page?: Partial<PageRequest>) =>
      withQuery("/api/executions", pageQuery(formatExecutionFilter({ ...NO_FILTER, ...filter }), page)),
    execution: (id: Id) => `/api/executions/${id}`,
    partitions: (id: Id, managerId: Id, before: Id | null = null) =>
      withQuery(
        `/api/executions/${id}/partitions/${managerId}`,
        pageQuery(new URLSearchParams(), { before, size: 100 }),
      ),
    stepContext: (id: Id, stepExecutionId: Id) => `/api/executions/${id}/steps/${stepExecutionId}/context`,
    stepHistory: (id: Id, stepExecutionId: Id) => `/api/executions/${id}/steps/${stepExecutionId}/history`,
    launchPreview: (jobName: string) => `/api/jobs/${encodeURIComponent(jobName)}/launch-preview`,
    parameterNames: () => "/api/parameters",
    parameterValues: (name: string) => withQuery("/api/parameters", new URLSearchParams({ name })),
  },
} as const;

export function pageQuery(query: URLSearchParams, page: Partial<PageRequest> = {}): URLSearchParams {
  if (page.before) query.set("before", page.before);
  else if (page.after) query.set("after", page.after);
  if (page.size && page.size !== 50) query.set("size", String(page.size));
  return query;
}

export function withQuery(path: string, query: URLSearchParams): string {
  return query.size > 0 ? `${path}?${query}` : path;
}
