import { type Query, queryOptions } from "@tanstack/react-query";
import { isRunning } from "batch-core/model";
import type { ExecutionFilter, PageRequest } from "../filter/execution-filter";
import { formatExecutionFilter } from "../filter/execution-filter";
import { routes } from "../routes";
import type { ExecutionPage, ExecutionView, Id, OverviewView } from "../views";
import { getJson } from "./http-json";

/** While something runs. The server asks the database once per interval, however many browsers ask the server. */
export const LIVE_MS = 2_000;
/** On screens whose business it is to notice that something begins. */
export const IDLE_MS = 10_000;

/** Key, fetcher and polling of every screen that moves. A hidden tab does not poll (app/providers.tsx). */
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

export const overviewQueries = {
  current: () =>
    queryOptions({
      queryKey: ["overview"] as const,
      queryFn: ({ signal }) => getJson<OverviewView>(routes.api.overview(), signal),
      refetchInterval: ({ state }) => (state.data && state.data.live.length > 0 ? LIVE_MS * 2 : IDLE_MS),
    }),
};

export const suggestionQueries = {
  /** Names of parameters in use, for the filter line. */
  parameterNames: () =>
    queryOptions({
      queryKey: ["parameter-names"] as const,
      queryFn: ({ signal }) => getJson<readonly string[]>(routes.api.parameterNames(), signal),
      staleTime: 60_000,
    }),
};

/** Polls while `isLive` says so. */
export function whileAny<T>(isLive: (data: T) => boolean) {
  return ({ state }: Pick<Query<T>, "state">): number | false => (state.data && isLive(state.data) ? LIVE_MS : false);
}
