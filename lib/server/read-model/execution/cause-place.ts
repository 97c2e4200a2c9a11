import "server-only";
import type { CausePlace } from "@/lib/shared/views";
import type { StoredStep } from "../rows/step-rows";

/** How far a step had come, from its counts: what was read beyond what was written, filtered or skipped was in hand when it failed. */
export function placeOf(
  step: Pick<StoredStep, "commits" | "read" | "written" | "filtered" | "processSkips" | "writeSkips"> | undefined,
): CausePlace | null {
  if (!step || step.read === 0) return null;
  const settled = step.written + step.filtered + step.processSkips + step.writeSkips;
  return {
    commits: step.commits,
    written: step.written,
    items: step.read > settled ? { from: settled + 1, to: step.read } : null,
  };
}
