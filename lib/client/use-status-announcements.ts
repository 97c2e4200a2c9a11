"use client";

import type { BatchStatus } from "batch-core/model";
import { useEffect, useRef } from "react";
import { announce } from "./announce";
import { useT } from "./locale";

/** Says which executions changed their status since the last poll, and nothing when none did. */
export function useStatusAnnouncements(
  rows: readonly { readonly id: string; readonly jobName: string | null; readonly status: BatchStatus }[],
): void {
  const t = useT();
  const last = useRef<ReadonlyMap<string, BatchStatus> | null>(null);
  useEffect(() => {
    const before = last.current;
    last.current = new Map(rows.map((row) => [row.id, row.status]));
    if (!before) return;
    const changed = rows.filter((row) => before.has(row.id) && before.get(row.id) !== row.status);
    if (changed.length === 0) return;
    announce(
      changed
        .slice(0, 3)
        .map((row) => t("live.changed", { job: row.jobName ?? "", id: row.id, status: t(`status.${row.status}`) }))
        .join(" "),
    );
  }, [rows, t]);
}
