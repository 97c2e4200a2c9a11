"use client";

import Link from "next/link";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { routes } from "@/lib/shared/routes";
import type { ExecutionRow } from "@/lib/shared/views";
import { StatusBadge } from "../status/status-badge";
import { cn } from "../ui/cn";
import { Checkbox } from "../ui/input";
import { Table, Td, Th, Thead, Tr } from "../ui/table";
import { Time } from "../ui/time";
import { COLUMN_WORDS, type ColumnName, columnsOf, USUAL_COLUMNS } from "./columns";
import { DurationBar } from "./duration-bar";
import { ParameterList } from "./parameter-list";

/** Which rows are chosen for an action on many of them. */
export interface Selection {
  readonly chosen: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
  readonly toggleAll: (ids: readonly string[]) => void;
}

export function ExecutionTable({
  rows,
  caption,
  columns = USUAL_COLUMNS,
  selection,
  withJob = true,
}: {
  rows: readonly ExecutionRow[];
  /** Names the table for those who hear it. */
  caption: string;
  columns?: readonly ColumnName[];
  selection?: Selection;
  /** Off where the page is about one job. */
  withJob?: boolean;
}) {
  const t = useT();
  const format = useFormat();
  const known = columnsOf(format);
  const shown = columns.map((name) => ({ name, ...known[name] }));
  return (
    <div className="@container">
      <Table className="table-fixed">
        <caption className="sr-only">{caption}</caption>
        <Thead>
          <tr>
            {selection && (
              <Th className="w-9 pr-0">
                <Checkbox
                  aria-label={t("bulk.selectAll")}
                  checked={rows.length > 0 && rows.every((row) => selection.chosen.has(row.id))}
                  onChange={() => selection.toggleAll(rows.map((row) => row.id))}
                />
              </Th>
            )}
            <Th className="w-30">{t("executions.status")}</Th>
            <Th className="w-[4.75rem] @max-xl:hidden">{t("executions.execution")}</Th>
            <Th className={columns.includes("parameters") ? "@5xl:w-[15%]" : undefined}>
              {t(withJob ? "executions.job" : "executions.parameters")}
            </Th>
            {shown.map(({ name, numeric, className }) => (
              <Th key={name} numeric={numeric} className={className}>
                {t(COLUMN_WORDS[name])}
              </Th>
            ))}
          </tr>
        </Thead>
        <tbody>
          {rows.map((row) => (
            <Tr key={row.id} className={cn("relative", selection?.chosen.has(row.id) && "bg-accent-soft/60")}>
              {selection && (
                <Td className="relative z-10 w-9 pr-0">
                  <Checkbox
                    aria-label={t("bulk.select", { id: row.id })}
                    checked={selection.chosen.has(row.id)}
                    onChange={() => selection.toggle(row.id)}
                  />
                </Td>
              )}
              <Td>
                <StatusBadge status={row.status} stored={row.storedStatus} liveness={row.liveness} compact />
              </Td>
              <Td className="mono @max-xl:hidden">{row.id}</Td>
              <Td className="max-w-0">
                <RowLink row={row} withJob={withJob} />
              </Td>
              {shown.map(({ name, numeric, className, cell }) => (
                <Td key={name} numeric={numeric} className={className}>
                  {cell(row)}
                </Td>
              ))}
            </Tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

/** The one link of a row: it covers all of it. On narrow screens it also carries what the hidden columns would say. */
function RowLink({ row, withJob }: { row: ExecutionRow; withJob: boolean }) {
  const t = useT();
  return (
    <>
      <Link
        href={routes.executions.detail(row.id)}
        prefetch={false}
        className="block truncate font-medium after:absolute after:inset-0 @max-xl:pt-1.5"
        title={row.jobName ?? undefined}
      >
        {/* First, since hidden text after a cut one would stand outside the table. */}
        <span className="sr-only">{t("executions.executionId", { id: row.id })} </span>
        {withJob ? (row.jobName ?? t("executions.noJob")) : <ParameterList parameters={row.keyParameters} />}
      </Link>
      <span className="flex min-w-0 items-center gap-2 pb-1.5 text-muted text-xs @xl:hidden">
        <span className="mono shrink-0">{row.id}</span>
        <Time at={row.started ?? row.created} show="relative" />
        <span className="@lg:hidden">
          <DurationBar of={row} className="[&>span:first-child]:hidden" />
        </span>
      </span>
    </>
  );
}
