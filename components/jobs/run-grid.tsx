"use client";

import Link from "next/link";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { routes } from "@/lib/shared/routes";
import type { GridView } from "@/lib/shared/views";
import { StatusIcon } from "../status/status-icon";
import { toneStyle } from "../status/tone";
import { Panel } from "../ui/panel";
import { TableScroll } from "../ui/table";

/** Executions × steps: a step that keeps failing is a row of red crosses. */
export function RunGrid({ grid }: { grid: GridView }) {
  const t = useT();
  const format = useFormat();
  if (grid.runs.length === 0 || grid.steps.length === 0) {
    return (
      <Panel>
        <p className="p-4 text-muted">{t("job.gridNone")}</p>
      </Panel>
    );
  }
  return (
    <Panel>
      <TableScroll label={t("job.gridCaption", { count: grid.runs.length })}>
        <table className="border-separate border-spacing-0">
          <caption className="sr-only">{t("job.gridCaption", { count: grid.runs.length })}</caption>
          <thead>
            <tr>
              <th
                scope="col"
                className="sticky left-0 z-10 border-line border-b bg-card px-3.5 text-left font-normal text-muted text-xs"
              >
                {t("steps.step")}
              </th>
              {grid.runs.map((run) => (
                <th key={run.id} scope="col" className="h-20 w-8 border-line border-b p-0 align-bottom font-normal">
                  <Link
                    href={routes.executions.detail(run.id)}
                    prefetch={false}
                    title={run.started ? format.exact(run.started) : undefined}
                    className="flex h-20 flex-col items-center justify-end gap-1.5 pb-1.5 hover:bg-hover"
                  >
                    <span className="mono text-2xs text-muted [writing-mode:vertical-rl] rotate-180">{run.id}</span>
                    <span style={toneStyle(run.status)} className="text-tone">
                      <StatusIcon status={run.status} />
                      <span className="sr-only">{t(`status.${run.status}`)}</span>
                    </span>
                  </Link>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {grid.steps.map((step, stepIndex) => (
              <tr key={step} className="group">
                <th
                  scope="row"
                  title={step}
                  className="sticky left-0 z-10 h-8 max-w-56 truncate border-line-soft border-b bg-card px-3.5 text-left font-medium group-last:border-b-0"
                >
                  {step}
                </th>
                {grid.runs.map((run, runIndex) => {
                  const cell = grid.cells[runIndex]?.[stepIndex];
                  return (
                    <td key={run.id} className="border-line-soft border-b p-0 group-last:border-b-0">
                      {cell && (
                        <Link
                          href={`${routes.executions.detail(run.id)}#step-${cell.stepExecutionId}`}
                          prefetch={false}
                          style={toneStyle(cell.status)}
                          title={t("job.gridCell", {
                            step,
                            id: run.id,
                            status: t(`status.${cell.status}`),
                            duration: cell.durationMs === null ? "–" : format.duration(cell.durationMs),
                          })}
                          className={`m-0.5 grid h-7 w-7 place-items-center rounded-sm text-tone hover:bg-tone-soft ${cell.status === "COMPLETED" ? "" : "bg-tone-soft"}`}
                        >
                          <StatusIcon status={cell.status} />
                          <span className="sr-only">
                            {t("job.gridCell", {
                              step,
                              id: run.id,
                              status: t(`status.${cell.status}`),
                              duration: cell.durationMs === null ? "–" : format.duration(cell.durationMs),
                            })}
                          </span>
                        </Link>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </Panel>
  );
}
