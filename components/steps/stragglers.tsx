"use client";

import { isRunning } from "batch-core/model";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import type { Instant, StepView } from "@/lib/shared/views";
import { partitionName } from "./partition-row";

/** A partition that was updated less than this long ago is not called silent. */
const SILENT_MS = 60_000;
/** The longest is named only where it took so many times as long as the one in the middle. */
const OUTLIER = 2;

/** The partitions to look at, in words: the one that failed, the one that is silent, the one that took longest. */
export function Stragglers({ workers, readAt }: { workers: readonly StepView[]; readAt: Instant | null }) {
  const t = useT();
  const format = useFormat();
  if (readAt === null) return null;
  const failed = workers.find(({ status }) => status === "FAILED");
  const silent = silentOf(workers, readAt);
  const slowest = slowestOf(workers);
  const lines = [
    failed?.exitMessage &&
      t("partitions.failed", { name: partitionName(failed), message: failed.exitMessage.split("\n")[0] ?? "" }),
    silent && t("partitions.silent", { name: partitionName(silent.worker), time: format.duration(silent.ms) }),
    slowest &&
      t("partitions.slowest", { name: partitionName(slowest), time: format.duration(slowest.durationMs ?? 0) }),
  ].filter((line) => typeof line === "string");
  if (lines.length === 0) return null;
  return (
    <ul className="border-line-soft border-t px-3.5 py-2 text-xs">
      {lines.map((line) => (
        <li key={line} className="line-clamp-2 [overflow-wrap:anywhere]">
          {line}
        </li>
      ))}
    </ul>
  );
}

function silentOf(workers: readonly StepView[], readAt: Instant) {
  const silences = workers
    .filter(({ status, updated }) => isRunning(status) && status !== "STARTING" && updated !== null)
    .map((worker) => ({ worker, ms: Date.parse(readAt) - Date.parse(worker.updated ?? readAt) }));
  const longest = silences.reduce<(typeof silences)[number] | null>((a, b) => (a && a.ms >= b.ms ? a : b), null);
  return longest && longest.ms >= SILENT_MS ? longest : null;
}

/** Among those that are done; they come slowest first. */
function slowestOf(workers: readonly StepView[]): StepView | null {
  const done = workers
    .filter(({ status, durationMs }) => status === "COMPLETED" && durationMs !== null)
    .sort((a, b) => (b.durationMs ?? 0) - (a.durationMs ?? 0));
  const [longest] = done;
  const middle = done[Math.floor(done.length / 2)];
  if (!longest || !middle || done.length < 3) return null;
  return (longest.durationMs ?? 0) > (middle.durationMs ?? 0) * OUTLIER ? longest : null;
}
