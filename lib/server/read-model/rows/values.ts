import "server-only";
import { type BatchStatus, isAmbiguous, isBatchStatus } from "batch-core/model";
import type { DurationDoubt, Id, Instant } from "@/lib/shared/views";
import { wallClockToInstant } from "../../engine";

/**
 * From what a driver gives to what a view holds. These never throw: rows come from programs of many ages, and one that cannot be understood
 * must not hide the others.
 */

export function toId(value: unknown): Id | null {
  return value === null || value === undefined ? null : String(value);
}

/** 0 for a missing count; what lies beyond 2^53 loses its last digits. */
export function toCount(value: unknown): number {
  const count = Number(value ?? 0);
  return Number.isFinite(count) ? count : 0;
}

export function toText(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

/** A time of which only the text is left, as aggregate functions of SQLite give it. `timeZone` is the zone of the tables. */
export function toDate(value: unknown, timeZone: string): Date | null {
  if (value === null || value === undefined) return null;
  try {
    const date = value instanceof Date ? value : wallClockToInstant(value as string | number | bigint, timeZone);
    return isMeant(date) ? date : null;
  } catch {
    return null;
  }
}

/** Migrations fill new time columns with 1970-01-01 to say "unknown"; some zones move that by a day. */
function isMeant(date: Date): boolean {
  return date.getTime() > 2 * 86_400_000;
}

export function toInstant(date: Date | null): Instant | null {
  return date && !Number.isNaN(date.getTime()) ? date.toISOString() : null;
}

export interface StatusValue {
  readonly status: BatchStatus;
  /** What the column holds when it is no status word. */
  readonly storedStatus: string | null;
}

export function toStatus(value: unknown): StatusValue {
  const text = toText(value)?.trim() ?? "";
  const word = text.toUpperCase();
  return isBatchStatus(word) ? { status: word, storedStatus: null } : { status: "UNKNOWN", storedStatus: text };
}

/** Null before the start, and when clocks disagree so far that the end lies before the start. */
export function durationMs(started: Date | null, ended: Date | null): number | null {
  if (!started || !ended) return null;
  const ms = ended.getTime() - started.getTime();
  return ms >= 0 ? ms : null;
}

/** @param stored  the two times as the tables hold them */
export function durationDoubt(
  started: Date | null,
  ended: Date | null,
  stored: { readonly started: unknown; readonly ended: unknown },
  timeZone: string,
): DurationDoubt | null {
  if (!started || !ended) return null;
  const ms = ended.getTime() - started.getTime();
  if (isDoubled(stored.started, timeZone) || isDoubled(stored.ended, timeZone)) return { kind: "clocks-set-back", ms };
  return ms < 0 ? { kind: "negative", ms } : null;
}

function isDoubled(stored: unknown, timeZone: string): boolean {
  return timeZone !== "UTC" && typeof stored === "string" && isAmbiguous(stored, timeZone);
}

export function latest(...dates: readonly (Date | null)[]): Date | null {
  return dates.reduce((a, b) => (a && b ? (a > b ? a : b) : (a ?? b)), null);
}

/**
 * @param sorted  ascending
 * @param share  0.5 is the median
 */
export function percentile(sorted: readonly number[], share: number): number | null {
  if (sorted.length === 0) return null;
  const index = Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1));
  return sorted[index] ?? null;
}
