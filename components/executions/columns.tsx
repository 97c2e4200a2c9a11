"use client";

import type { ReactNode } from "react";
import type { useFormat } from "@/lib/client/use-format";
import type { MessageKey } from "@/lib/shared/messages/translate";
import type { ExecutionRow } from "@/lib/shared/views";
import { Count } from "../ui/count";
import { Time } from "../ui/time";
import { Attempt } from "./attempt";
import { DurationBar } from "./duration-bar";
import { ParameterList } from "./parameter-list";

/** Columns a reader may choose, in the order they are drawn. */
export const COLUMN_WORDS = {
  parameters: "executions.parameters",
  attempt: "executions.attempt",
  started: "executions.started",
  ended: "executions.ended",
  duration: "executions.duration",
  step: "executions.step",
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

export interface Column {
  readonly numeric?: boolean;
  /** Class of the column's cells: width, and below which width of the table it gives way. */
  readonly className: string;
  readonly cell: (row: ExecutionRow) => ReactNode;
}

/** Widths are fixed, so that a refresh that brings longer figures moves nothing. */
export function columnsOf(format: ReturnType<typeof useFormat>): Record<ColumnName, Column> {
  const count = (value: number, tone?: "warn" | "bad") => (
    <Count value={value} text={format.number(value)} {...(tone ? { tone } : {})} />
  );
  return {
    parameters: {
      className: "@max-5xl:hidden",
      cell: (row) => <ParameterList parameters={row.keyParameters} />,
    },
    attempt: {
      numeric: true,
      className: "w-16 @max-4xl:hidden",
      cell: (row) => <Attempt row={row} />,
    },
    started: {
      className: "w-[7.75rem] @max-7xl:w-20 @max-2xl:hidden",
      cell: (row) => <Started row={row} />,
    },
    ended: { className: "w-36 @max-4xl:hidden", cell: (row) => <Time at={row.ended} /> },
    duration: { className: "w-32 @max-lg:hidden", cell: (row) => <DurationBar of={row} /> },
    step: {
      className: "w-[10%] @max-6xl:hidden",
      cell: (row) => <span className="block truncate text-muted">{row.currentStep ?? row.failedStep ?? ""}</span>,
    },
    exitCode: {
      className: "w-36 @max-4xl:hidden",
      cell: (row) => <span className="mono block truncate text-muted">{row.exitCode ?? "–"}</span>,
    },
    read: { numeric: true, className: "w-20 @max-3xl:hidden", cell: (row) => count(row.read) },
    written: {
      numeric: true,
      className: "w-20 @max-3xl:hidden",
      cell: (row) => count(row.written),
    },
    skipped: {
      numeric: true,
      className: "w-14 @max-3xl:hidden",
      cell: (row) => count(row.skipped, "warn"),
    },
    rollbacks: {
      numeric: true,
      className: "w-20 @max-3xl:hidden",
      cell: (row) => count(row.rollbacks, "bad"),
    },
    requestedBy: {
      className: "w-28 @max-5xl:hidden",
      cell: (row) => <span className="block truncate text-muted">{row.requestedBy ?? "–"}</span>,
    },
    host: {
      className: "w-36 @max-6xl:hidden",
      cell: (row) => <span className="mono block truncate text-muted">{row.host ?? "–"}</span>,
    },
  };
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
