"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useT } from "@/lib/client/locale";
import { useStatusAnnouncements } from "@/lib/client/use-status-announcements";
import { overviewQueries } from "@/lib/shared/queries/overview-queries";
import { routes } from "@/lib/shared/routes";
import type { OverviewView } from "@/lib/shared/views";
import { LaunchAJob } from "../launch/launch-a-job";
import { Freshness } from "../page/freshness";
import { PageTitle } from "../page/page";
import { RunningTable } from "../running/running-table";
import { Panel, PanelHeader } from "../ui/panel";
import { CountCards } from "./count-cards";
import { FailuresFeed } from "./failures-feed";
import { JobOverview } from "./job-overview";

/** The page a shift starts with: what failed, what runs, what is stuck, and every job's last executions. */
export function Overview({ initial }: { initial: OverviewView }) {
  const t = useT();
  const query = useQuery({
    ...overviewQueries.current(),
    initialData: initial,
    initialDataUpdatedAt: new Date(initial.readAt).getTime(),
  });
  const view = query.data;
  useStatusAnnouncements(view.live);
  return (
    <>
      <PageTitle title={t("overview.title")} note={t("overview.window")}>
        <Freshness readAt={view.readAt} isLive={view.live.length > 0} isFailing={query.isError} />
        <LaunchAJob />
      </PageTitle>
      <CountCards view={view} />
      {view.live.length > 0 && (
        <Panel aria-labelledby="live-title" className="mb-4">
          <PanelHeader id="live-title" title={t("overview.live")}>
            <Link href={routes.running()} className="text-accent-text text-xs hover:underline">
              {t("overview.toBoard")}
            </Link>
          </PanelHeader>
          <RunningTable rows={view.live} caption={t("overview.live")} />
        </Panel>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem] 2xl:grid-cols-[minmax(0,1fr)_28rem]">
        {/* First where there is one column, and for who listens; beside the jobs where there are two. */}
        <div className="min-w-0 xl:order-last">
          <FailuresFeed failures={view.failures} />
        </div>
        <JobOverview jobs={view.jobs} />
      </div>
    </>
  );
}
