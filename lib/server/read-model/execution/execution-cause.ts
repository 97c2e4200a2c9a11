import "server-only";
import { isRunning } from "batch-core/model";
import type { CauseView } from "@/lib/shared/views";
import { maskText } from "../../masking";
import { readCause } from "../cause";
import type { StoredExecution } from "../rows/execution-rows";
import type { StoredStep } from "../rows/step-rows";
import { toText } from "../rows/values";
import { placeOf } from "./cause-place";

/** What the execution says of its end; the step that failed says it more fully where the job's own text was cut. */
export function causeOf(
  stored: StoredExecution,
  rows: readonly StoredStep[],
  secrets: readonly string[],
): CauseView | null {
  const { row, record } = stored;
  if (row.status === "COMPLETED" || isRunning(row.status)) return null;
  const failed = rows.filter(({ status }) => status === "FAILED" || status === "UNKNOWN" || status === "ABANDONED");
  const step = failed.find(({ name, isColon }) => !isColon && name === row.failedStep) ?? failed[0];
  const own = toText(record.exitMessage) ?? "";
  const message = step?.exitMessage && step.exitMessage.length >= own.length ? step.exitMessage : own;
  const stoppedOnRequest = row.status === "STOPPED" && (isInterruption(message) || (message.trim() === "" && !step));
  if (stoppedOnRequest) return null;
  const raw = maskText(message, secrets);
  return {
    step: step?.name ?? row.failedStep,
    exitCode: step?.exitCode ?? row.exitCode,
    ...readCause(raw),
    place: placeOf(step),
    raw,
    truncated: readCause(message).truncated,
  };
}

/** What an execution says that ended because it was asked to. */
function isInterruption(message: string): boolean {
  return /^(?:org\.springframework\.batch\.core\.(?:job\.)?)?JobInterruptedE(?:xception|rror)\b/.test(
    message.trimStart(),
  );
}
