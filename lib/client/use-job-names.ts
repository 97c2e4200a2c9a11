"use client";

import { useQuery } from "@tanstack/react-query";
import { overviewQueries } from "@/lib/shared/queries/overview-queries";

interface JobName {
  readonly name: string;
  readonly launchable: boolean;
}

const NO_JOBS: readonly JobName[] = [];

/** Jobs this installation knows or has seen; asked for once when `wanted`. */
export function useJobNames(wanted: boolean): readonly JobName[] {
  const query = useQuery({ ...overviewQueries.current(), enabled: wanted, refetchInterval: false, staleTime: 60_000 });
  return query.data?.jobs.map(({ jobName, launchable }) => ({ name: jobName, launchable })) ?? NO_JOBS;
}
