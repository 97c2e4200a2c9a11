"use client";

import { useT } from "@/lib/client/locale";
import type { ExecutionView } from "@/lib/shared/views";
import { CopyButton } from "../ui/copy-button";
import { Panel, PanelHeader } from "../ui/panel";
import { Time } from "../ui/time";

/** What else its row holds: for those who compare it with the database. */
export function StoredPanel({ view: { row, version, jobKey } }: { view: ExecutionView }) {
  const t = useT();
  const lines = [
    ["CREATE_TIME", <Time key="" at={row.created} show="moment" />],
    ["LAST_UPDATED", <Time key="" at={row.updated} show="moment" />],
    ["VERSION", version],
    ["STATUS", row.storedStatus ?? row.status],
    [
      "JOB_KEY",
      jobKey && (
        <span key="" className="flex min-w-0 items-center gap-1">
          <span className="mono truncate" title={jobKey}>
            {jobKey}
          </span>
          <CopyButton text={jobKey} label={t("execution.copyKey")} className="size-6 shrink-0" />
        </span>
      ),
    ],
  ] as const;
  return (
    <Panel aria-labelledby="stored-title">
      <PanelHeader id="stored-title" title={t("execution.stored")} />
      <dl className="px-3.5 py-1.5">
        {lines.map(([name, value]) => (
          <div key={name} className="grid min-h-7 grid-cols-[8rem_minmax(0,1fr)] items-center gap-x-3">
            <dt className="mono text-muted">{name}</dt>
            <dd className="min-w-0 tabular-nums">{value ?? "–"}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
