"use client";

import { CircleCheckBig } from "lucide-react";
import Link from "next/link";
import { useT } from "@/lib/client/locale";
import { routes } from "@/lib/shared/routes";
import type { FailureRow } from "@/lib/shared/views";
import { StatusIcon } from "../status/status-icon";
import { toneStyle } from "../status/tone";
import { Face } from "../ui/face";
import { Panel, PanelHeader } from "../ui/panel";
import { Time } from "../ui/time";

/** What failed lately and the line that says why, newest first. */
export function FailuresFeed({ failures }: { failures: readonly FailureRow[] }) {
  const t = useT();
  return (
    <Panel aria-labelledby="failures-title">
      <PanelHeader id="failures-title" title={t("overview.failures")} note={t("overview.newestFirst")} />
      {failures.length === 0 ? (
        <Face icon={CircleCheckBig} title={t("overview.noFailures")} className="py-8" />
      ) : (
        <ul>
          {failures.map((failure) => (
            <li
              key={failure.id}
              className="relative border-line-soft border-b px-3.5 py-2 last:border-b-0 hover:bg-hover"
            >
              <div className="flex items-center gap-2">
                <span style={toneStyle("FAILED")} className="text-tone">
                  <StatusIcon status="FAILED" />
                </span>
                <Link
                  href={routes.executions.detail(failure.id)}
                  prefetch={false}
                  data-row-link
                  className="min-w-0 truncate font-medium after:absolute after:inset-0"
                >
                  <span className="sr-only">{t("executions.executionId", { id: failure.id })} </span>
                  {failure.jobName ?? t("executions.noJob")}
                </Link>
                {failure.step && <span className="min-w-0 truncate text-muted text-xs">{failure.step}</span>}
                <Time at={failure.ended} show="relative" className="ml-auto text-muted text-xs" />
              </div>
              {failure.firstLine && (
                <p className="mono mt-0.5 line-clamp-2 pl-[22px] text-muted [overflow-wrap:anywhere]">
                  {failure.firstLine}
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
