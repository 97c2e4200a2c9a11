"use client";

import { Play } from "lucide-react";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import type { JobListView, JobSort } from "@/lib/shared/job-list-view";
import type { MessageKey } from "@/lib/shared/messages/translate";
import { routes } from "@/lib/shared/routes";
import type { JobRow } from "@/lib/shared/views";
import { useShell } from "../shell/shell-context";
import { RunStrip } from "../status/run-strip";
import { StatusBadge } from "../status/status-badge";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import { Count } from "../ui/count";
import { Name } from "../ui/name";
import { RowLink } from "../ui/row-link";
import { SortHeading } from "../ui/sort-heading";
import { RowTh, Table, Td, Th, Thead, Tr } from "../ui/table";
import { Time } from "../ui/time";
import { LateMark } from "./late-mark";

/** Jobs, a row each, in the order of the heading that was pressed. */
export function JobTable({
  jobs,
  view,
  onSort,
}: {
  jobs: readonly JobRow[];
  view: JobListView;
  onSort: (sort: JobSort) => void;
}) {
  const t = useT();
  const { launch } = useShell() ?? { launch: null };
  // Where nothing can be launched there is nothing to press in any row.
  const withLaunch = launch?.enabled === true && jobs.some(({ launchable }) => launchable);
  const sorting = { view, onSort };
  return (
    <Table className="table-fixed">
      <caption className="sr-only">{t("jobs.caption")}</caption>
      <Thead className="[&_th]:sticky [&_th]:top-12 [&_th]:z-20 [&_th]:bg-card">
        <tr>
          <SortTh sort="name" word="executions.job" {...sorting} />
          <Th className="w-32 @max-md:hidden">{t("overview.lastStatus")}</Th>
          <SortTh sort="started" word="executions.started" className="w-24 @max-2xl:hidden" {...sorting} />
          <SortTh sort="executions" word="jobs.executions" numeric className="w-24 @max-3xl:hidden" {...sorting} />
          <SortTh sort="success" word="jobs.success" numeric className="w-22 @max-3xl:hidden" {...sorting} />
          <SortTh sort="median" word="jobs.median" numeric className="w-22 @max-4xl:hidden" {...sorting} />
          <SortTh sort="p95" word="jobs.p95" numeric className="w-22 @max-6xl:hidden" {...sorting} />
          <Th className="w-58 pl-6 @max-5xl:hidden">{t("strip.title")}</Th>
          {withLaunch && (
            <Th className="w-28">
              <span className="sr-only">{t("actions.launch")}</span>
            </Th>
          )}
        </tr>
      </Thead>
      <tbody>
        {jobs.map((job) => (
          <JobTableRow key={job.name} job={job} withLaunch={withLaunch} />
        ))}
      </tbody>
    </Table>
  );
}

function SortTh({
  sort,
  word,
  numeric = false,
  className,
  view,
  onSort,
}: {
  sort: JobSort;
  word: MessageKey;
  numeric?: boolean;
  className?: string;
  view: JobListView;
  onSort: (sort: JobSort) => void;
}) {
  const t = useT();
  const order = view.sort !== sort ? null : view.descending ? "descending" : "ascending";
  return (
    <SortHeading numeric={numeric} className={className} order={order} onSort={() => onSort(sort)}>
      {t(word)}
    </SortHeading>
  );
}

function JobTableRow({ job, withLaunch }: { job: JobRow; withLaunch: boolean }) {
  const t = useT();
  const format = useFormat();
  return (
    <Tr className="relative">
      <RowTh className="max-w-0 py-1.5">
        <span className="flex min-w-0 items-center gap-2">
          <RowLink href={routes.jobs.detail(job.name)} className="truncate" title={job.name}>
            <Name text={job.name} />
          </RowLink>
          <LateMark since={job.overdueSince} />
          {job.runningNow > 0 && <Badge variant="accent">{t("jobs.runningNow", { count: job.runningNow })}</Badge>}
        </span>
        {job.description && (
          <span className="block truncate font-normal text-muted text-xs @max-md:hidden" title={job.description}>
            {job.description}
          </span>
        )}
        <span className="flex items-baseline gap-2 font-normal text-muted text-xs @md:hidden">
          <LastStatus job={job} />
          {job.last && <Time at={job.last.started} show="relative" />}
        </span>
      </RowTh>
      <Td className="@max-md:hidden">
        <LastStatus job={job} />
      </Td>
      <Td className="@max-2xl:hidden">
        <Time at={job.last?.started ?? null} show="relative" className="text-muted" />
      </Td>
      <Td numeric className="@max-3xl:hidden">
        <Count value={job.stats.executions.value} text={format.count(job.stats.executions)} />
      </Td>
      <Td numeric className="text-muted @max-3xl:hidden">
        {job.stats.successRate === null ? "–" : format.percent(job.stats.successRate)}
      </Td>
      <Td numeric className="text-muted @max-4xl:hidden">
        {job.stats.medianMs === null ? "–" : format.duration(job.stats.medianMs)}
      </Td>
      <Td numeric className="text-muted @max-6xl:hidden">
        {job.stats.p95Ms === null ? "–" : format.duration(job.stats.p95Ms)}
      </Td>
      <Td className="pl-6 @max-5xl:hidden">
        <RunStrip cells={job.strip} />
      </Td>
      {withLaunch && (
        <Td className="relative z-10 text-right">
          {job.launchable ? (
            <ButtonLink
              size="sm"
              href={routes.jobs.launch(job.name)}
              aria-label={t("jobs.launchNamed", { job: job.name })}
            >
              <Play aria-hidden />
              {t("actions.launch")}
            </ButtonLink>
          ) : (
            <Button
              size="icon"
              variant="ghost"
              className="size-7"
              aria-label={t("jobs.launchNamed", { job: job.name })}
              disabledReason={t("jobs.notHere")}
            >
              <Play aria-hidden />
            </Button>
          )}
        </Td>
      )}
    </Tr>
  );
}

function LastStatus({ job: { last } }: { job: JobRow }) {
  const t = useT();
  if (!last) return <span className="text-faint">{t("status.none")}</span>;
  return <StatusBadge status={last.status} liveness={last.liveness} compact />;
}
