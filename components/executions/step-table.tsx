"use client";

import { ChevronRight } from "lucide-react";
import { Fragment, type ReactNode, useState } from "react";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import type { PartitionSummary, StepView } from "@/lib/shared/views";
import { ExitCode } from "../status/exit-code";
import { StatusBadge } from "../status/status-badge";
import { cn } from "../ui/cn";
import { Count } from "../ui/count";
import { Panel, PanelHeader } from "../ui/panel";
import { Table, TableScroll, Td, Th, Thead, Tr } from "../ui/table";
import { DurationDoubt } from "./duration-doubt";
import { StepDetails } from "./step-details";

/** What every step did, in the order they started. A row opens to times, rates, exit message and partitions. */
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
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) =>
    setOpen((all) => (all.has(id) ? new Set([...all].filter((each) => each !== id)) : new Set(all).add(id)));
  return (
    <Panel aria-labelledby="steps-title">
      <PanelHeader id="steps-title" title={t("steps.title")} note={t("steps.count", { count: steps.length })} />
      {steps.length === 0 ? (
        <p className="px-3.5 py-4 text-muted">{t("steps.none")}</p>
      ) : (
        <TableScroll label={t("steps.title")}>
          <Table>
            <Thead>
              <tr>
                <Th>{t("steps.step")}</Th>
                <Th>{t("executions.status")}</Th>
                <Th numeric>{t("counts.read")}</Th>
                <Th numeric>{t("counts.written")}</Th>
                <Th numeric>{t("counts.filtered")}</Th>
                <Th numeric>
                  <abbr title={t("counts.skipsLong")} className="no-underline">
                    {t("counts.skipsRpw")}
                  </abbr>
                </Th>
                <Th numeric>{t("counts.commits")}</Th>
                <Th numeric>{t("counts.rollbacks")}</Th>
                <Th numeric>{t("executions.duration")}</Th>
                <Th>{t("executions.exitCode")}</Th>
              </tr>
            </Thead>
            <tbody>
              {steps.map((step) => (
                <Fragment key={step.id}>
                  <StepRow
                    step={step}
                    partitions={partitions.find((each) => each.managerId === step.id) ?? null}
                    isOpen={open.has(step.id)}
                    onToggle={() => toggle(step.id)}
                  />
                  {open.has(step.id) && (
                    <tr className="border-line-soft border-b last:border-b-0">
                      <td colSpan={10} className="bg-background px-3.5 py-3">
                        <StepDetails
                          executionId={executionId}
                          step={step}
                          partitions={partitions.find((each) => each.managerId === step.id) ?? null}
                        />
                      </td>
                    </tr>
                  )}
                </Fragment>
              ))}
            </tbody>
          </Table>
        </TableScroll>
      )}
    </Panel>
  );
}

function StepRow({
  step,
  partitions,
  isOpen,
  onToggle,
}: {
  step: StepView;
  partitions: PartitionSummary | null;
  isOpen: boolean;
  onToggle: () => void;
}) {
  const format = useFormat();
  const count = (value: number, tone?: "warn" | "bad") => (
    <Count value={value} text={format.number(value)} {...(tone ? { tone } : {})} />
  );
  return (
    <Tr id={`step-${step.id}`} className="scroll-mt-16 target:bg-accent-soft">
      <th scope="row" className="h-9 max-w-64 px-2 pl-2 text-left font-medium">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={onToggle}
          className="flex max-w-full items-center gap-1 rounded-sm"
          title={step.name}
        >
          <ChevronRight
            aria-hidden
            className={cn("size-3.5 shrink-0 text-muted transition-transform", isOpen && "rotate-90")}
          />
          <span className="truncate">{step.name}</span>
        </button>
      </th>
      <Td>
        <StatusBadge status={step.status} stored={step.storedStatus} />
      </Td>
      <Td numeric>
        {count(step.read)}
        <SoFar stored={step.read} inPartitions={partitions?.read ?? 0} />
      </Td>
      <Td numeric>
        {count(step.written)}
        <SoFar stored={step.written} inPartitions={partitions?.written ?? 0} />
      </Td>
      <Td numeric>{count(step.filtered)}</Td>
      <Td numeric>
        <Skips step={step} count={(value) => count(value, "warn")} />
      </Td>
      <Td numeric>{count(step.commits)}</Td>
      <Td numeric>{count(step.rollbacks, "bad")}</Td>
      <Td numeric>
        {step.durationMs !== null && format.duration(step.durationMs)}{" "}
        {step.durationDoubt && <DurationDoubt doubt={step.durationDoubt} />}
        {step.durationMs === null && !step.durationDoubt && <span className="text-faint">–</span>}
      </Td>
      <Td>
        <ExitCode code={step.exitCode} failed={step.status === "FAILED"} />
      </Td>
    </Tr>
  );
}

/** A manager has its workers' counts only once they have all ended. */
function SoFar({ stored, inPartitions }: { stored: number; inPartitions: number }) {
  const t = useT();
  const format = useFormat();
  if (inPartitions <= stored) return null;
  return (
    <span className="text-muted text-xs" title={t("steps.inPartitions")}>
      {" "}
      Σ {format.number(inPartitions)}
    </span>
  );
}

/** Read, process and write skips, apart: they have different causes. */
function Skips({ step, count }: { step: StepView; count: (value: number) => ReactNode }) {
  const t = useT();
  const dot = <span className="text-faint"> · </span>;
  return (
    <span
      title={t("counts.skipsSpelled", { read: step.readSkips, process: step.processSkips, write: step.writeSkips })}
    >
      {count(step.readSkips)}
      {dot}
      {count(step.processSkips)}
      {dot}
      {count(step.writeSkips)}
    </span>
  );
}
