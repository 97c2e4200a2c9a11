"use client";

import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { routes } from "@/lib/shared/routes";
import type { AttemptView } from "@/lib/shared/views";
import { ExitCode } from "../status/exit-code";
import { StatusBadge } from "../status/status-badge";
import { Panel, PanelHeader } from "../ui/panel";
import { RowLink } from "../ui/row-link";
import { Table, Td, Th, Thead, Tr } from "../ui/table";
import { Time } from "../ui/time";
import { DurationBar } from "../values/duration-bar";
import { Figure } from "../values/figure";
import { ParameterList } from "../values/parameter-list";

/** All attempts at one instance, oldest first: how each ended, where it failed, and what was changed for it. */
export function AttemptTable({ attempts }: { attempts: readonly AttemptView[] }) {
  const t = useT();
  const format = useFormat();
  return (
    <Panel aria-labelledby="attempts-title" className="@container">
      <PanelHeader
        id="attempts-title"
        title={t("instances.attempts")}
        note={t("timeline.attempts", { count: attempts.length })}
      />
      <Table className="table-fixed">
        <Thead>
          <tr>
            <Th className="w-16">{t("executions.attempt")}</Th>
            <Th className="w-32">{t("executions.status")}</Th>
            <Th className="w-20">{t("executions.execution")}</Th>
            <Th className="w-36 @max-xl:hidden">{t("executions.started")}</Th>
            <Th className="w-36 @max-2xl:hidden">{t("executions.duration")}</Th>
            <Th className="@max-2xl:hidden">{t("executions.step")}</Th>
            <Th numeric className="w-20 @max-5xl:hidden">
              {t("counts.read")}
            </Th>
            <Th numeric className="w-20 @max-5xl:hidden">
              {t("counts.written")}
            </Th>
            <Th className="w-32 @max-6xl:hidden">{t("executions.exitCode")}</Th>
            <Th className="@max-4xl:hidden">{t("instances.changed")}</Th>
          </tr>
        </Thead>
        <tbody>
          {attempts.map(({ row, changed }) => (
            <Tr key={row.id} className="relative">
              <Td className="tabular-nums">{row.attempt}</Td>
              <Td className="py-1">
                <StatusBadge status={row.status} stored={row.storedStatus} liveness={row.liveness} />
                <span className="@min-2xl:hidden block max-w-32 truncate text-muted text-xs">
                  {[row.failedStep ?? row.currentStep, row.durationMs !== null && format.duration(row.durationMs)]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </Td>
              <Td className="mono">
                <RowLink href={routes.executions.detail(row.id)} className="font-medium">
                  <span className="sr-only">{t("executions.execution")} </span>
                  {row.id}
                </RowLink>
              </Td>
              <Td className="@max-xl:hidden">
                <Time at={row.started} />
              </Td>
              <Td className="@max-2xl:hidden">
                <DurationBar of={row} />
              </Td>
              <Td className="truncate text-muted @max-2xl:hidden" title={row.exitMessageFirstLine ?? undefined}>
                {row.failedStep ?? row.currentStep ?? "–"}
              </Td>
              <Td numeric className="@max-5xl:hidden">
                <Figure value={row.read} />
              </Td>
              <Td numeric className="@max-5xl:hidden">
                <Figure value={row.written} />
              </Td>
              <Td className="@max-6xl:hidden">
                <ExitCode code={row.exitCode} failed={row.status === "FAILED"} />
              </Td>
              <Td className="max-w-0 @max-4xl:hidden">
                <ParameterList parameters={changed} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}
