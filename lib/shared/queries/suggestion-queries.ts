import { queryOptions } from "@tanstack/react-query";
import { routes } from "../routes";
import { getJson } from "./http-json";

export const suggestionQueries = {
  /** Names of parameters in use, for the filter line. */
  parameterNames: () =>
    queryOptions({
      queryKey: ["parameter-names"] as const,
      queryFn: ({ signal }) => getJson<readonly string[]>(routes.api.parameterNames(), signal),
      staleTime: 60_000,
    }),
  /** Values that a parameter had lately, the newest first. */
  parameterValues: (name: string) =>
    queryOptions({
      queryKey: ["parameter-values", name] as const,
      queryFn: ({ signal }) => getJson<readonly string[]>(routes.api.parameterValues(name), signal),
      staleTime: 5_000,
    }),
};
