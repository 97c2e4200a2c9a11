import type { BatchStatus } from "batch-core/model";
import type { ReactNode } from "react";
import { cn } from "../ui/cn";

const ring = { cx: 8, cy: 8, r: 6.2, fill: "none", stroke: "currentColor", strokeWidth: 1.5 } as const;
const square = <rect x="5.7" y="5.7" width="4.6" height="4.6" rx="1" fill="currentColor" />;

/** Eight shapes that differ without colour. Only what is at work turns, and not under reduced motion. */
const SHAPES: Record<BatchStatus, ReactNode> = {
  COMPLETED: (
    <>
      <circle {...ring} />
      <path
        d="M5.3 8.2l1.9 1.9 3.6-4"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  STARTING: <circle {...ring} strokeDasharray="1 2.9" strokeLinecap="round" strokeWidth="1.7" />,
  STARTED: (
    <>
      <circle {...ring} strokeOpacity=".28" strokeWidth="1.7" />
      <path
        className="origin-center animate-spin-slow"
        d="M8 1.8a6.2 6.2 0 0 1 6.2 6.2"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.7"
        strokeLinecap="round"
      />
    </>
  ),
  STOPPING: (
    <>
      <circle {...ring} strokeDasharray="2.6 2.27" />
      {square}
    </>
  ),
  STOPPED: (
    <>
      <circle {...ring} />
      {square}
    </>
  ),
  FAILED: (
    <>
      <circle cx="8" cy="8" r="6.9" fill="currentColor" />
      <path d="M5.8 5.8l4.4 4.4m0-4.4l-4.4 4.4" stroke="var(--card)" strokeWidth="1.6" strokeLinecap="round" />
    </>
  ),
  ABANDONED: (
    <>
      <circle {...ring} />
      <path d="M3.8 12.2l8.4-8.4" stroke="currentColor" strokeWidth="1.5" />
    </>
  ),
  UNKNOWN: (
    <>
      <path
        d="M8 1.6l6.4 6.4L8 14.4 1.6 8z"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
      <path d="M8 5.2v3.4M8 10.6v.4" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
    </>
  ),
};

export function StatusIcon({ status, className }: { status: BatchStatus; className?: string }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className={cn("size-3.5 shrink-0", className)}>
      {SHAPES[status]}
    </svg>
  );
}
