"use client";

import { ArrowLeftRight } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { routes } from "@/lib/shared/routes";
import type { CompareView, ExecutionRow, StepView } from "@/lib/shared/views";
import { CausePanel } from "../executions/cause-panel";
import { PageTitle } from "../layout/page";
import { ExitCode } from "../status/exit-code";
import { StatusBadge } from "../status/status-badge";
import { ButtonLink } from "../ui/button-link";
import { cn } from "../ui/cn";
import { CheckboxField } from "../ui/input";
import { Panel, PanelHeader } from "../ui/panel";
import { RowTh, Table, TableScroll, Td, Th, Thead, Tr } from "../ui/table";
import { Time } from "../ui/time";

/** Two executions side by side: what was different, and where their ways part. */
export function Compare({ view }: { view: CompareView }) {
  const t = useT();
  const [onlyDifferent, setOnlyDifferent] = useState(true);
  const { a, b } = view;
  return (
    <>
      <PageTitle
        title={t("compare.title")}
        note={view.divergesAt ? t("compare.divergesAt", { step: view.divergesAt }) : t("compare.sameWay")}
      >
        <CheckboxField
          label={t("compare.onlyDifferent")}
          checked={onlyDifferent}
          onChange={(event) => setOnlyDifferent(event.target.checked)}
        />
        <ButtonLink href={routes.executions.compare(b.id, a.id)}>
          <ArrowLeftRight aria-hidden />
          {t("compare.swap")}
        </ButtonLink>
      </PageTitle>
      <div className="flex flex-col gap-4">
        <Outcomes a={a} b={b} />
        {(view.causeA || view.causeB) && (
          <div className="grid items-start gap-4 lg:grid-cols-2">
            {view.causeA ? <CausePanel cause={view.causeA} status={a.status} /> : <div />}
            {view.causeB && <CausePanel cause={view.causeB} status={b.status} />}
          </div>
        )}
        <Steps view={view} onlyDifferent={onlyDifferent} />
        <Parameters view={view} onlyDifferent={onlyDifferent} />
      </div>
    </>
  );
}

function Outcomes({ a, b }: { a: ExecutionRow; b: ExecutionRow }) {
  const t = useT();
  const format = useFormat();
  const figures = [
    ["counts.read", a.read, b.read],
    ["counts.written", a.written, b.written],
    ["counts.filtered", a.filtered, b.filtered],
    ["counts.skips", a.skipped, b.skipped],
    ["counts.rollbacks", a.rollbacks, b.rollbacks],
  ] as const;
  return (
    <Panel>
      <TableScroll label={t("compare.outcome")}>
        <Table>
          <caption className="sr-only">{t("compare.outcome")}</caption>
          <Thead>
            <tr>
              <Th className="w-40">
                <span className="sr-only">{t("compare.what")}</span>
              </Th>
              <Th>
                <ExecutionHead row={a} letter="A" />
              </Th>
              <Th>
                <ExecutionHead row={b} letter="B" />
              </Th>
              <Th numeric>{t("compare.difference")}</Th>
            </tr>
          </Thead>
          <tbody>
            <Tr>
              <RowTh className="font-normal text-muted">{t("executions.status")}</RowTh>
              <Td>
                <StatusBadge status={a.status} />
              </Td>
              <Td>
                <StatusBadge status={b.status} />
              </Td>
              <Td />
            </Tr>
            <Tr>
              <RowTh className="font-normal text-muted">{t("executions.exitCode")}</RowTh>
              <Td>
                <ExitCode code={a.exitCode} />
              </Td>
              <Td>
                <ExitCode code={b.exitCode} />
              </Td>
              <Td />
            </Tr>
            <Tr>
              <RowTh className="font-normal text-muted">{t("executions.started")}</RowTh>
              <Td>
                <Time at={a.started} />
              </Td>
              <Td>
                <Time at={b.started} />
              </Td>
              <Td />
            </Tr>
            <Tr>
              <RowTh className="font-normal text-muted">{t("executions.duration")}</RowTh>
              <Td>{a.durationMs === null ? "–" : format.duration(a.durationMs)}</Td>
              <Td>{b.durationMs === null ? "–" : format.duration(b.durationMs)}</Td>
              <Td numeric>
                <Delta a={a.durationMs} b={b.durationMs} text={(ms) => format.duration(ms)} />
              </Td>
            </Tr>
            {figures.map(([word, left, right]) => (
              <Tr key={word}>
                <RowTh className="font-normal text-muted">{t(word)}</RowTh>
                <Td className="tabular-nums">{format.number(left)}</Td>
                <Td className="tabular-nums">{format.number(right)}</Td>
                <Td numeric>
                  <Delta a={left} b={right} text={(value) => format.number(value)} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </TableScroll>
    </Panel>
  );
}

function ExecutionHead({ row, letter }: { row: ExecutionRow; letter: string }) {
  const t = useT();
  return (
    <span className="inline-flex items-baseline gap-2">
      <b className="font-semibold text-ink">{letter}</b>
      <Link href={routes.executions.detail(row.id)} className="text-ink hover:underline">
        {row.jobName ?? t("executions.noJob")} <span className="mono">{row.id}</span>
      </Link>
    </span>
  );
}

/** B against A: how much more or less. */
function Delta({ a, b, text }: { a: number | null; b: number | null; text: (value: number) => string }) {
  if (a === null || b === null || a === b) return <span className="text-faint">=</span>;
  return (
    <span className="tabular-nums">
      {b > a ? "+" : "−"}
      {text(Math.abs(b - a))}
    </span>
  );
}

function Steps({ view, onlyDifferent }: { view: CompareView; onlyDifferent: boolean }) {
  const t = useT();
  const format = useFormat();
  const shown = view.steps.filter(({ a, b }) => !onlyDifferent || !isSameOutcome(a, b));
  return (
    <Panel aria-labelledby="compare-steps">
      <PanelHeader
        id="compare-steps"
        title={t("steps.title")}
        note={t("compare.shownOf", { shown: shown.length, total: view.steps.length })}
      />
      {shown.length === 0 ? (
        <p className="px-3.5 py-3 text-muted">{t("compare.stepsAlike")}</p>
      ) : (
        <TableScroll label={t("steps.title")}>
          <Table>
            <Thead>
              <tr>
                <Th>{t("steps.step")}</Th>
                <Th>{t("compare.statusA")}</Th>
                <Th>{t("compare.statusB")}</Th>
                <Th numeric>{t("compare.durations")}</Th>
                <Th numeric>{t("compare.reads")}</Th>
                <Th numeric>{t("compare.writes")}</Th>
                <Th numeric>{t("compare.skips")}</Th>
              </tr>
            </Thead>
            <tbody>
              {shown.map(({ name, a, b }) => (
                <Tr key={name} className={name === view.divergesAt ? "bg-accent-soft/50" : undefined}>
                  <RowTh className="max-w-64 truncate" title={name}>
                    {name}
                  </RowTh>
                  <Td>
                    <StepStatus step={a} />
                  </Td>
                  <Td>
                    <StepStatus step={b} />
                  </Td>
                  <Pair a={a?.durationMs} b={b?.durationMs} text={format.duration} />
                  <Pair a={a?.read} b={b?.read} text={format.number} />
                  <Pair a={a?.written} b={b?.written} text={format.number} />
                  <Pair a={skipsOf(a)} b={skipsOf(b)} text={format.number} />
                </Tr>
              ))}
            </tbody>
          </Table>
        </TableScroll>
      )}
    </Panel>
  );
}

function StepStatus({ step }: { step: StepView | null }) {
  const t = useT();
  return step ? <StatusBadge status={step.status} /> : <span className="text-faint">{t("compare.absent")}</span>;
}

function Pair({
  a,
  b,
  text,
}: {
  a: number | null | undefined;
  b: number | null | undefined;
  text: (value: number) => string;
}) {
  const show = (value: number | null | undefined) => (value === null || value === undefined ? "–" : text(value));
  return (
    <Td numeric>
      <span className={cn(a === b && "text-faint")}>
        {show(a)} <span className="text-faint">→</span> {show(b)}
      </span>
    </Td>
  );
}

function skipsOf(step: StepView | null): number | null {
  return step && step.readSkips + step.processSkips + step.writeSkips;
}

function isSameOutcome(a: StepView | null, b: StepView | null): boolean {
  if (!a || !b) return a === b;
  return (
    a.status === b.status &&
    a.exitCode === b.exitCode &&
    a.read === b.read &&
    a.written === b.written &&
    skipsOf(a) === skipsOf(b)
  );
}

function Parameters({ view, onlyDifferent }: { view: CompareView; onlyDifferent: boolean }) {
  const t = useT();
  const shown = view.parameters.filter(({ same }) => !onlyDifferent || !same);
  return (
    <Panel aria-labelledby="compare-parameters">
      <PanelHeader
        id="compare-parameters"
        title={t("parameters.title")}
        note={t("compare.shownOf", { shown: shown.length, total: view.parameters.length })}
      />
      {shown.length === 0 ? (
        <p className="px-3.5 py-3 text-muted">{t("compare.parametersAlike")}</p>
      ) : (
        <Table className="table-fixed">
          <Thead>
            <tr>
              <Th className="w-[28%]">{t("parameters.name")}</Th>
              <Th>A</Th>
              <Th>B</Th>
            </tr>
          </Thead>
          <tbody>
            {shown.map(({ name, a, b, same }) => (
              <Tr key={name}>
                <RowTh className="mono whitespace-normal py-2 font-normal [overflow-wrap:anywhere]">{name}</RowTh>
                <Td className={cn("mono h-auto whitespace-normal py-2 [overflow-wrap:anywhere]", same && "text-faint")}>
                  <bdi>{a ?? "–"}</bdi>
                </Td>
                <Td className={cn("mono h-auto whitespace-normal py-2 [overflow-wrap:anywhere]", same && "text-faint")}>
                  <bdi>{b ?? "–"}</bdi>
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}
