"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, CircleDashed, CircleMinus, CircleX, LoaderCircle } from "lucide-react";
import Link from "next/link";
import { useState, useTransition } from "react";
import { announce, toast } from "@/lib/client/announce";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { parseExecutionFilter } from "@/lib/shared/filter/execution-filter";
import { filterChips } from "@/lib/shared/filter/filter-chips";
import { bulkQueries, continueBulk, pauseBulk } from "@/lib/shared/queries/bulk-queries";
import { routes } from "@/lib/shared/routes";
import type { BulkItemState, BulkItemView, BulkOperationView } from "@/lib/shared/views";
import { chipText } from "../filter/filter-chip";
import { Freshness } from "../page/freshness";
import { PageTitle } from "../page/page";
import { StatusBadge } from "../status/status-badge";
import { toneStyle } from "../status/tone";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Count } from "../ui/count";
import { Fact, Facts } from "../ui/facts";
import { Name } from "../ui/name";
import { Panel } from "../ui/panel";
import { Table, TableScroll, Td, Th, Thead, Tr } from "../ui/table";
import { Time } from "../ui/time";
import { BulkState } from "./bulk-state";

/** How far a bulk operation is, what came of each row, and the way to go on with one that was cut off. */
export function BulkDetail({ initial }: { initial: BulkOperationView }) {
  const t = useT();
  const format = useFormat();
  const query = useQuery({
    ...bulkQueries.detail(initial.id),
    initialData: initial,
    initialDataUpdatedAt: new Date(initial.readAt).getTime(),
  });
  const bulk = query.data;
  const worked = bulk.eligible - bulk.pending;
  const [shown, setShown] = useState<(typeof ROW_STATES)[number]>("ALL");
  const counts = {
    ALL: bulk.matched,
    DONE: bulk.done,
    PENDING: bulk.pending,
    REFUSED: bulk.refused,
    FAILED: bulk.failed,
    INELIGIBLE: bulk.ineligible,
  };
  const rows = bulk.items.filter(({ state }) => shown === "ALL" || (state === "WORKING" ? "PENDING" : state) === shown);
  return (
    <>
      <PageTitle title={t(`bulk.titles.${bulk.action}`)} note={<BulkState state={bulk.state} />}>
        <Freshness readAt={bulk.readAt} isLive={bulk.state === "running"} isFailing={query.isError} />
        <BulkActions bulk={bulk} onChanged={() => void query.refetch()} />
      </PageTitle>
      <Facts className="mb-3">
        <Fact name={t("executions.requestedBy")}>{bulk.actor}</Fact>
        <Fact name={t("executions.started")}>
          <Time at={bulk.created} />
        </Fact>
        {bulk.reason && (
          <Fact name={t("action.reason")}>
            <bdi>“{bulk.reason}”</bdi>
          </Fact>
        )}
        {bulk.filter && (
          <Fact name={t("bulk.filter")}>
            <Link href={`${routes.executions.list()}?${bulk.filter}`} className="mono text-accent-text hover:underline">
              {filterLine(bulk.filter)}
            </Link>
          </Fact>
        )}
      </Facts>
      <progress
        aria-label={t("bulk.progress")}
        value={worked}
        max={Math.max(1, bulk.eligible)}
        className="mb-4 block h-1.5 w-full overflow-hidden rounded-full bg-track [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-track [&::-webkit-progress-value]:bg-accent"
      />
      <Panel>
        {/* biome-ignore lint/a11y/useSemanticElements: toggles, not fields */}
        <div
          role="group"
          aria-label={t("bulk.showRows")}
          className="flex flex-wrap gap-1 border-line-soft border-b p-1.5"
        >
          {ROW_STATES.map((state) => (
            <Button
              key={state}
              variant="ghost"
              size="sm"
              aria-pressed={shown === state}
              className="px-2 aria-pressed:bg-raised aria-pressed:text-ink"
              onClick={() => setShown(state)}
            >
              {t(state === "ALL" ? "bulk.matched" : `bulk.itemStates.${state}`)}
              <Count value={counts[state]} text={format.number(counts[state])} {...COUNT_TONES[state]} />
            </Button>
          ))}
        </div>
        <TableScroll label={t("bulk.rows")}>
          <Table>
            <caption className="sr-only">{t("bulk.rows")}</caption>
            <Thead>
              <tr>
                <Th>{t("executions.execution")}</Th>
                <Th>{t("executions.job")}</Th>
                <Th>{t("bulk.before")}</Th>
                <Th>{t("bulk.outcome")}</Th>
                <Th className="w-full">{t("bulk.message")}</Th>
                <Th>{t("executions.updated")}</Th>
              </tr>
            </Thead>
            <tbody>
              {rows.map((item) => (
                <Row key={item.position} item={item} />
              ))}
            </tbody>
          </Table>
        </TableScroll>
        {rows.length === 0 && <p className="px-3.5 py-3 text-muted">{t("bulk.noRows")}</p>}
      </Panel>
    </>
  );
}

const ROW_STATES = ["ALL", "DONE", "PENDING", "REFUSED", "FAILED", "INELIGIBLE"] as const;
const COUNT_TONES = {
  ALL: {},
  DONE: {},
  PENDING: {},
  REFUSED: { tone: "warn" },
  FAILED: { tone: "bad" },
  INELIGIBLE: {},
} as const satisfies Record<(typeof ROW_STATES)[number], { tone?: "warn" | "bad" }>;

/** The filter as it would be typed. */
function filterLine(query: string): string {
  return filterChips(parseExecutionFilter(new URLSearchParams(query)))
    .map(chipText)
    .join(" ");
}

function BulkActions({ bulk, onChanged }: { bulk: BulkOperationView; onChanged: () => void }) {
  const t = useT();
  const [isActing, startActing] = useTransition();
  const act = (work: () => Promise<unknown>, said: string) =>
    startActing(async () => {
      try {
        await work();
        announce(said);
      } catch (error) {
        toast({
          kind: "refused",
          title: t("action.refused"),
          body: error instanceof Error ? error.message : t("action.unreachable"),
        });
      }
      onChanged();
    });
  if (bulk.state === "running") {
    return (
      <Button pending={isActing} onClick={() => act(() => pauseBulk(bulk.id), t("bulk.paused"))}>
        {t("bulk.pause")}
      </Button>
    );
  }
  const unlucky = bulk.refused + bulk.failed;
  return (
    <>
      {unlucky > 0 && (
        <Button pending={isActing} onClick={() => act(() => continueBulk(bulk.id, true), t("bulk.continued"))}>
          {t("bulk.retry", { count: unlucky })}
        </Button>
      )}
      {bulk.state !== "done" && (
        <Button
          variant="primary"
          pending={isActing}
          onClick={() => act(() => continueBulk(bulk.id, false), t("bulk.continued"))}
        >
          {t("bulk.continue", { count: bulk.pending })}
        </Button>
      )}
    </>
  );
}

const ICONS = {
  PENDING: CircleDashed,
  WORKING: LoaderCircle,
  DONE: CircleCheck,
  REFUSED: CircleAlert,
  FAILED: CircleX,
  INELIGIBLE: CircleMinus,
} as const satisfies Record<BulkItemState, unknown>;

const ITEM_TONES = {
  PENDING: "neutral",
  WORKING: "STARTED",
  DONE: "COMPLETED",
  REFUSED: "warning",
  FAILED: "FAILED",
  INELIGIBLE: "neutral",
} as const satisfies Record<BulkItemState, unknown>;

function Row({ item }: { item: BulkItemView }) {
  const t = useT();
  const Icon = ICONS[item.state];
  return (
    <Tr>
      <Td className="mono">
        <Link href={routes.executions.detail(item.executionId)} className="font-medium hover:underline">
          {item.executionId}
        </Link>
      </Td>
      <Td className="max-w-72 truncate" title={item.jobName ?? undefined}>
        {item.jobName === null ? t("executions.noJob") : <Name text={item.jobName} />}
      </Td>
      <Td>{item.beforeStatus ? <StatusBadge status={item.beforeStatus} /> : <span className="text-faint">–</span>}</Td>
      <Td>
        <span
          style={toneStyle(ITEM_TONES[item.state])}
          className="inline-flex items-center gap-1.5 font-medium text-tone"
        >
          <Icon aria-hidden className={cn("size-3.5", item.state === "WORKING" && "animate-spin-slow")} />
          {t(`bulk.itemStates.${item.state}`)}
        </span>
      </Td>
      <Td className="h-auto min-w-64 whitespace-normal py-2 text-muted [overflow-wrap:anywhere]">
        {item.message}
        {item.resultExecutionId && item.resultExecutionId !== item.executionId && (
          <Link href={routes.executions.detail(item.resultExecutionId)} className="text-ink hover:underline">
            {t("bulk.became", { id: item.resultExecutionId })}
          </Link>
        )}
      </Td>
      <Td>
        <Time at={item.updated} show="relative" className="text-muted" />
      </Td>
    </Tr>
  );
}
