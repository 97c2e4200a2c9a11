import { queryOptions } from "@tanstack/react-query";
import { routes } from "../routes";
import type { RunningBoardView } from "../views";
import { getJson } from "./http-json";
import { IDLE_MS, LIVE_MS } from "./polling";

export const runningQueries = {
  board: () =>
    queryOptions({
      queryKey: ["running"] as const,
      queryFn: ({ signal }) => getJson<RunningBoardView>(routes.api.running(), signal),
      refetchInterval: ({ state }) => (state.data && state.data.rows.length > 0 ? LIVE_MS : IDLE_MS),
    }),
};
