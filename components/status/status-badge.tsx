"use client";

import type { BatchStatus } from "batch-core/model";
import { TriangleAlert } from "lucide-react";
import { useT } from "@/lib/client/locale";
import type { Liveness } from "@/lib/shared/views";
import { cn } from "../ui/cn";
import { StatusIcon } from "./status-icon";
import { toneStyle } from "./tone";

/**
 * Icon, word and colour of a BatchStatus.
 * @param stored  what the column really holds, when that is no status word
 * @param pill  on a tint, for headings; plain in tables
 */
export function StatusBadge({
  status,
  stored,
  liveness = null,
  pill = false,
  compact = false,
  wordClassName,
  className,
}: {
  status: BatchStatus;
  stored?: string | null;
  liveness?: Liveness;
  pill?: boolean;
  /** Doubt as an icon, for narrow columns. */
  compact?: boolean;
  /** For tables so narrow that only those who listen are told the word. */
  wordClassName?: string;
  className?: string;
}) {
  const t = useT();
  const inDoubt = liveness === "suspect" || liveness === "lost";
  return (
    <span className={cn("inline-flex items-baseline gap-1.5", className)}>
      <span
        data-slot="status"
        style={toneStyle(status)}
        className={cn(
          "inline-flex items-baseline gap-1.5 whitespace-nowrap font-medium text-tone",
          pill && "rounded-full bg-tone-soft py-0.5 pr-2.5 pl-1.5 text-xs",
        )}
        title={stored ? t("status.stored", { text: stored }) : undefined}
      >
        <StatusIcon status={status} className="self-center" />
        <span className={wordClassName}>{t(`status.${status}`)}</span>
      </span>
      {inDoubt && (
        <span
          style={toneStyle("warning")}
          title={t(`liveness.${liveness}Why`)}
          className={cn(
            "whitespace-nowrap font-medium text-tone",
            compact ? "self-center" : "rounded-full bg-tone-soft px-1.5 text-2xs leading-[18px]",
          )}
        >
          {compact && <TriangleAlert aria-hidden className="size-3.5" />}
          <span className={compact ? "sr-only" : undefined}>{t(`liveness.${liveness}`)}</span>
        </span>
      )}
    </span>
  );
}
