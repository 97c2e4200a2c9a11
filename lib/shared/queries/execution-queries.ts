import { queryOptions } from "@tanstack/react-query";
import { isRunning } from "batch-core/model";
import { type ExecutionFilter, formatExecutionFilter, type PageRequest } from "../filter/execution-filter";
import { routes } from "../routes";
import type { ExecutionPage, ExecutionView, Id } from "../views";
import { getJson } from "./http-json";
import { whileAny } from "./polling";

/** Key, fetcher and polling of the list and of one execution. */
export const executionQueries = {
  all: () => ["executions"] as const,
  list: (filter: ExecutionFilter, page: PageRequest) =>
    queryOptions({
      queryKey: [...executionQueries.all(), "list", formatExecutionFilter(filter).toString(), page] as const,
      queryFn: ({ signal }) => getJson<ExecutionPage>(routes.api.executions(filter, page), signal),
      refetchInterval: whileAny<ExecutionPage>((data) => data.items.some((row) => isRunning(row.status))),
    }),
  detail: (id: Id) =>
    queryOptions({
      queryKey: [...executionQueries.all(), "detail", id] as const,
      queryFn: ({ signal }) => getJson<ExecutionView>(routes.api.execution(id), signal),
      refetchInterval: whileAny<ExecutionView>((data) => isRunning(data.row.status)),
    }),
};
