"use client";

import Link from "next/link";
import { Rich, useT } from "@/lib/client/locale";
import { routes } from "@/lib/shared/routes";
import type { ExecutionView } from "@/lib/shared/views";
import { StatusBadge } from "../status/status-badge";
import { Notice } from "../ui/notice";

/** That this is not the last word: how the newest attempt at the same instance came out. */
export function LaterAttempt({ view: { row, timeline } }: { view: ExecutionView }) {
  const t = useT();
  const newest = timeline.lanes.at(-1);
  if (!newest || newest.executionId === row.id || newest.attempt <= row.attempt) return null;
  return (
    <Notice kind="info" title={t("execution.notNewest")} className="mb-4">
      <Rich
        k="execution.newest"
        values={{
          attempt: newest.attempt,
          execution: (
            <Link
              href={routes.executions.detail(newest.executionId)}
              className="mono text-ink underline underline-offset-2"
            >
              {newest.executionId}
            </Link>
          ),
          status: <StatusBadge status={newest.status} />,
        }}
      />
    </Notice>
  );
}
