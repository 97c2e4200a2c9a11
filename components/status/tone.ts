import type { BatchStatus } from "batch-core/model";
import type { CSSProperties } from "react";

/** The one place where a status has a colour. STARTING and STARTED share theirs: both are at work. */
const TONES: Record<BatchStatus, string> = {
  COMPLETED: "var(--completed)",
  STARTING: "var(--running)",
  STARTED: "var(--running)",
  STOPPING: "var(--stopping)",
  STOPPED: "var(--stopped)",
  FAILED: "var(--failed)",
  ABANDONED: "var(--abandoned)",
  UNKNOWN: "var(--unknown)",
};

/** Sets `--tone` for the `text-tone`, `bg-tone` and `bg-tone-soft` utilities below an element. */
export function toneStyle(status: BatchStatus | "neutral" | "warning"): CSSProperties {
  const tone = status === "neutral" ? "var(--faint)" : status === "warning" ? "var(--stopping)" : TONES[status];
  return { "--tone": tone } as CSSProperties; // React's type knows no custom properties
}

export function toneColor(status: BatchStatus): string {
  return TONES[status];
}
