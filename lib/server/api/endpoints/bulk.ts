import "server-only";
import { z } from "zod";
import { apiRoutes } from "@/lib/shared/api-routes";
import { isFiltered } from "@/lib/shared/filter/execution-filter";
import { type Failure, ok, type Result } from "@/lib/shared/result";
import { listBulkOperations, readBulkOperation } from "../../read-model/bulk-operations";
import { type BulkSelection, continueBulk, pauseBulk, previewBulk, startBulk } from "../../use-cases/bulk-operation";
import { type ApiScope, answer, endpoint, refuse } from "../endpoint";
import { readQuery } from "../read-query";
import { bulkContinueRequest, bulkPreviewRequest, bulkRequest, nextInstanceRequest, olderQuery } from "../requests";
import { bulkItemState, bulkOperation, bulkOperations, bulkPreview } from "../schemas/bulk";
import { component } from "../schemas/component";
import { id } from "../schemas/values";

const bulkPath = z.strictObject({ bulkId: id });
const ABSENT = "NO_SUCH_BULK_OPERATION";

const bulkReference = component("BulkReference", "The bulk operation to look at now.", z.strictObject({ bulkId: id }));

export const bulkEndpoints = [
  endpoint({
    method: "GET",
    path: "/bulk-operations",
    operationId: "listBulkOperations",
    tag: "Bulk operations",
    summary: "Bulk operations, newest first",
    query: olderQuery,
    reply: bulkOperations,
    handle: async ({ scope, query }) => {
      return answer(await listBulkOperations(scope.desk.read, { ...query, before: query.before ?? null }));
    },
  }),
  endpoint({
    method: "POST",
    path: "/bulk-operations/preview",
    operationId: "previewBulkOperation",
    tag: "Bulk operations",
    summary: "Who is eligible, and why the others are not; writes nothing",
    body: bulkPreviewRequest,
    reply: bulkPreview,
    refusals: ["BULK_TOO_MANY", "BULK_NOTHING_CHOSEN", "BULK_OTHER_COUNT"],
    handle: async ({ scope, body }) => {
      const selection = selectionOf(scope, body);
      if (!selection.ok) return selection;
      const preview = await previewBulk(scope, { action: body.action, selection: selection.value });
      return preview.ok ? answer(preview.value) : preview;
    },
  }),
  endpoint({
    method: "POST",
    path: "/bulk-operations",
    operationId: "startBulkOperation",
    tag: "Bulk operations",
    summary: "Do one thing to many executions, row by row",
    description: "The rows are worked off after the answer: ask for the operation until its state is done.",
    body: bulkRequest,
    status: 202,
    reply: bulkReference,
    refusals: ["FORBIDDEN", "BULK_TOO_MANY", "BULK_NOTHING_CHOSEN", "BULK_OTHER_COUNT", "BULK_UNAVAILABLE"],
    handle: async ({ scope, body }) => {
      const selection = selectionOf(scope, body);
      if (!selection.ok) return selection;
      return reference(
        await startBulk(scope, { action: body.action, selection: selection.value, reason: body.reason }),
      );
    },
  }),
  endpoint({
    method: "GET",
    path: "/bulk-operations/{bulkId}",
    operationId: "getBulkOperation",
    tag: "Bulk operations",
    summary: "How far it is, and what came of each row",
    parameters: bulkPath,
    query: z.strictObject({
      after: z.coerce.number().pipe(z.int().min(0)).default(0).meta({ description: "Rows behind this position." }),
      size: z.coerce.number().pipe(z.int().min(1).max(1000)).default(100),
      state: bulkItemState.optional().meta({ description: "Only rows in this state." }),
    }),
    reply: bulkOperation,
    refusals: [ABSENT],
    handle: async ({ scope, path, query }) => {
      const view = await readBulkOperation(scope.desk.read, path.bulkId, { ...query, state: query.state ?? null });
      return view ? answer(view) : refuse(scope, ABSENT);
    },
  }),
  endpoint({
    method: "POST",
    path: "/bulk-operations/{bulkId}/continue",
    operationId: "continueBulkOperation",
    tag: "Bulk operations",
    summary: "Go on with one that was paused or cut off",
    parameters: bulkPath,
    body: bulkContinueRequest,
    status: 202,
    reply: bulkReference,
    refusals: ["FORBIDDEN", ABSENT, "BULK_IS_RUNNING", "BULK_IS_DONE", "BULK_UNAVAILABLE"],
    handle: async ({ scope, path, body }) => reference(await continueBulk(scope, { ...path, ...body })),
  }),
  endpoint({
    method: "POST",
    path: "/bulk-operations/{bulkId}/pause",
    operationId: "pauseBulkOperation",
    tag: "Bulk operations",
    summary: "Let it end the row it is at, and no more",
    parameters: bulkPath,
    body: nextInstanceRequest,
    reply: bulkReference,
    refusals: ["FORBIDDEN", ABSENT, "BULK_NOT_RUNNING", "BULK_UNAVAILABLE"],
    handle: async ({ scope, path, body }) => reference(await pauseBulk(scope, { ...path, ...body })),
  }),
];

function reference(result: Result<{ readonly bulkId: string }>) {
  if (!result.ok) return result;
  const { bulkId } = result.value;
  return answer({ bulkId }, apiRoutes.bulkOperation(bulkId));
}

/** A filter that says nothing, or something that is not understood, would choose everything. */
function selectionOf(
  scope: ApiScope,
  { executionIds, filter = "", expectedCount }: z.output<typeof bulkPreviewRequest>,
): Result<BulkSelection, Failure> {
  if (executionIds) return ok({ executionIds });
  const query = readQuery(new URLSearchParams(filter), { takesFilter: true, query: null });
  if (!query.ok) return refuse(scope, "INVALID_REQUEST", prefixed(query.problems));
  if (!isFiltered(query.filter)) return refuse(scope, "INVALID_REQUEST", { filter: "must not be empty" });
  return ok({ filter: query.filter, expectedCount: expectedCount ?? null });
}

function prefixed(problems: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(problems).map(([key, text]) => [`filter.${key}`, text]));
}
