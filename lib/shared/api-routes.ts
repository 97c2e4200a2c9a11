import { type ExecutionFilter, formatExecutionFilter, NO_FILTER, type PageRequest } from "./filter/execution-filter";
import { pageQuery, withQuery } from "./routes";
import type { Id } from "./views";

/** Root of the documented API. */
export const API_ROOT = "/api/v1";

export type ExportFormat = "csv" | "json" | "ndjson";

/** What programs use; what the console itself polls is in routes.ts. */
export const apiRoutes = {
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
} as const;
