import { type ExecutionSort, formatExecutionSort } from "./execution-sort";
import { type ActivityFilter, formatActivityFilter, NO_ACTIVITY_FILTER } from "./filter/activity-filter";
import { type ExecutionFilter, formatExecutionFilter, NO_FILTER, type PageRequest } from "./filter/execution-filter";
import { appendParameterColumns } from "./filter/parameter-columns";
import { HOME } from "./home";
import type { Id } from "./views";

/** Root of the documented API. */
export const API_ROOT = "/api/v1";

export type ExportFormat = "csv" | "json" | "ndjson";

/** Every URL of the console. Names and ids are encoded here and nowhere else. */
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
  /** @param before  entries older than this one */
  audit: (filter: ActivityFilter = NO_ACTIVITY_FILTER, before?: Id) => {
    const query = formatActivityFilter(filter);
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
    /** What programs use; what the console itself polls is above. */
    v1: {
      document: () => `${API_ROOT}/openapi.json`,
      executions: (filter: Partial<ExecutionFilter> = {}, page?: Partial<PageRequest>) =>
        withQuery(`${API_ROOT}/executions`, pageQuery(formatExecutionFilter({ ...NO_FILTER, ...filter }), page)),
      /** @param columns  of CSV, in order; `*` is all usual ones, `param.` + name the parameter of that name */
      export: (filter: Partial<ExecutionFilter>, format: ExportFormat, columns: readonly string[] = []) => {
        const query = formatExecutionFilter({ ...NO_FILTER, ...filter });
        if (columns.length > 0) query.set("columns", columns.join(","));
        return withQuery(`${API_ROOT}/executions.${format}`, query);
      },
      execution: (id: Id) => `${API_ROOT}/executions/${id}`,
      operate: (id: Id, action: "stop" | "restart" | "abandon" | "recover") => `${API_ROOT}/executions/${id}/${action}`,
      launch: (jobName: string) => `${API_ROOT}/jobs/${encodeURIComponent(jobName)}/launch`,
      bulkOperations: () => `${API_ROOT}/bulk-operations`,
      bulkOperation: (id: Id) => `${API_ROOT}/bulk-operations/${id}`,
    },
  },
} as const;

function pageQuery(query: URLSearchParams, page: Partial<PageRequest> = {}): URLSearchParams {
  if (page.before) query.set("before", page.before);
  else if (page.after) query.set("after", page.after);
  if (page.size && page.size !== 50) query.set("size", String(page.size));
  return query;
}

function withQuery(path: string, query: URLSearchParams): string {
  return query.size > 0 ? `${path}?${query}` : path;
}
