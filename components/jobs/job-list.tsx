"use client";

import { LayoutGrid, Play } from "lucide-react";
import Link from "next/link";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { routes } from "@/lib/shared/routes";
import type { JobRow } from "@/lib/shared/views";
import { StatusBadge } from "../status/status-badge";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import { Count } from "../ui/count";
import { Face } from "../ui/face";
import { Panel } from "../ui/panel";
import { RowTh, Table, Td, Th, Thead, Tr } from "../ui/table";
import { Time } from "../ui/time";
import { RunStrip } from "./run-strip";

/** The catalogue: what can be launched here, and what else has written to this database. */
export function JobList({ jobs, canLaunch }: { jobs: readonly JobRow[]; canLaunch: boolean }) {
  const t = useT();
  if (jobs.length === 0) {
    return (
      <Panel>
        <Face icon={LayoutGrid} title={t("jobs.none")}>
          {t("jobs.noneHint")}
        </Face>
      </Panel>
    );
  }
  return (
    <Panel className="@container">
      <Table className="table-fixed">
        <caption className="sr-only">{t("jobs.caption")}</caption>
        <Thead>
          <tr>
            <Th>{t("executions.job")}</Th>
            <Th className="w-32 @max-md:hidden">{t("overview.lastStatus")}</Th>
            <Th className="w-28 @max-2xl:hidden">{t("executions.started")}</Th>
            <Th numeric className="w-24 @max-3xl:hidden">
              {t("jobs.executions")}
            </Th>
            <Th numeric className="w-22 @max-3xl:hidden">
              {t("jobs.success")}
            </Th>
            <Th numeric className="w-22 @max-4xl:hidden">
              {t("jobs.median")}
            </Th>
            <Th numeric className="w-22 @max-5xl:hidden">
              {t("jobs.p95")}
            </Th>
            <Th className="w-62 pl-6 @max-4xl:hidden">{t("strip.title")}</Th>
            <Th className="w-28">
              <span className="sr-only">{t("actions.launch")}</span>
            </Th>
          </tr>
        </Thead>
        <tbody>
          {jobs.map((job) => (
            <JobTableRow key={job.name} job={job} canLaunch={canLaunch} />
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}

function JobTableRow({ job, canLaunch }: { job: JobRow; canLaunch: boolean }) {
  const t = useT();
  const format = useFormat();
  return (
    <Tr className="relative">
      <RowTh className="max-w-0 py-1.5">
        <span className="flex min-w-0 items-center gap-2">
          <Link
            href={routes.jobs.detail(job.name)}
            prefetch={false}
            data-row-link
            className="truncate after:absolute after:inset-0"
            title={job.name}
          >
            {job.name}
          </Link>
          {job.runningNow > 0 && <Badge variant="accent">{t("jobs.runningNow", { count: job.runningNow })}</Badge>}
        </span>
        {job.description && (
          <span className="block truncate font-normal text-muted text-xs" title={job.description}>
            {job.description}
          </span>
        )}
      </RowTh>
      <Td className="@max-md:hidden">
        {job.last ? (
          <StatusBadge status={job.last.status} liveness={job.last.liveness} />
        ) : (
          <span className="text-faint">{t("status.none")}</span>
        )}
      </Td>
      <Td className="@max-2xl:hidden">
        <Time at={job.last?.started ?? null} show="relative" className="text-muted" />
      </Td>
      <Td numeric className="@max-3xl:hidden">
        {/* None among the latest of all jobs, which says nothing about older ones. */}
        {job.stats.executions.value === 0 && job.stats.executions.capped ? (
          <span className="text-faint">–</span>
        ) : (
          <Count value={job.stats.executions.value} text={format.count(job.stats.executions)} />
        )}
      </Td>
      <Td numeric className="text-muted @max-3xl:hidden">
        {job.stats.successRate === null ? "–" : format.percent(job.stats.successRate)}
      </Td>
      <Td numeric className="text-muted @max-4xl:hidden">
        {job.stats.medianMs === null ? "–" : format.duration(job.stats.medianMs)}
      </Td>
      <Td numeric className="text-muted @max-5xl:hidden">
        {job.stats.p95Ms === null ? "–" : format.duration(job.stats.p95Ms)}
      </Td>
      <Td className="pl-6 @max-4xl:hidden">
        <RunStrip cells={job.strip} />
      </Td>
      <Td className="relative z-10 text-right">
        {job.launchable && canLaunch ? (
          <ButtonLink
            size="sm"
            href={routes.jobs.launch(job.name)}
            aria-label={t("jobs.launchNamed", { job: job.name })}
          >
            <Play aria-hidden />
            {t("actions.launch")}
          </ButtonLink>
        ) : (
          <Button size="sm" disabledReason={t(job.launchable ? "jobs.mayNotLaunch" : "jobs.notHere")}>
            <Play aria-hidden />
            {t("actions.launch")}
          </Button>
        )}
      </Td>
    </Tr>
  );
}
