"use client";

import { useQuery } from "@tanstack/react-query";
import type { SuggestionSources } from "@/lib/shared/filter/filter-suggestions";
import { parameterTyped } from "@/lib/shared/filter/parameter-typed";
import { suggestionQueries } from "@/lib/shared/queries/suggestion-queries";
import { useJobNames } from "./use-job-names";

/**
 * What the filter line can offer; asked for once somebody goes to it.
 * @param text  what stands in the line: the values of the parameter that is being typed are asked for
 */
export function useSuggestionSources(wanted: boolean, text: string): SuggestionSources {
  const jobs = useJobNames(wanted);
  const names = useQuery({ ...suggestionQueries.parameterNames(), enabled: wanted });
  const parameterNames = names.data ?? [];
  const typed = parameterTyped(text, parameterNames);
  const values = useQuery({ ...suggestionQueries.parameterValues(typed ?? ""), enabled: wanted && typed !== null });
  return {
    jobs: jobs.map(({ name }) => name),
    parameterNames,
    parameterValues: new Map(typed !== null && values.data ? [[typed, values.data]] : []),
  };
}
