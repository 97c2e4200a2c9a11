"use client";

import { isRunning } from "batch-core/model";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import type { PartitionSummary, StepView } from "@/lib/shared/views";
import { StatusBadge } from "../status/status-badge";
import { cn } from "../ui/cn";
import { Count } from "../ui/count";
import { Td, Tr } from "../ui/table";
import { DurationDoubt } from "../values/duration-doubt";

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
      <Td numeric className="text-muted">
        {step.itemsPerSecond === null ? <span className="text-faint">–</span> : format.rate(step.itemsPerSecond)}
      </Td>
      <Td numeric>{count(step.filtered)}</Td>
      <Td numeric>
        <Skips step={step} count={(value) => count(value, "warn")} />
      </Td>
      <Td numeric>{count(step.commits)}</Td>
      <Td numeric>{count(step.rollbacks, "bad")}</Td>
    </Tr>
  );
}

/** Only where it says more than the status: until a step ends it is EXECUTING, afterwards mostly the status over again. */
function OwnExitCode({ step: { status, exitCode } }: { step: StepView }) {
  if (!exitCode || exitCode === status || isRunning(status)) return null;
  return (
    <span className="mono ml-2 inline-block max-w-44 truncate align-bottom text-muted" title={exitCode}>
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
