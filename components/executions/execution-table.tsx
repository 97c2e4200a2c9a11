"use client";

import { type CSSProperties, Fragment, lazy, Suspense, useState } from "react";
import { useT } from "@/lib/client/locale";
import { withoutPackages } from "@/lib/shared/class-name";
import { type ExecutionSort, type ExecutionSortKey, isExecutionSortKey } from "@/lib/shared/execution-sort";
import { routes } from "@/lib/shared/routes";
import type { ExecutionRow } from "@/lib/shared/views";
import { StatusBadge } from "../status/status-badge";
import { cn } from "../ui/cn";
import { Name } from "../ui/name";
import { RowLink } from "../ui/row-link";
import { Skeleton } from "../ui/skeleton";
import { SortHeading } from "../ui/sort-heading";
import { Table, Td, Th, Thead, Tr } from "../ui/table";
import { Time } from "../ui/time";
import { DurationBar } from "../values/duration-bar";
import { ParameterList } from "../values/parameter-list";
import { COLUMN_WORDS, COLUMNS, type Column, type ColumnName, parameterColumn, USUAL_COLUMNS } from "./columns";
import { PreviewRow, PreviewToggle } from "./preview-row";
import { RowCheckbox, type Selection } from "./row-checkbox";

/** Its code comes with the first row that is opened. */
const ExecutionPreview = lazy(() =>
  import("./execution-preview").then((module) => ({ default: module.ExecutionPreview })),
);

/** Checkbox, status, id and job at their least. */
const FIRST_COLUMNS_REM = 25.5;
/** The table in a window of 1440 pixels. What needs more is scrolled. */
const SHOWN_REM_MAX = 74.8;

interface ShownColumn extends Column {
  readonly key: string;
  readonly heading: string;
  /** A name of the data, not a word of ours. */
  readonly isParameter?: boolean;
}

/** Executions, a row each. Columns give way as the table gets narrow; more than a wide one holds are scrolled sideways. */
export function ExecutionTable({
  rows,
  caption,
  columns = USUAL_COLUMNS,
  parameterColumns = [],
  selection,
  withJob = true,
  stickyHead = false,
  sorting,
}: {
  rows: readonly ExecutionRow[];
  /** Names the table for those who hear it. */
  caption: string;
  columns?: readonly ColumnName[];
  /** Names of parameters with a column of their own. */
  parameterColumns?: readonly string[];
  selection?: Selection;
  /** Off where the page is about one job. */
  withJob?: boolean;
  /** Headings stay in sight while a long list is scrolled. */
  stickyHead?: boolean;
  /** Given where all that match are in sight, so that an order of them is an order of all. */
  sorting?: { readonly sort: ExecutionSort | null; readonly onSort: (by: ExecutionSortKey) => void };
}) {
  const t = useT();
  const chosen = (name: ColumnName): ShownColumn => ({ ...COLUMNS[name], key: name, heading: t(COLUMN_WORDS[name]) });
  const promoted = parameterColumns.map(
    (name, index): ShownColumn => ({
      ...parameterColumn(name, index, rows),
      key: `param.${name}`,
      heading: name,
      isParameter: true,
    }),
  );
  // Who picks parameters has no use for the list of all of them.
  const usual = promoted.length > 0 ? columns.filter((name) => name !== "parameters") : columns;
  const shown = [...promoted, ...usual.map(chosen)];
  const hasParameters = usual.includes("parameters");
  // The last one takes the room that is left, and tells most.
  const lastFluid = shown.findLast(({ fluid }) => fluid);
  const isFluid = (column: ShownColumn) => column === lastFluid;
  const [previewed, setPreviewed] = useState<ReadonlySet<string>>(new Set());
  const togglePreview = (id: string) =>
    setPreviewed((all) => (all.has(id) ? new Set([...all].filter((each) => each !== id)) : new Set(all).add(id)));
  const ids = rows.map(({ id }) => id);
  const needed = FIRST_COLUMNS_REM + shown.reduce((sum, { rem }) => sum + rem, 0);
  const isScrolled = needed > SHOWN_REM_MAX;
  return (
    <div className="@container">
      <div className={isScrolled ? "relative @6xl:overflow-x-auto" : undefined}>
        <Table
          className={cn("table-fixed", isScrolled && "@6xl:min-w-(--needed)")}
          style={{ "--needed": `${needed}rem` } as CSSProperties} // React's type knows no custom properties
        >
          <caption className="sr-only">{caption}</caption>
          <Thead
            className={stickyHead && !isScrolled ? "[&_th]:sticky [&_th]:top-12 [&_th]:z-20 [&_th]:bg-card" : undefined}
          >
            <tr>
              {selection && (
                <Th className="relative w-9 p-0 first:pl-0">
                  <RowCheckbox
                    label={t("bulk.selectAll")}
                    checked={rows.length > 0 && rows.every((row) => selection.chosen.has(row.id))}
                    onToggle={() => selection.toggleAll(ids)}
                  />
                </Th>
              )}
              <Th className="w-29">{t("executions.status")}</Th>
              <Th className="w-[5.5rem] @max-xl:hidden">{t("executions.execution")}</Th>
              <Th className={hasParameters ? "@5xl:w-42 @7xl:w-[16%]" : undefined}>
                {t(withJob ? "executions.job" : "executions.parameters")}
              </Th>
              {shown.map((column) => {
                const { key, numeric, isParameter } = column;
                const head = {
                  numeric,
                  style: widthOf(column),
                  className: cn(
                    isFluid(column) ? "max-w-0" : "w-(--rem) @7xl:w-(--rem-wide)",
                    isParameter && "mono truncate",
                    column.className,
                  ),
                };
                if (!sorting || !isExecutionSortKey(key)) {
                  return (
                    <Th key={key} title={isParameter ? column.heading : undefined} {...head}>
                      {isParameter ? <bdi>{column.heading}</bdi> : column.heading}
                    </Th>
                  );
                }
                const { sort, onSort } = sorting;
                const order = sort?.by !== key ? null : sort.descending ? "descending" : "ascending";
                return (
                  <SortHeading key={key} order={order} onSort={() => onSort(key)} {...head}>
                    {column.heading}
                  </SortHeading>
                );
              })}
            </tr>
          </Thead>
          <tbody>
            {rows.map((row) => (
              <Fragment key={row.id}>
                <Tr
                  className={cn(
                    "relative",
                    selection?.chosen.has(row.id) && "bg-accent-soft/60 [tbody_&]:hover:bg-accent-soft",
                  )}
                >
                  {selection && (
                    <Td className="relative z-10 w-9 p-0 first:pl-0">
                      <RowCheckbox
                        label={t("bulk.select", { id: row.id })}
                        checked={selection.chosen.has(row.id)}
                        onToggle={(upToHere) => selection.toggle(row.id, upToHere ? ids : undefined)}
                      />
                    </Td>
                  )}
                  <Td>
                    <StatusBadge status={row.status} stored={row.storedStatus} liveness={row.liveness} compact />
                  </Td>
                  <Td className="mono relative z-10 @max-xl:hidden">
                    <PreviewToggle id={row.id} isOpen={previewed.has(row.id)} onToggle={() => togglePreview(row.id)} />
                  </Td>
                  <Td className="max-w-0">
                    <ExecutionLink row={row} withJob={withJob} withCause={columns.includes("cause")} />
                  </Td>
                  {shown.map((column) => (
                    <Td
                      key={column.key}
                      numeric={column.numeric}
                      className={cn(isFluid(column) && "max-w-0", column.className)}
                    >
                      {column.cell(row)}
                    </Td>
                  ))}
                </Tr>
                {previewed.has(row.id) && (
                  <PreviewRow id={row.id}>
                    <Suspense fallback={<Skeleton className="h-16 w-full" />}>
                      <ExecutionPreview id={row.id} />
                    </Suspense>
                  </PreviewRow>
                )}
              </Fragment>
            ))}
          </tbody>
        </Table>
      </div>
    </div>
  );
}

function widthOf({ rem, remWhenWide = rem }: Column): CSSProperties {
  return { "--rem": `${rem}rem`, "--rem-wide": `${remWhenWide}rem` } as CSSProperties; // React's type knows no custom properties
}

/** The one link of a row: it covers all of it. On narrow screens it also carries what the hidden columns would say. */
function ExecutionLink({ row, withJob, withCause }: { row: ExecutionRow; withJob: boolean; withCause: boolean }) {
  const t = useT();
  return (
    <>
      <RowLink
        href={routes.executions.detail(row.id)}
        className="block truncate font-medium @max-xl:pt-1.5"
        title={row.jobName ?? undefined}
      >
        {/* First, since hidden text after a cut one would stand outside the table. */}
        <span className="sr-only">{t("executions.executionId", { id: row.id })} </span>
        {!withJob ? (
          <ParameterList parameters={row.keyParameters} />
        ) : row.jobName === null ? (
          t("executions.noJob")
        ) : (
          <Name text={row.jobName} />
        )}
      </RowLink>
      <span className="flex min-w-0 items-center gap-2 pb-1.5 text-muted text-xs @xl:hidden @max-[20rem]:[&>time]:hidden">
        <span className="mono shrink-0">{row.id}</span>
        <Time at={row.started ?? row.created} show="relative" />
        <span className="@lg:hidden">
          <DurationBar of={row} className="[&>span:first-child]:hidden" />
        </span>
      </span>
      {withCause && row.exitMessageFirstLine && (
        <span className="mono block truncate pb-1.5 text-xs @xl:hidden" title={row.exitMessageFirstLine}>
          <bdi>{withoutPackages(row.exitMessageFirstLine)}</bdi>
        </span>
      )}
    </>
  );
}
