import "server-only";
import { z } from "zod";
import { exportExecutions } from "../../read-model/export-executions";
import { CSV_COLUMNS, csvColumns, isCsvColumn } from "../csv-columns";
import { download } from "../endpoint";
import { downloadResponse, executionsAsCsv, executionsAsJson, executionsAsLines } from "../export-stream";
import { executionRow, executionRows } from "../schemas/execution-row";

const csvQuery = z.strictObject({
  columns: z
    .string()
    .max(2000)
    .refine(
      (text) => text.split(",").every(isCsvColumn),
      `expected names of ${CSV_COLUMNS.join(", ")}, * or param.<name>`,
    )
    .optional()
    .meta({
      description: `In order, with commas: ${CSV_COLUMNS.join(", ")}, \`param.<name>\`, or \`*\` for all but these. \`*\` when absent.`,
    }),
  bom: z
    .enum(["true", "false"])
    .default("false")
    .meta({ description: "Begin with a byte order mark, by which some spreadsheets tell UTF-8." }),
});

const DESCRIPTION =
  "All that match, newest first, sent while it is read. A download that breaks off ends without the last chunk of HTTP.";

export const exportEndpoints = [
  download({
    method: "GET",
    path: "/executions.csv",
    operationId: "exportExecutionsAsCsv",
    tag: "Executions",
    summary: "Executions that match, as CSV",
    description: `${DESCRIPTION} Text that a spreadsheet would take for a formula has an apostrophe before it.`,
    takesFilter: true,
    query: csvQuery,
    mediaType: "text/csv",
    download: ({ scope, filter, query }) =>
      downloadResponse(
        executionsAsCsv(
          exportExecutions(scope.desk.read, filter),
          csvColumns(query.columns ?? "*"),
          query.bom === "true",
        ),
        { mediaType: "text/csv; charset=utf-8", name: "executions", extension: "csv", now: scope.desk.read.now() },
      ),
  }),
  download({
    method: "GET",
    path: "/executions.json",
    operationId: "exportExecutionsAsJson",
    tag: "Executions",
    summary: "Executions that match, as one JSON array",
    description: DESCRIPTION,
    takesFilter: true,
    mediaType: "application/json",
    row: executionRows,
    download: ({ scope, filter }) =>
      downloadResponse(executionsAsJson(exportExecutions(scope.desk.read, filter)), {
        mediaType: "application/json",
        name: "executions",
        extension: "json",
        now: scope.desk.read.now(),
      }),
  }),
  download({
    method: "GET",
    path: "/executions.ndjson",
    operationId: "exportExecutionsAsLines",
    tag: "Executions",
    summary: "Executions that match, a JSON object per line",
    description: DESCRIPTION,
    takesFilter: true,
    mediaType: "application/x-ndjson",
    row: executionRow,
    download: ({ scope, filter }) =>
      downloadResponse(executionsAsLines(exportExecutions(scope.desk.read, filter)), {
        mediaType: "application/x-ndjson",
        name: "executions",
        extension: "ndjson",
        now: scope.desk.read.now(),
      }),
  }),
];
