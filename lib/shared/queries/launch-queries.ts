import { queryOptions } from "@tanstack/react-query";
import { routes } from "../routes";
import type { LaunchPreviewView } from "../views";
import { postJson } from "./http-json";

export const launchQueries = {
  /** What a launch with these values would do. Asked again for every change of a value; nothing is written. */
  preview: (jobName: string, values: Readonly<Record<string, string>>) =>
    queryOptions({
      queryKey: ["launch-preview", jobName, values] as const,
      queryFn: ({ signal }) => postJson<LaunchPreviewView>(routes.api.launchPreview(jobName), { values }, signal),
      // Kept for nobody: after the launch the same values would do something else.
      staleTime: 0,
      gcTime: 0,
      retry: false,
    }),
};
