import { queryOptions } from "@tanstack/react-query";
import { apiRoutes } from "../api-routes";
import type { BulkAction, BulkOperationView, BulkPreviewView, Id } from "../views";
import { getJson, postJson } from "./http-json";
import { whileAny } from "./polling";

export interface BulkChoice {
  readonly action: BulkAction;
  /** Rows that were ticked, or the filter that all chosen rows match. */
  readonly selection:
    | { readonly executionIds: readonly Id[] }
    | { readonly filter: string; readonly expectedCount: number };
}

export const bulkQueries = {
  /** Who is eligible, and why the others are not; nothing is written. */
  preview: ({ action, selection }: BulkChoice) =>
    queryOptions({
      queryKey: ["bulk-preview", action, selection] as const,
      queryFn: ({ signal }) =>
        postJson<BulkPreviewView>(`${apiRoutes.bulkOperations()}/preview`, { action, ...selection }, signal),
      staleTime: 0,
      gcTime: 0,
      retry: false,
    }),
  detail: (id: Id) =>
    queryOptions({
      queryKey: ["bulk", id] as const,
      queryFn: ({ signal }) => getJson<BulkOperationView>(`${apiRoutes.bulkOperation(id)}?size=1000`, signal),
      refetchInterval: whileAny<BulkOperationView>((data) => data.state === "running"),
    }),
};

/** Begins a bulk operation; its rows are worked off afterwards. */
export function startBulk(choice: BulkChoice, reason: string): Promise<{ readonly bulkId: Id }> {
  const { action, selection } = choice;
  return postJson(apiRoutes.bulkOperations(), { action, ...selection, reason });
}

export function pauseBulk(id: Id): Promise<{ readonly bulkId: Id }> {
  return postJson(`${apiRoutes.bulkOperation(id)}/pause`, {});
}

/** @param retry  also the rows that were refused or failed */
export function continueBulk(id: Id, retry: boolean): Promise<{ readonly bulkId: Id }> {
  return postJson(`${apiRoutes.bulkOperation(id)}/continue`, { retry });
}
