"use client";

import { LayoutGrid, Search, SearchX } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { useT } from "@/lib/client/locale";
import {
  formatJobListView,
  isShown,
  JOB_SHOWS,
  type JobListView,
  type JobSort,
  parseJobListView,
  viewJobs,
} from "@/lib/shared/job-list-view";
import { routes } from "@/lib/shared/routes";
import type { JobRow } from "@/lib/shared/views";
import { useShell } from "../shell/shell-context";
import { Button } from "../ui/button";
import { Face } from "../ui/face";
import { Panel } from "../ui/panel";
import { JobTable } from "./job-table";

/** The catalogue: what can be launched here, and what else has written to this database. What is looked for is kept in the address. */
export function JobList({ jobs }: { jobs: readonly JobRow[] }) {
  const t = useT();
  const { launch } = useShell() ?? { launch: null };
  const query = useSearchParams();
  const view = useMemo(() => parseJobListView(new URLSearchParams(query)), [query]);
  const show = (next: Partial<JobListView>) =>
    window.history.replaceState(null, "", routes.jobs.list(formatJobListView({ ...view, ...next })));
  if (jobs.length === 0) {
    return (
      <Panel>
        <Face icon={LayoutGrid} title={t("jobs.none")}>
          {t("jobs.noneHint")}
        </Face>
      </Panel>
    );
  }
  const shown = viewJobs(jobs, view);
  return (
    <Panel className="@container overflow-visible">
      <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1.5 border-line border-b px-3 py-1.5">
        <label className="flex min-w-44 flex-1 items-center gap-2">
          <Search aria-hidden className="size-3.5 shrink-0 text-muted" />
          <span className="sr-only">{t("jobs.find")}</span>
          <input
            data-search-field
            type="search"
            value={view.text}
            placeholder={t("jobs.find")}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => show({ text: event.target.value })}
            className="h-7 w-full rounded-sm bg-transparent px-1 outline-none placeholder:text-faint focus-visible:outline-1 focus-visible:outline-offset-0"
          />
        </label>
        {/* biome-ignore lint/a11y/useSemanticElements: toggles, not fields */}
        <div role="group" aria-label={t("jobs.show")} className="flex flex-wrap gap-1">
          {JOB_SHOWS.filter((each) => each !== "here" || launch?.enabled || view.show === each).map((each) => {
            const count = jobs.filter((job) => isShown(job, each)).length;
            return (
              <Button
                key={each}
                variant="ghost"
                size="sm"
                aria-pressed={view.show === each}
                className="px-2 aria-pressed:bg-raised aria-pressed:text-ink"
                onClick={() => show({ show: view.show === each ? "all" : each })}
              >
                {t(`jobs.shows.${each}`)}
                <span className="text-faint tabular-nums">{count}</span>
              </Button>
            );
          })}
        </div>
      </div>
      {shown.length === 0 ? (
        <Face
          icon={SearchX}
          title={t("executions.nothingMatches")}
          actions={<Button onClick={() => show({ text: "", show: "all" })}>{t("executions.clearFilter")}</Button>}
        />
      ) : (
        <JobTable jobs={shown} view={view} onSort={(sort) => show(nextSort(view, sort))} />
      )}
    </Panel>
  );
}

/** Pressed once: the most first, of names the first; once more: the other way; a third time: as given. */
function nextSort(view: JobListView, sort: JobSort): Pick<JobListView, "sort" | "descending"> {
  const first = sort !== "name";
  if (view.sort !== sort) return { sort, descending: first };
  return view.descending === first ? { sort, descending: !first } : { sort: "given", descending: false };
}
