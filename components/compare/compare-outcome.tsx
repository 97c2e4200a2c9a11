"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { routes } from "@/lib/shared/routes";
import type { ExecutionRow } from "@/lib/shared/views";
import { ExitCode } from "../status/exit-code";
import { StatusBadge } from "../status/status-badge";
import { Panel } from "../ui/panel";
import { RowTh, Table, TableScroll, Td, Th, Thead, Tr } from "../ui/table";
import { Time } from "../ui/time";
import { Delta, type DeltaKind } from "./delta";

/** What came of both. The first lines say which two they are and always stand; counts only where they differ, if so wished. */
export function CompareOutcome({ a, b, onlyDifferent }: { a: ExecutionRow; b: ExecutionRow; onlyDifferent: boolean }) {
  const t = useT();
  const format = useFormat();
  const figures = [
    ["executions.duration", "duration", a.durationMs, b.durationMs],
    ["counts.read", "items", a.read, b.read],
    ["counts.filtered", "items", a.filtered, b.filtered],
    ["counts.written", "items", a.written, b.written],
    ["counts.skips", "trouble", a.skipped, b.skipped],
    ["counts.commits", "items", a.commits, b.commits],
    ["counts.rollbacks", "trouble", a.rollbacks, b.rollbacks],
  ] as const satisfies readonly (readonly [string, DeltaKind, number | null, number | null])[];
  const show = (kind: DeltaKind, value: number | null) =>
    value === null ? "–" : kind === "duration" ? format.duration(value) : format.number(value);
  return (
    <Panel>
      <TableScroll label={t("compare.outcome")}>
        <Table className="table-fixed sm:min-w-160">
          <caption className="sr-only">{t("compare.outcome")}</caption>
          <Thead>
            <tr>
              <Th className="w-32 max-sm:w-24">
                <span className="sr-only">{t("compare.what")}</span>
              </Th>
              <Th>
                <Head row={a} letter="A" />
              </Th>
              <Th>
                <Head row={b} letter="B" />
              </Th>
              <Th numeric className="w-48 max-sm:hidden">
                {t("compare.difference")}
              </Th>
            </tr>
          </Thead>
          <tbody>
            <Line
              word={t("executions.status")}
              a={<StatusBadge status={a.status} />}
              b={<StatusBadge status={b.status} />}
            />
            {(!onlyDifferent || a.exitCode !== b.exitCode) && (
              <Line
                word={t("executions.exitCode")}
                a={<ExitCode code={a.exitCode} />}
                b={<ExitCode code={b.exitCode} />}
              />
            )}
            <Line word={t("executions.started")} a={<Time at={a.started} />} b={<Time at={b.started} />} />
            {(a.attempts > 1 || b.attempts > 1) && (
              <Line
                word={t("executions.attempt")}
                a={t("common.of", { part: a.attempt, whole: a.attempts })}
                b={t("common.of", { part: b.attempt, whole: b.attempts })}
              />
            )}
            {figures
              .filter(([, , left, right]) => !onlyDifferent || left !== right)
              .map(([word, kind, left, right]) => (
                <Line
                  key={word}
                  word={t(word)}
                  a={show(kind, left)}
                  b={show(kind, right)}
                  delta={<Delta a={left} b={right} kind={kind} />}
                />
              ))}
          </tbody>
        </Table>
      </TableScroll>
    </Panel>
  );
}

function Line({ word, a, b, delta }: { word: string; a: ReactNode; b: ReactNode; delta?: ReactNode }) {
  return (
    <Tr>
      <RowTh className="font-normal text-muted">{word}</RowTh>
      <Td className="max-w-0 overflow-hidden text-ellipsis tabular-nums">{a}</Td>
      <Td className="max-w-0 overflow-hidden text-ellipsis tabular-nums">{b}</Td>
      <Td numeric className="max-sm:hidden">
        {delta}
      </Td>
    </Tr>
  );
}

function Head({ row, letter }: { row: ExecutionRow; letter: string }) {
  const t = useT();
  return (
    <span className="flex min-w-0 items-baseline gap-2 text-sm">
      <b className="rounded-sm bg-raised px-1.5 font-semibold text-ink">{letter}</b>
      <Link
        href={routes.executions.detail(row.id)}
        className="min-w-0 truncate text-ink hover:underline"
        title={row.jobName ?? undefined}
      >
        <span className="mono">{row.id}</span> <bdi>{row.jobName ?? t("executions.noJob")}</bdi>
      </Link>
    </span>
  );
}
