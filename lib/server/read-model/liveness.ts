import "server-only";
import { type BatchStatus, isRunning } from "batch-core/model";
import type { Liveness } from "@/lib/shared/views";
import { latest } from "./rows/values";

/** What tells whether somebody is still at work on an execution. */
export interface LifeSigns {
  readonly status: BatchStatus;
  /** Of our own lease; null for an execution of another program. */
  readonly leaseState: string | null;
  readonly leaseExpires: Date | null;
  readonly created: Date | null;
  readonly started: Date | null;
  readonly updated: Date | null;
  readonly totals: {
    readonly lastUpdated: Date | null;
    readonly currentStarted: Date | null;
    readonly currentCommits: number;
  };
  /** 95th percentile of the job's duration. */
  readonly slowMs: number | null;
}

/** Nothing is called silent before this, however short its commits usually are. */
const SILENCE_MIN_MS = 5 * 60_000;
/** How many usual gaps between commits may pass without one. */
const GAPS_MAX = 10;

/** A stop that takes so many usual gaps is not coming by itself, nor is one that takes less than this time overdue. */
const STOP_GAPS_MAX = 3;
const STOP_MIN_MS = 30_000;

/**
 * Lost when its lease ran out (that is, its process stopped to renew it); suspect when nothing moved for much longer than usual, or when it
 * was asked to stop, nobody keeps a lease for it, and the next chunk boundary should have been long ago.
 */
export function livenessOf(signs: LifeSigns, now: Date): Liveness {
  if (!isRunning(signs.status)) return null;
  if (signs.leaseState === "RUNNING" && signs.leaseExpires && signs.leaseExpires < now) return "lost";
  if (signs.leaseState === "DONE") return "lost";
  const silentMs = now.getTime() - (lastSignOf(signs)?.getTime() ?? 0);
  if (signs.leaseState !== "READY" && silentMs > silenceLimitMs(signs)) return "suspect";
  if (signs.status !== "STOPPING") return "running";
  return signs.leaseState === null && isStopOverdue(signs, now) ? "suspect" : "stopping";
}

function isStopOverdue(signs: LifeSigns, now: Date): boolean {
  const gap = commitGapMs(signs.totals);
  const asked = latest(signs.updated, signs.totals.lastUpdated);
  if (gap === null || asked === null) return false;
  return now.getTime() - asked.getTime() > Math.max(STOP_MIN_MS, gap * STOP_GAPS_MAX);
}

/**
 * When it last moved, by the rows. The job row of one that is to stop was touched by whoever asked for it, not by the one at work.
 */
export function lastSignOf({
  status,
  created,
  started,
  updated,
  totals,
}: Pick<LifeSigns, "status" | "created" | "started" | "updated" | "totals">): Date | null {
  return latest(created, started, status === "STOPPING" ? null : updated, totals.lastUpdated);
}

/** Ten times the usual gap between commits; for a step that has not committed yet, as long as a slow run of the job takes. */
function silenceLimitMs(signs: Pick<LifeSigns, "totals" | "slowMs">): number {
  const gap = commitGapMs(signs.totals);
  return Math.max(SILENCE_MIN_MS, gap === null ? (signs.slowMs ?? 0) : gap * GAPS_MAX);
}

/** Usual time between two commits of the current step; null before the second one. */
export function commitGapMs({ currentStarted, currentCommits, lastUpdated }: LifeSigns["totals"]): number | null {
  if (!currentStarted || !lastUpdated || currentCommits < 2) return null;
  const ms = lastUpdated.getTime() - currentStarted.getTime();
  return ms > 0 ? ms / currentCommits : null;
}
