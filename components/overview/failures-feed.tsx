"use client";

import { CircleCheckBig } from "lucide-react";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { useLastVisit } from "@/lib/client/use-last-visit";
import { withoutPackages } from "@/lib/shared/class-name";
import { routes } from "@/lib/shared/routes";
import type { FailureRow } from "@/lib/shared/views";
import { StatusIcon } from "../status/status-icon";
import { toneStyle } from "../status/tone";
import { Badge } from "../ui/badge";
import { Face } from "../ui/face";
import { Name } from "../ui/name";
import { Panel, PanelHeader } from "../ui/panel";
import { RowLink } from "../ui/row-link";
import { Time } from "../ui/time";

/** What failed lately and the line that says why, newest first. */
export function FailuresFeed({ failures }: { failures: readonly FailureRow[] }) {
  const t = useT();
  const format = useFormat();
  const lastVisit = useLastVisit();
  const isNew = ({ ended }: FailureRow) => lastVisit !== null && ended !== null && Date.parse(ended) > lastVisit;
  const newCount = failures.filter(isNew).length;
  return (
    <Panel aria-labelledby="failures-title">
      <PanelHeader
        id="failures-title"
        title={t("overview.failures")}
        note={
          lastVisit !== null && newCount > 0
            ? t("overview.sinceLastVisit", {
                count: newCount,
                time: format.moment(new Date(lastVisit).toISOString(), Date.now()),
              })
            : t("overview.newestFirst")
        }
      />
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
                <RowLink href={routes.executions.detail(failure.id)} className="min-w-0 truncate font-medium">
                  <span className="sr-only">{t("executions.executionId", { id: failure.id })} </span>
                  {failure.jobName === null ? t("executions.noJob") : <Name text={failure.jobName} />}
                </RowLink>
                {isNew(failure) && <Badge variant="accent">{t("overview.new")}</Badge>}
                {failure.step && <bdi className="min-w-0 truncate text-muted text-xs">{failure.step}</bdi>}
                <Time at={failure.ended} show="relative" className="ml-auto text-muted text-xs" />
              </div>
              {failure.firstLine && (
                <p
                  className="mono mt-0.5 line-clamp-2 pl-[22px] text-muted [overflow-wrap:anywhere]"
                  title={failure.firstLine}
                >
                  <bdi>{withoutPackages(failure.firstLine)}</bdi>
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
