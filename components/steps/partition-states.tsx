"use client";

import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import type { PartitionSummary } from "@/lib/shared/views";
import { toneStyle } from "../status/tone";

/** How far the partitions are together: a bar, and the same in figures. */
export function PartitionStates({ summary }: { summary: PartitionSummary }) {
  const t = useT();
  const format = useFormat();
  const { total, completed, running, failed } = summary;
  const parts = [
    { tone: "COMPLETED", count: completed },
    { tone: "STARTED", count: running },
    { tone: "FAILED", count: failed },
  ] as const;
  return (
    <div className="px-3.5 pt-2 pb-2.5 text-xs">
      <p>
        <span className="font-medium">{t("partitions.title", { count: total })}</span>{" "}
        <span className="text-muted">
          {t("partitions.progress", {
            done: format.number(completed),
            running: format.number(running),
            failed: format.number(failed),
          })}
        </span>
      </p>
      <span aria-hidden className="mt-1.5 flex h-1.5 gap-px overflow-hidden rounded-full bg-track">
        {parts.map(({ tone, count }) => (
          <span
            key={tone}
            style={{ ...toneStyle(tone), width: `${(count / Math.max(1, total)) * 100}%` }}
            className="bg-tone"
          />
        ))}
      </span>
    </div>
  );
}
