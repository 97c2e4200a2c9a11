"use client";

import { Fragment, useEffect, useEffectEvent, useState } from "react";
import { useT } from "@/lib/client/locale";
import { useRowWindow } from "@/lib/client/use-row-window";
import type { PartitionSummary, StepView } from "@/lib/shared/views";
import { cn } from "../ui/cn";
import { Panel, PanelHeader } from "../ui/panel";
import { Table, TableScroll, Th, Thead } from "../ui/table";
import { StepDetails } from "./step-details";
import { StepRow, WIDE } from "./step-row";

const ROW_HEIGHT = 36;
const COLUMNS = 10;

/** What every step did, in the order they started. A row opens to times, usual figures, exit message and partitions, and has an address. */
export function StepTable({
  executionId,
  steps,
  partitions,
}: {
  executionId: string;
  steps: readonly StepView[];
  partitions: readonly PartitionSummary[];
}) {
  const t = useT();
  const { box, isWindowed, from, to, before, after, showRow } = useRowWindow(
    steps.length,
    ROW_HEIGHT,
    steps.findIndex(({ status }) => status !== "COMPLETED"),
  );
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) =>
    setOpen((all) => (all.has(id) ? new Set([...all].filter((each) => each !== id)) : new Set(all).add(id)));
  useStepOfAddress((id) => {
    const index = steps.findIndex((step) => step.id === id);
    if (index < 0) return;
    setOpen((all) => new Set(all).add(id));
    if (isWindowed) showRow(index);
  });
  return (
    <Panel aria-labelledby="steps-title" className="@container">
      <PanelHeader id="steps-title" title={t("steps.title")} note={t("steps.count", { count: steps.length })} />
      {steps.length === 0 ? (
        <p className="px-3.5 py-4 text-muted">{t("steps.none")}</p>
      ) : (
        <TableScroll
          ref={box}
          label={t("steps.title")}
          className={cn(isWindowed && "relative max-h-[32rem] overflow-y-auto")}
        >
          <Table {...(isWindowed && { "aria-rowcount": steps.length + 1 })}>
            <Thead className={cn(isWindowed && "sticky top-0 z-10 bg-card")}>
              <tr>
                <Th>{t("steps.step")}</Th>
                <Th>
                  <span className="@max-xl:sr-only">{t("executions.status")}</span>
                </Th>
                <Th numeric>{t("executions.duration")}</Th>
                <Th numeric>{t("counts.read")}</Th>
                <Th numeric>{t("counts.written")}</Th>
                <Th numeric className={WIDE}>
                  {t("steps.rate")}
                </Th>
                <Th numeric className={WIDE}>
                  {t("counts.filtered")}
                </Th>
                <Th numeric className={WIDE}>
                  <abbr title={t("counts.skipsLong")} className="no-underline">
                    {t("counts.skipsRpw")}
                  </abbr>
                </Th>
                <Th numeric className={WIDE}>
                  {t("counts.commits")}
                </Th>
                <Th numeric className={WIDE}>
                  {t("counts.rollbacks")}
                </Th>
              </tr>
            </Thead>
            <tbody>
              <Spacer height={before} />
              {steps.slice(from, to).map((step) => {
                const own = partitions.find((each) => each.managerId === step.id) ?? null;
                return (
                  <Fragment key={step.id}>
                    <StepRow step={step} partitions={own} isOpen={open.has(step.id)} onToggle={() => toggle(step.id)} />
                    {open.has(step.id) && (
                      <tr className="border-line-soft border-b last:border-b-0">
                        <td colSpan={COLUMNS} className="bg-background px-3.5 py-3">
                          <StepDetails executionId={executionId} step={step} partitions={own} />
                        </td>
                      </tr>
                    )}
                  </Fragment>
                );
              })}
              <Spacer height={after} />
            </tbody>
          </Table>
        </TableScroll>
      )}
    </Panel>
  );
}

/** Stands for the rows that are not drawn. */
function Spacer({ height }: { height: number }) {
  if (height === 0) return null;
  return (
    <tr aria-hidden>
      <td colSpan={COLUMNS} style={{ height }} className="p-0" />
    </tr>
  );
}

/** Calls back with the step that the address names (`#step-17`), when the page opens and whenever it changes. */
function useStepOfAddress(show: (stepExecutionId: string) => void) {
  const found = useEffectEvent(show);
  useEffect(() => {
    const look = () => {
      const id = /^#step-(\d+)$/.exec(window.location.hash)?.[1];
      if (!id) return;
      found(id);
      requestAnimationFrame(() => document.getElementById(`step-${id}`)?.scrollIntoView({ block: "nearest" }));
    };
    look();
    window.addEventListener("hashchange", look);
    return () => window.removeEventListener("hashchange", look);
  }, []);
}
