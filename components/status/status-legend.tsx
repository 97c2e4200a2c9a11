"use client";

import { BATCH_STATUSES } from "batch-core/model";
import { useT } from "@/lib/client/locale";
import { StatusBadge } from "./status-badge";

export function StatusLegend() {
  const t = useT();
  return (
    <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-2">
      {BATCH_STATUSES.map((status) => (
        <div key={status} className="contents">
          <dt>
            <StatusBadge status={status} />
          </dt>
          <dd className="text-muted">{t(`statusMeaning.${status}`)}</dd>
        </div>
      ))}
    </dl>
  );
}
