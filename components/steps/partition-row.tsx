"use client";

import { ChevronRight } from "lucide-react";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import type { StepView } from "@/lib/shared/views";
import { StatusBadge } from "../status/status-badge";
import { cn } from "../ui/cn";
import { Count } from "../ui/count";
import { Td, Tr } from "../ui/table";
import { Time } from "../ui/time";

/** One partition's worker; opens to its message and its context. */
export function PartitionRow({
  worker,
  isOpen,
  onToggle,
}: {
  worker: StepView;
  isOpen: boolean;
  onToggle: () => void;
}) {
  const t = useT();
  const format = useFormat();
  const skips = worker.readSkips + worker.processSkips + worker.writeSkips;
  return (
    <Tr>
      <Td className="mono max-w-48" title={worker.name}>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-label={t("partitions.context", { name: worker.name })}
          onClick={onToggle}
          className="flex max-w-full items-center gap-1 rounded-sm"
        >
          <ChevronRight aria-hidden className={cn("size-3.5 shrink-0 text-muted", isOpen && "rotate-90")} />
          <span className="truncate">{partitionName(worker)}</span>
        </button>
      </Td>
      <Td>
        <StatusBadge status={worker.status} stored={worker.storedStatus} />
      </Td>
      <Td numeric>
        <Count value={worker.read} text={format.number(worker.read)} />
      </Td>
      <Td numeric>
        <Count value={worker.written} text={format.number(worker.written)} />
      </Td>
      <Td numeric>
        <Count value={skips} text={format.number(skips)} tone="warn" />
      </Td>
      <Td numeric>{worker.itemsPerSecond === null ? "–" : format.rate(worker.itemsPerSecond)}</Td>
      <Td numeric>{worker.durationMs === null ? "–" : format.duration(worker.durationMs)}</Td>
      <Td>
        <Time at={worker.updated} show="relative" />
      </Td>
    </Tr>
  );
}

/** The part of the worker's name that is the partition's own. */
export function partitionName({ name }: Pick<StepView, "name">): string {
  return name.slice(name.indexOf(":") + 1);
}
