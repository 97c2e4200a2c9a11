import "server-only";
import { z } from "zod";
import { ACTIVITY_RESULTS, NO_ACTIVITY_FILTER } from "@/lib/shared/filter/activity-filter";
import { isStartedRange } from "@/lib/shared/filter/ranges";
import { listAudit } from "../../read-model/audit-list";
import { readDiagnostics } from "../../read-model/diagnostics/diagnostics";
import { readParameterNames, readParameterValues } from "../../read-model/parameter-names";
import { answer, type Endpoint, endpoint } from "../endpoint";
import { openApiDocument } from "../openapi";
import { PROBLEMS, problemCatalogue } from "../problems";
import { olderQuery } from "../requests";
import { auditPage } from "../schemas/audit";
import { component } from "../schemas/component";
import { diagnostics } from "../schemas/diagnostics";
import { parameterNames, parameterValues } from "../schemas/parameters";
import { id } from "../schemas/values";

const document = component(
  "OpenApiDocument",
  "This document.",
  z.looseObject({ openapi: z.literal("3.1.0"), paths: z.record(z.string(), z.unknown()) }),
);

const NAMES_MS = 30_000;
const VALUES_MS = 3_000;

/** @param all  every endpoint there is, these among them */
export const installationEndpoints = (all: () => readonly Endpoint[]): readonly Endpoint[] => [
  endpoint({
    method: "GET",
    path: "/audit",
    operationId: "listAudit",
    tag: "Installation",
    summary: "What operators did, newest first",
    query: olderQuery.extend({
      execution: id.optional(),
      job: z.string().max(100).optional().meta({ description: "A trailing * matches any end." }),
      actor: z.string().max(100).optional().meta({ description: "A trailing * matches any end." }),
      action: z.string().max(30).optional(),
      result: z.enum(ACTIVITY_RESULTS).optional(),
      when: z.string().refine(isStartedRange, "expected a span, a day or a range").optional().meta({
        description: "A span back from now (`24h`, `7d`), a day, or a range (`2026-11-01..2026-11-05`).",
      }),
    }),
    reply: auditPage,
    handle: async ({ scope, query }) => {
      const { before = null, size, execution = null, ...given } = query;
      const filter = { ...NO_ACTIVITY_FILTER, ...given };
      return answer(await listAudit(scope.desk.read, { before, size, executionId: execution, filter }));
    },
  }),
  endpoint({
    method: "GET",
    path: "/diagnostics",
    operationId: "getDiagnostics",
    tag: "Installation",
    summary: "Tables, indexes, clocks, orphans, processes",
    reply: diagnostics,
    handle: async ({ scope }) => answer(await readDiagnostics(scope.desk)),
  }),
  endpoint({
    method: "GET",
    path: "/parameter-names",
    operationId: "listParameterNames",
    tag: "Installation",
    summary: "Names of parameters in use, for `param.<name>` of the filter",
    reply: parameterNames,
    handle: async ({ scope: { desk } }) =>
      answer(await desk.shared.get("parameter names", NAMES_MS, () => readParameterNames(desk.read))),
  }),
  endpoint({
    method: "GET",
    path: "/parameter-values",
    operationId: "listParameterValues",
    tag: "Installation",
    summary: "Values that a parameter had lately, the newest first; a secret has none",
    query: z.strictObject({ name: z.string().min(1).max(100) }),
    reply: parameterValues,
    handle: async ({ scope: { desk }, query: { name } }) =>
      answer(await desk.shared.get(`parameter values ${name}`, VALUES_MS, () => readParameterValues(desk.read, name))),
  }),
  endpoint({
    method: "GET",
    path: "/problems",
    operationId: "listProblems",
    tag: "Installation",
    summary: "Every kind of problem that has a code of its own",
    reply: problemCatalogue,
    handle: async () =>
      answer({ items: Object.entries(PROBLEMS).map(([code, [status, title]]) => ({ code, status, title })) }),
  }),
  endpoint({
    method: "GET",
    path: "/openapi.json",
    operationId: "getOpenApiDocument",
    tag: "Installation",
    summary: "This API as an OpenAPI 3.1 document",
    reply: document,
    handle: async () => answer(openApiDocument(all())),
  }),
];
