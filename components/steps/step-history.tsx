"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { stepQueries } from "@/lib/shared/queries/step-queries";
import { routes } from "@/lib/shared/routes";
import type { Id, StepHistoryView, StepView } from "@/lib/shared/views";
import { RunStrip } from "../status/run-strip";
import { Fact, Facts } from "../ui/facts";

/** How the step has been doing in the executions before: whether this one is out of the ordinary. */
export function StepHistory({ executionId, step }: { executionId: Id; step: StepView }) {
  const t = useT();
  const query = useQuery(stepQueries.history(executionId, step.id));
  if (!query.data) return <p className="h-10 text-muted text-xs">{query.isError ? "" : t("common.loading")}</p>;
  if (query.data.runs.length === 0) return <p className="text-muted text-xs">{t("steps.firstTime")}</p>;
  return <Figures history={query.data} />;
}

function Figures({ history }: { history: StepHistoryView }) {
  const t = useT();
  const format = useFormat();
  const duration = (ms: number | null) => (ms === null ? "–" : format.duration(ms));
  const previous = history.runs.at(-1);
  return (
    <Facts className="items-end gap-x-7">
      <Fact name={t("steps.before", { count: history.runs.length })}>
        <RunStrip cells={history.runs} />
      </Fact>
      <Fact name={t("steps.shortest")}>{duration(history.minMs)}</Fact>
      <Fact name={t("jobs.median")}>{duration(history.medianMs)}</Fact>
      <Fact name={t("jobs.p95")}>{duration(history.p95Ms)}</Fact>
      <Fact name={t("steps.longest")}>{duration(history.maxMs)}</Fact>
      {history.medianRead !== null && history.medianRead > 0 && (
        <Fact name={t("steps.usualRead")}>{format.number(Math.round(history.medianRead))}</Fact>
      )}
      {previous && (
        <Fact name={t("steps.previous")}>
          <Link
            href={`${routes.executions.detail(previous.id)}#step-${previous.stepExecutionId}`}
            className="mono underline decoration-field-line underline-offset-2 hover:decoration-current"
          >
            {previous.id}
          </Link>
        </Fact>
      )}
    </Facts>
  );
}
