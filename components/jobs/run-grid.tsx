"use client";

import Link from "next/link";
import { useEffect, useRef } from "react";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { routes } from "@/lib/shared/routes";
import type { GridCell, GridView, Id, StripCell } from "@/lib/shared/views";
import { StatusIcon } from "../status/status-icon";
import { toneStyle } from "../status/tone";
import { cn } from "../ui/cn";
import { Name } from "../ui/name";
import { Panel, PanelHeader } from "../ui/panel";
import { TableScroll } from "../ui/table";

const BAR_PX = 28;

/** Executions × steps: a step that keeps failing is a row of red crosses. Above each column how long it took. */
export function RunGrid({ grid }: { grid: GridView }) {
  const t = useT();
  const scroll = useRef<HTMLDivElement>(null);
  // The newest stand right, and are what is looked for.
  useEffect(() => {
    scroll.current?.scrollTo({ left: scroll.current.scrollWidth });
  }, []);
  if (grid.runs.length === 0 || grid.steps.length === 0) {
    return (
      <Panel>
        <p className="p-4 text-muted">{t("job.gridNone")}</p>
      </Panel>
    );
  }
  const longest = Math.max(1, ...grid.runs.map(({ durationMs }) => durationMs ?? 0));
  return (
    <Panel aria-labelledby="grid-title">
      <PanelHeader id="grid-title" title={t("job.gridTitle", { count: grid.runs.length })} note={t("job.gridNote")} />
      <TableScroll ref={scroll} label={t("job.gridCaption", { count: grid.runs.length })}>
        <table className="w-full border-separate border-spacing-0">
          <caption className="sr-only">{t("job.gridCaption", { count: grid.runs.length })}</caption>
          <thead>
            <tr>
              <th
                scope="col"
                className="sticky left-0 z-10 border-line border-b bg-card px-3.5 pb-1.5 text-left align-bottom font-normal text-muted text-xs"
              >
                {t("steps.step")}
              </th>
              {grid.runs.map((run) => (
                <RunHead key={run.id} run={run} longest={longest} />
              ))}
              <td className="w-full border-line border-b" />
            </tr>
          </thead>
          <tbody>
            {grid.steps.map((step, stepIndex) => (
              <tr key={step} className="group">
                <th
                  scope="row"
                  title={step}
                  className="sticky left-0 z-10 h-8 max-w-56 truncate border-line-soft border-b bg-card px-3.5 text-left font-medium group-last:border-b-0 group-hover:bg-hover max-sm:max-w-32"
                >
                  <Name text={step} />
                </th>
                {grid.runs.map((run, runIndex) => (
                  <td key={run.id} className="border-line-soft border-b p-0 group-last:border-b-0 group-hover:bg-hover">
                    <Cell cell={grid.cells[runIndex]?.[stepIndex] ?? null} step={step} runId={run.id} />
                  </td>
                ))}
                <td className="border-line-soft border-b group-last:border-b-0 group-hover:bg-hover" />
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </Panel>
  );
}

/** How long it took as a bar, its id, its status. */
function RunHead({ run, longest }: { run: StripCell; longest: number }) {
  const t = useT();
  const format = useFormat();
  const title = [
    t("executions.executionId", { id: run.id }),
    t(`status.${run.status}`),
    run.durationMs === null ? null : format.duration(run.durationMs),
    run.started && `${format.day(run.started)} ${format.clock(run.started)}`,
  ];
  return (
    <th scope="col" className="border-line border-b p-0 align-bottom font-normal">
      <Link
        href={routes.executions.detail(run.id)}
        prefetch={false}
        title={title.filter(Boolean).join("\n")}
        style={toneStyle(run.status)}
        className="flex w-8 flex-col items-center gap-1.5 pt-2 pb-1.5 hover:bg-hover"
      >
        <span className="flex items-end" style={{ height: BAR_PX }}>
          <span
            aria-hidden
            className={cn("w-3 rounded-t-sm bg-tone", run.status === "COMPLETED" && "opacity-55")}
            style={{ height: Math.max(2, ((run.durationMs ?? 0) / longest) * BAR_PX) }}
          />
        </span>
        <span className="mono rotate-180 text-2xs text-muted [writing-mode:vertical-rl]">{run.id}</span>
        <span className="text-tone">
          <StatusIcon status={run.status} />
          <span className="sr-only">{t(`status.${run.status}`)}</span>
        </span>
      </Link>
    </th>
  );
}

/** One step in one execution. What an earlier attempt had completed is drawn faint, without a tint. */
function Cell({ cell, step, runId }: { cell: GridCell | null; step: string; runId: Id }) {
  const t = useT();
  const format = useFormat();
  if (!cell) return null;
  const isEarlier = cell.executionId !== runId;
  const said = t(isEarlier ? "job.gridEarlier" : "job.gridCell", {
    step,
    id: cell.executionId,
    status: t(`status.${cell.status}`),
    duration: cell.durationMs === null ? "–" : format.duration(cell.durationMs),
  });
  return (
    <Link
      href={`${routes.executions.detail(cell.executionId)}#step-${cell.stepExecutionId}`}
      prefetch={false}
      style={toneStyle(cell.status)}
      title={said}
      className={cn(
        "m-0.5 grid h-7 w-7 place-items-center rounded-sm text-tone hover:bg-tone-soft",
        cell.status !== "COMPLETED" && "bg-tone-soft",
      )}
    >
      {isEarlier ? (
        <span aria-hidden className="size-1.5 rounded-full border border-tone-soft" />
      ) : (
        <StatusIcon status={cell.status} />
      )}
      <span className="sr-only">{said}</span>
    </Link>
  );
}
