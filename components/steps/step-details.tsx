"use client";

import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import type { PartitionSummary, StepView } from "@/lib/shared/views";
import { ExitCode } from "../status/exit-code";
import { CopyButton } from "../ui/copy-button";
import { Count } from "../ui/count";
import { Fact, Facts } from "../ui/facts";
import { ScrollText } from "../ui/scroll-text";
import { Time } from "../ui/time";
import { PartitionTable } from "./partition-table";
import { StepHistory } from "./step-history";
import { Skips } from "./step-row";

/** Of what the row itself says where it has the room. */
const NARROW = "@xl:hidden";

/** What a step's row has no room for. */
export function StepDetails({
  executionId,
  step,
  partitions,
}: {
  executionId: string;
  step: StepView;
  partitions: PartitionSummary | null;
}) {
  const t = useT();
  const format = useFormat();
  const waitedMs = step.created && step.started ? Date.parse(step.started) - Date.parse(step.created) : null;
  return (
    <div className="flex flex-col gap-3">
      <Facts className="gap-x-7">
        <Fact name={t("steps.id")}>
          <span className="mono">{step.id}</span>
        </Fact>
        {step.type && <Fact name={t("steps.type")}>{t(`steps.types.${step.type}`)}</Fact>}
        {step.chunkSize !== null && <Fact name={t("steps.chunkSize")}>{format.number(step.chunkSize)}</Fact>}
        <Fact name={t("executions.started")}>
          <Time at={step.started} show="moment" />
        </Fact>
        <Fact name={t("executions.ended")}>
          <Time at={step.ended} show="moment" />
        </Fact>
        <Fact name={t("executions.updated")}>
          <Time at={step.updated} show="moment" />
        </Fact>
        <Fact name={t("executions.exitCode")}>
          <ExitCode code={step.exitCode} failed={step.status === "FAILED"} />
        </Fact>
        {waitedMs !== null && waitedMs > 0 && <Fact name={t("steps.waited")}>{format.duration(waitedMs)}</Fact>}
        <Fact name={t("steps.rate")} className={NARROW}>
          {step.itemsPerSecond === null ? <span className="text-faint">–</span> : format.rate(step.itemsPerSecond)}
        </Fact>
        <Fact name={t("counts.filtered")} className={NARROW}>
          <Count value={step.filtered} text={format.number(step.filtered)} />
        </Fact>
        <Fact name={t("counts.skipsRpw")} className={NARROW}>
          <Skips step={step} />
        </Fact>
        <Fact name={t("counts.commits")} className={NARROW}>
          <Count value={step.commits} text={format.number(step.commits)} />
        </Fact>
        <Fact name={t("counts.rollbacks")} className={NARROW}>
          <Count value={step.rollbacks} text={format.number(step.rollbacks)} tone="bad" />
        </Fact>
        {step.share !== null && <Fact name={t("steps.share")}>{format.percent(step.share)}</Fact>}
      </Facts>
      {step.type !== "partition-worker" && <StepHistory executionId={executionId} step={step} />}
      {step.exitMessage && (
        <div>
          <div className="flex items-center gap-1 text-muted text-xs">
            {t("steps.exitMessage")}
            <CopyButton text={step.exitMessage} label={t("cause.copy")} />
          </div>
          <ScrollText className="rounded-md border border-line-soft bg-card p-2.5">{step.exitMessage}</ScrollText>
        </div>
      )}
      {partitions && <PartitionTable executionId={executionId} summary={partitions} />}
    </div>
  );
}
