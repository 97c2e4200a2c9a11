"use client";

import { isUnsuccessful } from "batch-core/model";
import { LayoutGrid } from "lucide-react";
import Link from "next/link";
import { useT } from "@/lib/client/locale";
import type { Language } from "@/lib/shared/messages/translate";
import { routes } from "@/lib/shared/routes";
import type { ExecutionRow, OverviewJobRow } from "@/lib/shared/views";
import { LateMark } from "../jobs/late-mark";
import { RunStrip } from "../status/run-strip";
import { StatusBadge } from "../status/status-badge";
import { Face } from "../ui/face";
import { Name } from "../ui/name";
import { Panel, PanelHeader } from "../ui/panel";
import { RowTh, Table, Td, Th, Thead, Tr } from "../ui/table";
import { Time } from "../ui/time";
import { DurationBar } from "../values/duration-bar";

/** Every job and how its last executions went. */
export function JobOverview({ jobs }: { jobs: readonly OverviewJobRow[] }) {
  const t = useT();
  return (
    <Panel aria-labelledby="job-overview-title" className="@container">
      <PanelHeader id="job-overview-title" title={t("overview.jobs")} />
      {jobs.length === 0 ? (
        <Face icon={LayoutGrid} title={t("jobs.none")}>
          {t("jobs.noneHint")}
        </Face>
      ) : (
        <Table className="table-fixed">
          <Thead>
            <tr>
              <Th>{t("executions.job")}</Th>
              <Th className="w-32">{t("overview.lastStatus")}</Th>
              <Th className="w-28 @max-xl:hidden">{t("executions.started")}</Th>
              <Th className="w-36 @max-2xl:hidden">{t("executions.duration")}</Th>
              <Th className="w-28 @max-4xl:hidden">{t("overview.lastSuccess")}</Th>
              <Th className="w-58 @max-3xl:hidden">{t("strip.title")}</Th>
            </tr>
          </Thead>
          <tbody>
            {inOrderOfConcern(jobs, t.language).map((job) => (
              <Tr key={job.jobName}>
                <RowTh className="max-w-0">
                  <span className="flex min-w-0 items-center gap-2">
                    <Link
                      href={routes.jobs.detail(job.jobName)}
                      prefetch={false}
                      className="truncate hover:underline"
                      title={job.jobName}
                    >
                      <Name text={job.jobName} />
                    </Link>
                    <LateMark since={job.overdueSince} compact />
                  </span>
                </RowTh>
                <Td>
                  {job.last ? (
                    <Link
                      href={routes.executions.detail(job.last.id)}
                      prefetch={false}
                      className="rounded-sm hover:underline"
                    >
                      <StatusBadge status={job.last.status} liveness={job.last.liveness} compact />
                    </Link>
                  ) : (
                    <span className="text-faint">{t("status.none")}</span>
                  )}
                </Td>
                <Td className="@max-xl:hidden">
                  {job.last && <Time at={job.last.started} show="relative" className="text-muted" />}
                </Td>
                <Td className="@max-2xl:hidden">{job.last && <DurationBar of={job.last} />}</Td>
                <Td className="@max-4xl:hidden">
                  {job.last && <Time at={job.lastSuccess} show="relative" className="text-muted" />}
                </Td>
                <Td className="@max-3xl:hidden">{job.last && <RunStrip cells={job.strip} />}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}

/** What needs a look first, what never ran last; by name between, so that rows keep their places while data refreshes. */
function inOrderOfConcern(jobs: readonly OverviewJobRow[], language: Language): readonly OverviewJobRow[] {
  // Told the language: the server's own and the browser's may order names of two scripts differently.
  const { compare } = new Intl.Collator(language);
  const concern = ({ last, overdueSince }: OverviewJobRow) => {
    if (last === null) return 2;
    const isConcern = isUnsuccessful(last.status) || last.status === "STOPPED" || isInDoubt(last);
    return isConcern || overdueSince !== null ? 0 : 1;
  };
  return jobs.toSorted((a, b) => concern(a) - concern(b) || compare(a.jobName, b.jobName));
}

function isInDoubt({ liveness }: ExecutionRow): boolean {
  return liveness === "suspect" || liveness === "lost";
}
