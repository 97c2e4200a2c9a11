"use client";

import { useT } from "@/lib/client/locale";
import type { AuditEntry } from "@/lib/shared/views";
import { Panel, PanelHeader } from "../ui/panel";
import { Time } from "../ui/time";

/** Who did what to this execution, newest first. */
export function AuditPanel({ entries }: { entries: readonly AuditEntry[] }) {
  const t = useT();
  if (entries.length === 0) return null;
  return (
    <Panel aria-labelledby="audit-title">
      <PanelHeader id="audit-title" title={t("audit.title")} />
      <ol>
        {entries.map((entry) => (
          <li key={entry.id} className="border-line-soft border-b px-3.5 py-2 last:border-b-0">
            <div className="flex flex-wrap items-baseline gap-x-2">
              <span className="font-medium">{t.find(`audit.actions.${entry.action}`) ?? entry.action}</span>
              <span className="text-muted">{t("audit.by", { actor: entry.actor })}</span>
              {entry.beforeStatus && entry.afterStatus && (
                <span className="text-muted text-xs">
                  {t.find(`status.${entry.beforeStatus}`) ?? entry.beforeStatus} →{" "}
                  {t.find(`status.${entry.afterStatus}`) ?? entry.afterStatus}
                </span>
              )}
              {entry.result !== "DONE" && (
                <span className="font-medium text-warning text-xs">
                  {t.find(`audit.results.${entry.result}`) ?? entry.result}
                </span>
              )}
              <Time at={entry.at} className="ml-auto text-xs" />
            </div>
            {entry.reason && <p className="mt-0.5 text-muted [overflow-wrap:anywhere]">“{entry.reason}”</p>}
            {entry.message && <p className="mt-0.5 text-muted text-xs [overflow-wrap:anywhere]">{entry.message}</p>}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
