"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { lazy, Suspense, useMemo, useTransition } from "react";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { useStatusAnnouncements } from "@/lib/client/use-status-announcements";
import {
  type ExecutionSort,
  type ExecutionSortKey,
  nextExecutionSort,
  parseExecutionSort,
  sortExecutions,
} from "@/lib/shared/execution-sort";
import {
  type ExecutionFilter,
  formatExecutionFilter,
  isFiltered,
  type PageRequest,
} from "@/lib/shared/filter/execution-filter";
import { parseParameterColumns } from "@/lib/shared/filter/parameter-columns";
import { executionQueries } from "@/lib/shared/queries/execution-queries";
import { routes } from "@/lib/shared/routes";
import type { ExecutionPage } from "@/lib/shared/views";
import { ExecutionFilters } from "../filter/execution-filters";
import { LaunchAJob } from "../launch/launch-a-job";
import { Freshness } from "../page/freshness";
import { PageTitle } from "../page/page";
import { useShell } from "../shell/shell-context";
import { PageLink } from "../ui/page-link";
import { Panel } from "../ui/panel";
import { ColumnMenu } from "./column-menu";
import { ExecutionTable } from "./execution-table";
import { ExportMenu } from "./export-menu";
import { useColumns } from "./use-columns";
import { useSelection } from "./use-selection";
import { ViewMenu } from "./view-menu";

/** Its code comes with the first row that is ticked. */
const BulkBar = lazy(() => import("../bulk/bulk-bar").then((module) => ({ default: module.BulkBar })));

const NoExecutions = lazy(() => import("./no-executions").then((module) => ({ default: module.NoExecutions })));

/** The list, its filter line and its pages. The URL holds all three; this draws what it says and follows what moves. */
export function ExecutionList({
  filter,
  page,
  initial,
}: {
  filter: ExecutionFilter;
  page: PageRequest;
  initial: ExecutionPage;
}) {
  const t = useT();
  const format = useFormat();
  const router = useRouter();
  const [isMoving, startMoving] = useTransition();
  const [columns, setColumns] = useColumns(filter);
  const query = useQuery({
    ...executionQueries.list(filter, page),
    initialData: initial,
    initialDataUpdatedAt: new Date(initial.readAt).getTime(),
  });
  // What was kept of an earlier visit to this list is older than what came with the page.
  const shown = query.data && query.data.readAt >= initial.readAt ? query.data : initial;
  useStatusAnnouncements(shown.items);

  const { canOperate } = useShell() ?? { canOperate: false };
  const filterText = formatExecutionFilter(filter).toString();
  const [chosen, selection, clear] = useSelection(filterText);
  const [parameterColumns, askedSort] = useColumnsOfAddress();
  // An order of one page among many would be taken for an order of all.
  const isWhole = shown.newer === null && shown.older === null;
  const sort = isWhole ? askedSort : null;
  const rows = useMemo(() => sortExecutions(shown.items, sort), [shown.items, sort]);
  const sortBy = (by: ExecutionSortKey) =>
    window.history.replaceState(
      null,
      "",
      routes.executions.list(filter, page, parameterColumns, nextExecutionSort(sort, by)),
    );
  const ids = rows.map(({ id }) => id);
  const link = (next: Partial<PageRequest>) =>
    routes.executions.list(filter, { size: page.size, ...next }, parameterColumns);
  const show = (next: ExecutionFilter) =>
    startMoving(() =>
      router.push(routes.executions.list(next, { size: page.size }, parameterColumns), { scroll: false }),
    );
  const total = format.count({ value: shown.total, capped: shown.totalCapped });
  // A search that came so far and no further has not counted to nothing.
  const hasFound = shown.total > 0 || !shown.totalCapped;
  const isNothing = shown.items.length === 0 && shown.newer === null && shown.older === null;
  return (
    <>
      <PageTitle
        title={t("executions.title")}
        note={[hasFound && total, sort === null && t("executions.newestFirst")].filter(Boolean).join(" · ")}
      >
        <LaunchAJob />
      </PageTitle>
      <Panel aria-busy={isMoving} className="overflow-visible">
        <div className="rounded-t-xl border-line border-b bg-card">
          <ExecutionFilters filter={filter} rows={shown.items} onChange={show}>
            <ViewMenu filter={filter} columns={parameterColumns} />
            <ColumnMenu
              filter={filter}
              page={page}
              columns={columns}
              onColumns={setColumns}
              parameterColumns={parameterColumns}
              rows={shown.items}
            />
            <ExportMenu filter={filter} page={page} columns={parameterColumns} />
          </ExecutionFilters>
        </div>
        {shown.items.length > 0 ? (
          <ExecutionTable
            rows={rows}
            caption={t("executions.caption")}
            {...(isWhole && rows.length > 1 ? { sorting: { sort, onSort: sortBy } } : {})}
            columns={columns}
            parameterColumns={parameterColumns}
            stickyHead
            {...(canOperate ? { selection } : {})}
          />
        ) : (
          <Suspense>
            <NoExecutions
              filtered={isFiltered(filter)}
              searchedTo={shown.searchedTo}
              onClear={() => router.push(routes.executions.list({}, { size: page.size }, parameterColumns))}
            />
          </Suspense>
        )}
        {chosen.size > 0 && (
          <Suspense>
            <BulkBar
              chosen={ids.filter((id) => chosen.has(id))}
              allMatching={filterText && !shown.totalCapped ? { filter: filterText, count: shown.total } : null}
              onClear={() => {
                clear();
                // The button that was pressed goes with the bar.
                document.querySelector<HTMLElement>("main [data-row-check]")?.focus();
              }}
            />
          </Suspense>
        )}
      </Panel>
      <div className="mt-3 flex flex-wrap items-center gap-3 text-muted" hidden={isNothing}>
        {hasFound && <span>{t("executions.shown", { shown: shown.items.length, total })}</span>}
        {shown.searchedTo && shown.items.length > 0 && (
          <span>{t("executions.searchedTo", { id: shown.searchedTo })}</span>
        )}
        <Freshness
          readAt={shown.readAt}
          isLive={shown.items.some((row) => row.liveness !== null)}
          isFailing={query.isError}
        />
        <nav aria-label={t("executions.pages")} className="ml-auto flex gap-2">
          <PageLink to="newer" href={shown.newer && link({ after: shown.newer })} reason={t("executions.isNewest")}>
            {t("executions.newer")}
          </PageLink>
          <PageLink to="older" href={shown.older && link({ before: shown.older })} reason={t("executions.isOldest")}>
            {t(shown.searchedTo ? "executions.searchOn" : "executions.older")}
          </PageLink>
        </nav>
      </div>
    </>
  );
}

/** What the address says of the table itself: parameters promoted to columns, and the order of the rows. */
function useColumnsOfAddress(): [columns: readonly string[], sort: ExecutionSort | null] {
  const query = useSearchParams();
  return useMemo(() => {
    const asked = new URLSearchParams(query);
    return [parseParameterColumns(asked), parseExecutionSort(asked)];
  }, [query]);
}
