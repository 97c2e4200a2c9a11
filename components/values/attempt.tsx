"use client";

import { useT } from "@/lib/client/locale";
import type { ExecutionRow } from "@/lib/shared/views";

/** "2/3" when there were several, a faint "1" when not. */
export function Attempt({ row }: { row: ExecutionRow }) {
  const t = useT();
  return (
    <span
      className={row.attempts > 1 ? undefined : "text-faint"}
      title={t("executions.attemptOf", { attempt: row.attempt, attempts: row.attempts })}
    >
      {row.attempts > 1 ? `${row.attempt}/${row.attempts}` : row.attempt}
    </span>
  );
}
