"use client";

import Link from "next/link";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { routes } from "@/lib/shared/routes";
import type { ComparedStep, CompareView, Id } from "@/lib/shared/views";
import { ExitCode } from "../status/exit-code";
import { StatusBadge } from "../status/status-badge";
import { Badge } from "../ui/badge";
import { cn } from "../ui/cn";
import { Panel, PanelHeader } from "../ui/panel";
import { RowTh, Table, TableScroll, Td, Th, Thead, Tr } from "../ui/table";
import { Delta, type DeltaKind } from "./delta";

/** Step by step: outcome, time and counts of both, and the step where their ways part. */
export function CompareSteps({ view, onlyDifferent }: { view: CompareView; onlyDifferent: boolean }) {
  const t = useT();
  const shown = view.steps.filter(({ a, b }) => !onlyDifferent || !isSameOutcome(a, b));
  const isSummed = view.steps.some(({ a, b }) => (a?.attempts ?? 1) > 1 || (b?.attempts ?? 1) > 1);
  return (
    <Panel aria-labelledby="compare-steps">
      <PanelHeader
        id="compare-steps"
        title={t("steps.title")}
        note={
          <>
            {t("compare.shownOf", { shown: shown.length, total: view.steps.length })}
            {isSummed && ` · ${t("compare.summed")}`}
          </>
        }
      />
      {shown.length === 0 ? (
        <p className="px-3.5 py-3 text-muted">{t("compare.stepsAlike")}</p>
      ) : (
        <TableScroll label={t("steps.title")}>
          <Table>
            <Thead>
              <tr>
                <Th>{t("steps.step")}</Th>
                <Th>A</Th>
                <Th>B</Th>
                <Th numeric>{t("compare.durations")}</Th>
                <Th numeric>{t("compare.reads")}</Th>
                <Th numeric>{t("compare.writes")}</Th>
                <Th numeric>{t("compare.skips")}</Th>
                <Th numeric>{t("compare.rollbacks")}</Th>
              </tr>
            </Thead>
            <tbody>
              {shown.map(({ name, a, b }) => (
                <Tr
                  key={name}
                  className={cn(
                    "align-top",
                    name === view.divergesAt && "bg-accent-soft/60 shadow-[inset_3px_0_0_var(--accent)]",
                  )}
                >
                  <RowTh className="max-w-72 py-2">
                    <span className="block truncate" title={name}>
                      <bdi>{name}</bdi>
                    </span>
                    {name === view.divergesAt && <Badge variant="accent">{t("compare.partHere")}</Badge>}
                  </RowTh>
                  <StepStatus step={a} other={b} executionId={view.a.id} />
                  <StepStatus step={b} other={a} executionId={view.b.id} />
                  <Pair a={a?.durationMs} b={b?.durationMs} kind="duration" />
                  <Pair a={a?.read} b={b?.read} kind="items" />
                  <Pair a={a?.written} b={b?.written} kind="items" />
                  <Pair a={skipsOf(a)} b={skipsOf(b)} kind="trouble" />
                  <Pair a={a?.rollbacks} b={b?.rollbacks} kind="trouble" />
                </Tr>
              ))}
            </tbody>
          </Table>
        </TableScroll>
      )}
    </Panel>
  );
}

function StepStatus({
  step,
  other,
  executionId,
}: {
  step: ComparedStep | null;
  other: ComparedStep | null;
  /** The execution of this column. */
  executionId: Id;
}) {
  const t = useT();
  if (!step) {
    return (
      <Td className="py-2">
        <span className="text-faint">{t("compare.absent")}</span>
      </Td>
    );
  }
  return (
    <Td className="py-2">
      <StatusBadge status={step.status} stored={step.storedStatus} />
      {other && step.exitCode !== other.exitCode && step.exitCode !== step.status && (
        <span className="block">
          <ExitCode code={step.exitCode} />
        </span>
      )}
      {step.executionId !== executionId && (
        <span className="block text-muted text-xs">
          <Link href={routes.executions.detail(step.executionId)} className="hover:underline">
            {t("compare.doneIn", { id: step.executionId })}
          </Link>
        </span>
      )}
      {step.attempts > 1 && (
        <span className="block text-muted text-xs">{t("compare.overAttempts", { count: step.attempts })}</span>
      )}
    </Td>
  );
}

/** Both figures and what lies between; one faint figure when they are equal. */
function Pair({ a, b, kind }: { a: number | null | undefined; b: number | null | undefined; kind: DeltaKind }) {
  const format = useFormat();
  const show = (value: number | null | undefined) =>
    value === null || value === undefined ? "–" : kind === "duration" ? format.duration(value) : format.number(value);
  const isSame = (a ?? null) === (b ?? null);
  return (
    <Td numeric className="py-2">
      {isSame ? (
        <span className="text-faint">{show(a)}</span>
      ) : (
        <>
          {show(a)} <span className="text-faint">→</span> {show(b)}
          <span className="block text-xs">
            <Delta a={a ?? null} b={b ?? null} kind={kind} />
          </span>
        </>
      )}
    </Td>
  );
}

function skipsOf(step: ComparedStep | null): number | null {
  return step && step.readSkips + step.processSkips + step.writeSkips;
}

function isSameOutcome(a: ComparedStep | null, b: ComparedStep | null): boolean {
  if (!a || !b) return a === b;
  return (
    a.status === b.status &&
    a.exitCode === b.exitCode &&
    a.read === b.read &&
    a.written === b.written &&
    a.rollbacks === b.rollbacks &&
    skipsOf(a) === skipsOf(b)
  );
}
