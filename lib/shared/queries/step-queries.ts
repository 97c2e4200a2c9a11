import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { routes } from "../routes";
import type { ContextView, Id, PartitionsView, StepHistoryView } from "../views";
import { executionQueries } from "./execution-queries";
import { getJson } from "./http-json";
import { LIVE_MS } from "./polling";

/** What is asked about one step of an execution when somebody opens it. */
export const stepQueries = {
  partitions: (id: Id, managerId: Id) =>
    infiniteQueryOptions({
      queryKey: [...executionQueries.all(), "detail", id, "partitions", managerId] as const,
      queryFn: ({ signal, pageParam }) =>
        getJson<PartitionsView>(routes.api.partitions(id, managerId, pageParam), signal),
      initialPageParam: null as string | null, // the first page has no cursor
      getNextPageParam: (last) => last.workers.older,
      // With several pages open somebody is reading; then nothing moves under their eyes.
      refetchInterval: ({ state }) =>
        state.data?.pages.length === 1 && (state.data.pages[0]?.summary.running ?? 0) > 0 ? LIVE_MS : false,
    }),
  history: (id: Id, stepExecutionId: Id) =>
    queryOptions({
      queryKey: [...executionQueries.all(), "detail", id, "history", stepExecutionId] as const,
      queryFn: ({ signal }) => getJson<StepHistoryView>(routes.api.stepHistory(id, stepExecutionId), signal),
      staleTime: 60_000,
    }),
  context: (id: Id, stepExecutionId: Id) =>
    queryOptions({
      queryKey: [...executionQueries.all(), "detail", id, "context", stepExecutionId] as const,
      queryFn: ({ signal }) => getJson<ContextView>(routes.api.stepContext(id, stepExecutionId), signal),
    }),
};
