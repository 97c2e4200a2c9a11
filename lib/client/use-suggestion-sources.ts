"use client";

import { useQuery } from "@tanstack/react-query";
import type { SuggestionSources } from "@/lib/shared/filter/filter-suggestions";
import { suggestionQueries } from "@/lib/shared/queries/suggestion-queries";
import { useJobNames } from "./use-job-names";

/** What the filter line can offer; asked for once somebody goes to it. */
export function useSuggestionSources(wanted: boolean): SuggestionSources {
  const jobs = useJobNames(wanted);
  const names = useQuery({ ...suggestionQueries.parameterNames(), enabled: wanted });
  return { jobs: jobs.map(({ name }) => name), parameterNames: names.data ?? [] };
}
