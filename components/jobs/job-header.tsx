"use client";

import { Play } from "lucide-react";
import Link from "next/link";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { routes } from "@/lib/shared/routes";
import type { JobView } from "@/lib/shared/views";
import { PageTitle } from "../page/page";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import { Fact, Facts } from "../ui/facts";
import { Name } from "../ui/name";

/** Which job this is, what it has been doing, and the way to launch it. */
export function JobHeader({ job }: { job: JobView }) {
  const t = useT();
  const format = useFormat();
  const { stats } = job;
  const span = (ms: number | null) => (ms === null ? "–" : format.duration(ms));
  return (
    <>
      <PageTitle
        title={<Name text={job.name} />}
        className="mb-1.5"
        note={
          <>
            {!job.launchable && <Badge variant="outline">{t("jobs.foreign")}</Badge>}
            {job.launchable && !job.restartable && <Badge variant="outline">{t("job.noRestart")}</Badge>}
            {job.hasIncrementer && <Badge variant="outline">{t("job.incremented")}</Badge>}
          </>
        }
      >
        {job.launch.enabled ? (
          <ButtonLink variant="primary" href={routes.jobs.launch(job.name)}>
            <Play aria-hidden />
            {t("actions.launch")}
          </ButtonLink>
        ) : (
          <Button variant="primary" disabledReason={job.launch.reason ?? t("jobs.notHere")}>
            <Play aria-hidden />
            {t("actions.launch")}
          </Button>
        )}
      </PageTitle>
      {job.description && <p className="mb-3 max-w-[80ch] text-muted">{job.description}</p>}
      <div className="mb-3 flex flex-wrap items-end gap-x-3 gap-y-1">
        <Facts className="max-sm:w-full max-sm:grid-cols-3">
          <Fact name={t("jobs.executions")}>
            <Link href={routes.executions.list({ job: [job.name] })} className="hover:underline">
              {format.count(stats.executions)}
            </Link>
          </Fact>
          <Fact name={t("jobs.instances")}>
            <Link href={routes.jobs.detail(job.name, "instances")} className="hover:underline">
              {format.count(stats.instances)}
            </Link>
          </Fact>
          <Fact name={t("jobs.success")}>{stats.successRate === null ? "–" : format.percent(stats.successRate)}</Fact>
          <Fact name={t("jobs.median")}>{span(stats.medianMs)}</Fact>
          <Fact name={t("jobs.mean")}>{span(stats.meanMs)}</Fact>
          <Fact name={t("jobs.p95")}>{span(stats.p95Ms)}</Fact>
        </Facts>
        {stats.sample > 0 && <p className="text-muted text-xs">{t("job.sample", { count: stats.sample })}</p>}
      </div>
    </>
  );
}
