import "server-only";
import { zoneOffsetMs } from "batch-core/model";
import type { DiagnosticsView } from "@/lib/shared/views";

/** What rows that are written while somebody looks tell of the clock they are written by. */
export interface ZoneEvidence {
  /** The clock of the application minus that of the zone it is said to be in: whole quarters of an hour, 0 when the zone is right. */
  readonly differenceMs: number;
  /** When such a row was last seen. */
  readonly at: Date;
}

/**
 * Rows carry no zone, and one that says 03:00 may be six hours old or have been written this second by a clock six hours behind. But one
 * that says something else than a moment ago was written since, whatever it says.
 */
export interface ZoneWatch {
  /**
   * @param stamps  when what runs was last saved, as read with the zone that was told, by execution
   * @param at  when they were read
   */
  note(stamps: ReadonlyMap<string, Date | null>, at: Date): void;
  seen(): ZoneEvidence | null;
}

/** Two readings further apart say too little about when a row was written. */
const READINGS_APART_MAX_MS = 60_000;
/** Clocks of machines differ by seconds, zones by quarters of an hour. */
const QUARTER_MS = 15 * 60_000;
const SKEW_MAX_MS = 30_000;

export function zoneWatch(): ZoneWatch {
  let before: { readonly at: Date; readonly stamps: ReadonlyMap<string, Date | null> } | null = null;
  let evidence: ZoneEvidence | null = null;
  return {
    note(stamps, at) {
      const apartMs = before ? at.getTime() - before.at.getTime() : Number.POSITIVE_INFINITY;
      if (before && apartMs <= READINGS_APART_MAX_MS) {
        for (const [id, stamp] of stamps) {
          const known = before.stamps.get(id);
          if (!stamp || !known || stamp <= known) continue;
          evidence = evidenceOf(stamp, at, apartMs) ?? evidence;
        }
      }
      before = { at, stamps };
    },
    seen: () => evidence,
  };
}

/** The row was written in the last `apartMs`, so that its clock showed a time in a span as long. */
function evidenceOf(stamp: Date, at: Date, apartMs: number): ZoneEvidence | null {
  const aheadMs = stamp.getTime() - at.getTime();
  const differenceMs = Math.round((aheadMs + apartMs / 2) / QUARTER_MS) * QUARTER_MS;
  const restMs = aheadMs - differenceMs;
  if (restMs > SKEW_MAX_MS || restMs < -apartMs - SKEW_MAX_MS) return null;
  return { differenceMs: differenceMs === 0 ? 0 : differenceMs, at };
}

/** One city per clock, those that most installations are near to. */
const FAMILIAR_ZONES = [
  ...["UTC", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Sao_Paulo"],
  ...["Europe/London", "Europe/Berlin", "Europe/Helsinki", "Europe/Istanbul", "Asia/Dubai", "Asia/Kolkata"],
  ...["Asia/Bangkok", "Asia/Shanghai", "Asia/Singapore", "Asia/Seoul", "Asia/Tokyo", "Australia/Sydney"],
];

/** Familiar zones whose clocks are so far from UTC at this moment. */
function zonesAt(offsetMs: number, at: Date): string[] {
  return FAMILIAR_ZONES.filter((zone) => zoneOffsetMs(at.getTime(), zone) === offsetMs);
}

/** @param timeZone  the one that was told */
export function zoneEvidenceView(
  { differenceMs, at }: ZoneEvidence,
  timeZone: string,
): NonNullable<DiagnosticsView["zoneEvidence"]> {
  const offsetMs = zoneOffsetMs(at.getTime(), timeZone) + differenceMs;
  return { differenceMs, offset: offsetText(offsetMs), zones: zonesAt(offsetMs, at), at: at.toISOString() };
}

/** `UTC+05:30` */
function offsetText(offsetMs: number): string {
  const minutes = Math.abs(Math.round(offsetMs / 60_000));
  const two = (value: number) => String(value).padStart(2, "0");
  return `UTC${offsetMs < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
