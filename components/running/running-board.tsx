"use client";

import { useQuery } from "@tanstack/react-query";
import { Coffee } from "lucide-react";
import { useT } from "@/lib/client/locale";
import { useStatusAnnouncements } from "@/lib/client/use-status-announcements";
import { runningQueries } from "@/lib/shared/queries/running-queries";
import type { RunningBoardView } from "@/lib/shared/views";
import { Freshness } from "../page/freshness";
import { PageTitle } from "../page/page";
import { Face } from "../ui/face";
import { Panel } from "../ui/panel";
import { RunningTable } from "./running-table";

/** Everything at work now, followed every two seconds while the tab is seen. */
export function RunningBoard({ initial }: { initial: RunningBoardView }) {
  const t = useT();
  const query = useQuery({
    ...runningQueries.board(),
    initialData: initial,
    initialDataUpdatedAt: new Date(initial.readAt).getTime(),
  });
  const board = query.data;
  useStatusAnnouncements(board.rows);
  return (
    <>
      <PageTitle
        title={t("running.title")}
        note={
          <>
            <span>{t("running.count", { count: board.rows.length })}</span>
            {board.waiting > 0 && <span>{t("running.waiting", { count: board.waiting })}</span>}
          </>
        }
      >
        <Freshness readAt={board.readAt} isLive isFailing={query.isError} />
      </PageTitle>
      <Panel>
        {board.rows.length === 0 ? (
          <Face icon={Coffee} title={t("running.nothing")}>
            {t("running.nothingHint")}
          </Face>
        ) : (
          <RunningTable rows={board.rows} caption={t("running.title")} />
        )}
      </Panel>
    </>
  );
}
