import { queryOptions } from "@tanstack/react-query";
import { routes } from "../routes";
import type { OverviewView } from "../views";
import { getJson } from "./http-json";
import { IDLE_MS, LIVE_MS } from "./polling";

export const overviewQueries = {
  current: () =>
    queryOptions({
      queryKey: ["overview"] as const,
      queryFn: ({ signal }) => getJson<OverviewView>(routes.api.overview(), signal),
      refetchInterval: ({ state }) => (state.data && state.data.live.length > 0 ? LIVE_MS * 2 : IDLE_MS),
    }),
};
