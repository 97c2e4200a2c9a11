"use client";

import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import type { StepStats as Stats } from "@/lib/shared/views";
import { Count } from "../ui/count";
import { Name } from "../ui/name";
import { Panel, PanelHeader } from "../ui/panel";
import { RowTh, Table, TableScroll, Td, Th, Thead, Tr } from "../ui/table";

/** Which step takes the time, and which one fails. */
export function StepStats({ steps }: { steps: readonly Stats[] }) {
  const t = useT();
  const format = useFormat();
  if (steps.length === 0) return null;
  return (
    <Panel aria-labelledby="step-stats-title" className="@container">
      <PanelHeader id="step-stats-title" title={t("job.steps")} />
      <TableScroll label={t("job.stepsCaption")} className="max-h-[26rem] overflow-y-auto">
        <Table className="table-fixed">
          <caption className="sr-only">{t("job.stepsCaption")}</caption>
          <Thead className="[&_th]:sticky [&_th]:top-0 [&_th]:z-10 [&_th]:bg-card">
            <tr>
              <Th>{t("steps.step")}</Th>
              <Th numeric className="w-14 @max-sm:hidden">
                {t("job.runs")}
              </Th>
              <Th numeric className="w-16">
                {t("job.failures")}
              </Th>
              <Th numeric className="w-19">
                {t("jobs.median")}
              </Th>
              <Th numeric className="w-20">
                {t("steps.shareShort")}
              </Th>
            </tr>
          </Thead>
          <tbody>
            {steps.map((step) => (
              <Tr key={step.stepName}>
                <RowTh className="max-w-0 truncate" title={step.stepName}>
                  <Name text={step.stepName} />
                </RowTh>
                <Td numeric className="@max-sm:hidden">
                  <Count value={step.runs} text={format.number(step.runs)} />
                </Td>
                <Td numeric>
                  <Count value={step.failures} text={format.number(step.failures)} tone="bad" />
                </Td>
                <Td
                  numeric
                  className="text-muted"
                  title={step.p95Ms === null ? undefined : `95 %: ${format.duration(step.p95Ms)}`}
                >
                  {step.medianMs === null ? "–" : format.duration(step.medianMs)}
                </Td>
                <Td numeric className="text-muted">
                  {step.shareOfRun === null ? "–" : format.percent(step.shareOfRun)}
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </TableScroll>
    </Panel>
  );
}
