"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { filterChips } from "@/lib/shared/filter/filter-chips";
import { parseExecutionFilter } from "@/lib/shared/filter/parse-execution-filter";
import { bulkQueries } from "@/lib/shared/queries/bulk-queries";
import { routes } from "@/lib/shared/routes";
import type { BulkOperationView } from "@/lib/shared/views";
import { chipText } from "../filter/filter-chip";
import { Freshness } from "../page/freshness";
import { PageTitle } from "../page/page";
import { Button } from "../ui/button";
import { Count } from "../ui/count";
import { Fact, Facts } from "../ui/facts";
import { Panel } from "../ui/panel";
import { Table, TableScroll, Th, Thead } from "../ui/table";
import { Time } from "../ui/time";
import { BulkActions } from "./bulk-actions";
import { BulkItemRow } from "./bulk-item-row";
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
                <BulkItemRow key={item.position} item={item} />
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
