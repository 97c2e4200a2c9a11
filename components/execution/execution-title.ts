import type { Translator } from "@/lib/shared/messages/translate";
import type { ExecutionRow } from "@/lib/shared/views";

/** The status first: among many tabs it is what is looked for. */
export function executionTitle(t: Translator, row: ExecutionRow): string {
  return `${t(`status.${row.status}`)} · ${row.jobName ?? t("executions.noJob")} ${row.id}`;
}
