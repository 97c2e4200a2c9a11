"use client";

import { isRunning } from "batch-core/model";
import type { ReactNode } from "react";
import { withoutPackages } from "@/lib/shared/class-name";
import type { ExecutionFilter } from "@/lib/shared/filter/execution-filter";
import type { MessageKey } from "@/lib/shared/messages/translate";
import type { ExecutionRow } from "@/lib/shared/views";
import { cn } from "../ui/cn";
import { Time } from "../ui/time";
import { Attempt } from "../values/attempt";
import { DurationBar } from "../values/duration-bar";
import { Figure } from "../values/figure";
import { ParameterList } from "../values/parameter-list";

/** Columns a reader may choose, in the order they are drawn. */
export const COLUMN_WORDS = {
  parameters: "executions.parameters",
  attempt: "executions.attempt",
  started: "executions.started",
  ended: "executions.ended",
  duration: "executions.duration",
  step: "executions.step",
  cause: "executions.cause",
  exitCode: "executions.exitCode",
  read: "counts.read",
  written: "counts.written",
  skipped: "counts.skips",
  rollbacks: "counts.rollbacks",
  requestedBy: "executions.requestedBy",
  host: "executions.host",
} as const satisfies Record<string, MessageKey>;

export type ColumnName = keyof typeof COLUMN_WORDS;
export const COLUMN_NAMES = Object.keys(COLUMN_WORDS) as readonly ColumnName[]; // keys of the record above

export function isColumnName(name: unknown): name is ColumnName {
  return (COLUMN_NAMES as readonly unknown[]).includes(name);
}

/** What the list shows unless the reader chooses otherwise. */
export const USUAL_COLUMNS: readonly ColumnName[] = [
  "parameters",
  "attempt",
  "started",
  "duration",
  "step",
  "read",
  "written",
  "skipped",
];

/** Of a list of what went wrong: the reason instead of the counts. */
export const TROUBLE_COLUMNS: readonly ColumnName[] = ["parameters", "attempt", "started", "step", "cause"];

/** The columns that answer what a filter asks, unless the reader chooses otherwise. */
export function usualColumnsOf({ status, text }: Pick<ExecutionFilter, "status" | "text">): readonly ColumnName[] {
  const isOfTrouble = status.length > 0 && status.every((each) => !isRunning(each) && each !== "COMPLETED");
  return isOfTrouble || text !== null ? TROUBLE_COLUMNS : USUAL_COLUMNS;
}

export interface Column {
  readonly numeric?: boolean;
  /** It takes the room that is left. */
  readonly fluid?: boolean;
  /** Its width, of a fluid one the least. Fixed, so that a refresh that brings longer figures moves nothing. */
  readonly rem: number;
  /** Its width in a table of 80 rem and more, where that is another one. */
  readonly remWhenWide?: number;
  /** Class of the column's cells: below which width of the table it gives way. */
  readonly className: string;
  readonly cell: (row: ExecutionRow) => ReactNode;
}

const FIGURE = { numeric: true, rem: 5, className: "@max-3xl:hidden" } as const;

export const COLUMNS: Readonly<Record<ColumnName, Column>> = {
  parameters: {
    fluid: true,
    rem: 11,
    className: "@max-5xl:hidden",
    cell: (row) => <ParameterList parameters={row.keyParameters} />,
  },
  attempt: { numeric: true, rem: 3.75, className: "@max-4xl:hidden", cell: (row) => <Attempt row={row} /> },
  started: { rem: 5, remWhenWide: 8, className: "@max-2xl:hidden", cell: (row) => <Started row={row} /> },
  ended: { rem: 9.5, className: "@max-4xl:hidden", cell: (row) => <Time at={row.ended} /> },
  duration: { rem: 7.5, className: "@max-lg:hidden", cell: (row) => <DurationBar of={row} /> },
  step: { rem: 6.75, className: "@max-6xl:hidden", cell: (row) => <Cut text={row.currentStep ?? row.failedStep} /> },
  cause: { fluid: true, rem: 16, className: "@max-3xl:hidden", cell: (row) => <Cause row={row} /> },
  exitCode: { rem: 9, className: "@max-4xl:hidden", cell: (row) => <Cut text={row.exitCode ?? "–"} mono /> },
  read: { ...FIGURE, cell: (row) => <Figure value={row.read} /> },
  written: { ...FIGURE, cell: (row) => <Figure value={row.written} /> },
  skipped: { ...FIGURE, rem: 4, cell: (row) => <Figure value={row.skipped} narrow tone="warn" /> },
  rollbacks: { ...FIGURE, cell: (row) => <Figure value={row.rollbacks} tone="bad" /> },
  requestedBy: { rem: 7, className: "@max-5xl:hidden", cell: (row) => <Cut text={row.requestedBy ?? "–"} /> },
  host: { rem: 9, className: "@max-6xl:hidden", cell: (row) => <Cut text={row.host ?? "–"} mono /> },
};

/** The first ones stay longest when the table gets narrow. */
const PARAMETER_GIVES_WAY = ["@max-2xl:hidden", "@max-3xl:hidden", "@max-4xl:hidden"];
const PARAMETER_REM = { perCharacter: 0.46, padding: 1.1, min: 4.5, max: 12 };

/** The value of one parameter, masked where it is a secret. As wide as the values in sight need, within reason. */
export function parameterColumn(name: string, index: number, rows: readonly ExecutionRow[]): Column {
  const parameterOf = (row: ExecutionRow) => row.keyParameters.find((each) => each.name === name);
  const { perCharacter, padding, min, max } = PARAMETER_REM;
  const longest = Math.max(name.length, ...rows.map((row) => parameterOf(row)?.value?.length ?? 0));
  return {
    rem: Math.min(max, Math.max(min, longest * perCharacter + padding)),
    className: PARAMETER_GIVES_WAY[index] ?? "@max-6xl:hidden",
    cell: (row) => {
      const parameter = parameterOf(row);
      if (!parameter) return <span className="text-faint">–</span>;
      return <Cut text={parameter.value ?? "–"} mono ink={parameter.identifying} />;
    },
  };
}

/** One line, whole on hover; text of any direction keeps to itself. */
function Cut({ text, mono = false, ink = false }: { text: string | null; mono?: boolean; ink?: boolean }) {
  if (text === null) return null;
  return (
    <span title={text} className={cn("block truncate", mono && "mono", ink ? "text-ink" : "text-muted")}>
      <bdi>{text}</bdi>
    </span>
  );
}

/** What broke, in one line: without packages, whose names would fill it. Whole on hover. */
function Cause({ row: { exitMessageFirstLine } }: { row: ExecutionRow }) {
  if (exitMessageFirstLine === null) return <span className="text-faint">–</span>;
  return (
    <span title={exitMessageFirstLine} className="mono block truncate text-ink">
      <bdi>{withoutPackages(exitMessageFirstLine)}</bdi>
    </span>
  );
}

/** How long ago; the clock too where there is room. */
function Started({ row }: { row: ExecutionRow }) {
  const at = row.started ?? row.created;
  return (
    <>
      <Time at={at} className="@max-7xl:hidden" />
      <Time at={at} show="relative" className="text-muted @7xl:hidden" />
    </>
  );
}
