"use client";

import { isRunning } from "batch-core/model";
import { ChevronRight } from "lucide-react";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import type { PartitionSummary, StepView } from "@/lib/shared/views";
import { StatusBadge } from "../status/status-badge";
import { cn } from "../ui/cn";
import { Count } from "../ui/count";
import { Td, Tr } from "../ui/table";
import { DurationDoubt } from "../values/duration-doubt";

/** Of columns that a phone has no room for: what they say stands in the open row there. */
export const WIDE = "@max-xl:hidden";

/** What one step did; opens to what a row has no room for. */
export function StepRow({
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
    <Tr id={`step-${step.id}`} className={cn("scroll-mt-16", isOpen && "bg-hover")}>
      <th scope="row" className="h-9 max-w-64 px-2 pl-2 text-left font-medium @max-xl:w-full @max-xl:max-w-0">
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
        <StatusBadge
          status={step.status}
          stored={step.storedStatus}
          wordClassName="@max-xl:sr-only"
          className="@max-xl:align-middle"
        />
        <OwnExitCode step={step} />
      </Td>
      <Td numeric>
        {step.durationMs !== null && format.duration(step.durationMs)}{" "}
        {step.durationDoubt && <DurationDoubt doubt={step.durationDoubt} />}
        {step.durationMs === null && !step.durationDoubt && <span className="text-faint">–</span>}
      </Td>
      <Td numeric>
        {count(step.read)}
        <SoFar stored={step.read} inPartitions={partitions?.read ?? 0} />
      </Td>
      <Td numeric>
        {count(step.written)}
        <SoFar stored={step.written} inPartitions={partitions?.written ?? 0} />
      </Td>
      <Td numeric className={cn(WIDE, "text-muted")}>
        {step.itemsPerSecond === null ? <span className="text-faint">–</span> : format.rate(step.itemsPerSecond)}
      </Td>
      <Td numeric className={WIDE}>
        {count(step.filtered)}
      </Td>
      <Td numeric className={WIDE}>
        <Skips step={step} />
      </Td>
      <Td numeric className={WIDE}>
        {count(step.commits)}
      </Td>
      <Td numeric className={WIDE}>
        {count(step.rollbacks, "bad")}
      </Td>
    </Tr>
  );
}

/** Only where it says more than the status: until a step ends it is EXECUTING, afterwards mostly the status over again. */
function OwnExitCode({ step: { status, exitCode } }: { step: StepView }) {
  if (!exitCode || exitCode === status || isRunning(status)) return null;
  return (
    <span
      className={cn("mono ml-2 inline-block @max-xl:hidden max-w-44 truncate align-bottom text-muted")}
      title={exitCode}
    >
      {exitCode}
    </span>
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
export function Skips({ step }: { step: StepView }) {
  const t = useT();
  const format = useFormat();
  const count = (value: number) => <Count value={value} text={format.number(value)} tone="warn" />;
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
