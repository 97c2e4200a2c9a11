"use client";

import { LayoutGrid, ListX } from "lucide-react";
import Link from "next/link";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import type { PageRequest } from "@/lib/shared/filter/execution-filter";
import { routes } from "@/lib/shared/routes";
import type { JobView } from "@/lib/shared/views";
import { RecentExecutions } from "../executions/recent-executions";
import type { FlowSizes } from "../flow/flow-layout";
import { FlowPanel } from "../flow/flow-panel";
import { InstanceTable } from "../instances/instance-table";
import { ButtonLink } from "../ui/button-link";
import { Face } from "../ui/face";
import { PageLink } from "../ui/page-link";
import { Panel, PanelHeader } from "../ui/panel";
import type { JobTab } from "./job-tabs";
import { ParameterSchema } from "./parameter-schema";
import { RunGrid } from "./run-grid";
import { StepStats } from "./step-stats";
import { TrendPanel } from "./trend-panel";

export function JobTabContent({
  job,
  tab,
  page,
  flowSizes,
}: {
  job: JobView;
  tab: JobTab;
  page: PageRequest;
  flowSizes: FlowSizes | null;
}) {
  switch (tab) {
    case "overview":
      return <JobHistory job={job} />;
    case "instances":
      return <Instances job={job} page={page} />;
    case "grid":
      return <RunGrid grid={job.grid} />;
    case "flow":
      return <FlowPanel flow={job.flow} sizes={flowSizes} />;
    case "parameters":
      return <ParameterSchema fields={job.fields} recent={job.recent} isDeclared={job.launchable} />;
    default:
      tab satisfies never;
  }
}

function JobHistory({ job }: { job: JobView }) {
  const t = useT();
  if (job.recent.length === 0) {
    return (
      <Panel>
        <Face
          icon={LayoutGrid}
          title={t("job.never")}
          actions={
            job.launch.enabled && (
              <ButtonLink variant="primary" href={routes.jobs.launch(job.name)}>
                {t("actions.launch")}
              </ButtonLink>
            )
          }
        >
          {t("job.neverHint")}
        </Face>
      </Panel>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 xl:grid-cols-[minmax(0,1fr)_26rem]">
        {job.trend.length > 0 && <TrendPanel points={job.trend} stats={job.stats} />}
        <StepStats steps={job.steps} />
      </div>
      <Panel aria-labelledby="recent-title">
        <PanelHeader id="recent-title" title={t("job.recent")}>
          <Link href={routes.executions.list({ job: [job.name] })} className="text-accent-text text-xs hover:underline">
            {t("job.allExecutions")}
          </Link>
        </PanelHeader>
        <RecentExecutions jobName={job.name} initial={job.recent} readAt={job.readAt} />
      </Panel>
    </div>
  );
}

function Instances({ job, page }: { job: JobView; page: PageRequest }) {
  const t = useT();
  const format = useFormat();
  const { instances } = job;
  const link = (cursor: Partial<PageRequest>) => routes.jobs.instances(job.name, { size: page.size, ...cursor });
  return (
    <>
      <Panel>
        {instances.items.length === 0 ? (
          <Face icon={ListX} title={t("job.noInstances")} />
        ) : (
          <InstanceTable instances={instances.items} caption={t("instances.caption")} />
        )}
      </Panel>
      <div className="mt-3 flex flex-wrap items-center gap-3 text-muted">
        <span>
          {t("executions.shown", {
            shown: instances.items.length,
            total: format.count({ value: instances.total, capped: instances.totalCapped }),
          })}
        </span>
        <nav aria-label={t("executions.pages")} className="ml-auto flex gap-2">
          <PageLink
            to="newer"
            href={instances.newer && link({ after: instances.newer })}
            reason={t("executions.isNewest")}
          >
            {t("executions.newer")}
          </PageLink>
          <PageLink
            to="older"
            href={instances.older && link({ before: instances.older })}
            reason={t("executions.isOldest")}
          >
            {t("executions.older")}
          </PageLink>
        </nav>
      </div>
    </>
  );
}
