"use client";

import { type BatchStatus, isRunning } from "batch-core/model";
import type { Instant } from "@/lib/shared/views";
import { useNow } from "./use-now";

/** How long something took, or has been taking so far: then it moves on every second between two polls. */
export function useElapsed(of: {
  readonly status: BatchStatus;
  readonly started: Instant | null;
  readonly durationMs: number | null;
}): { ms: number | null; isRunning: boolean } {
  const running = isRunning(of.status) && of.started !== null;
  const now = useNow(running ? 1_000 : 60_000);
  if (!running || of.started === null) return { ms: of.durationMs, isRunning: false };
  return { ms: Math.max(of.durationMs ?? 0, now - new Date(of.started).getTime()), isRunning: true };
}
