import "server-only";
import type { ExecutionRow } from "@/lib/shared/views";
import type { CsvValue } from "./csv";

const OF = {
  id: (row) => row.id,
  jobName: (row) => row.jobName,
  instanceId: (row) => row.instanceId,
  attempt: (row) => row.attempt,
  attempts: (row) => row.attempts,
  status: (row) => row.storedStatus ?? row.status,
  exitCode: (row) => row.exitCode,
  created: (row) => row.created,
  started: (row) => row.started,
  ended: (row) => row.ended,
  updated: (row) => row.updated,
  durationMs: (row) => row.durationMs,
  usualMs: (row) => row.usualMs,
  currentStep: (row) => row.currentStep,
  failedStep: (row) => row.failedStep,
  read: (row) => row.read,
  written: (row) => row.written,
  filtered: (row) => row.filtered,
  skipped: (row) => row.skipped,
  commits: (row) => row.commits,
  rollbacks: (row) => row.rollbacks,
  requestedBy: (row) => row.requestedBy,
  host: (row) => row.host,
  liveness: (row) => row.liveness,
  message: (row) => row.exitMessageFirstLine,
  parameters: (row) => JSON.stringify(Object.fromEntries(row.keyParameters.map(({ name, value }) => [name, value]))),
} as const satisfies Record<string, (row: ExecutionRow) => CsvValue>;

type CsvColumn = keyof typeof OF;

/** What a CSV export has unless it is asked for others. */
export const CSV_COLUMNS = Object.keys(OF) as readonly CsvColumn[]; // keys of the record above

const PARAMETER = "param.";

/** Stands for all of {@link CSV_COLUMNS}. */
const ALL = "*";

export function isCsvColumn(name: string): boolean {
  return name === ALL || Object.hasOwn(OF, name) || (name.startsWith(PARAMETER) && name.length > PARAMETER.length);
}

/** @param text  names with commas, each as {@link isCsvColumn} takes it */
export function csvColumns(text: string): readonly string[] {
  return text.split(",").flatMap<string>((name) => (name === ALL ? CSV_COLUMNS : [name]));
}

export function csvValue(row: ExecutionRow, column: string): CsvValue {
  if (Object.hasOwn(OF, column)) return OF[column as CsvColumn](row); // as just looked at
  const name = column.slice(PARAMETER.length);
  return row.keyParameters.find((parameter) => parameter.name === name)?.value ?? null;
}
