import "server-only";
import { isRunning } from "batch-core/model";
import type { TimelineBar, TimelineSegment, TimelineView } from "@/lib/shared/views";
import { durationMs, toInstant } from "./rows/values";

export type LaneBar = Omit<TimelineBar, "offset" | "width" | "durationMs" | "created" | "started" | "ended"> & {
  readonly created: Date | null;
  readonly started: Date | null;
  readonly ended: Date | null;
};

export interface Lane {
  readonly executionId: string;
  readonly attempt: number;
  readonly status: TimelineView["lanes"][number]["status"];
  readonly bars: readonly LaneBar[];
  /** Steps of the definition in order, or as a good execution took them; null when neither is known. */
  readonly declaredSteps: readonly string[] | null;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** A pause between two attempts longer than this share of all the work is folded. */
const FOLD_SHARE = 0.15;
/** Width that a folded pause keeps. */
const FOLDED_WEIGHT = 0.03;
/** Pauses within an attempt are real waiting; only those between attempts and very long ones are folded. */
const FOLD_MIN_MS = 1_000;

/**
 * Lays attempts out on one axis. Idle time is folded, or a restart a week later would squeeze both attempts into a pixel.
 * @param lanes  oldest attempt first
 */
export function layOutTimeline(lanes: readonly Lane[], now: Date): TimelineView {
  const spans = merge(lanes.flatMap(({ bars }) => bars.flatMap((bar) => spanOf(bar, now) ?? [])));
  const segments = toSegments(spans);
  const place = placer(segments);
  const completed = new Set<string>();
  return {
    segments,
    lanes: lanes.map((lane) => {
      const ran = new Set(lane.bars.map(({ stepName }) => stepName));
      const absent = (lane.declaredSteps ?? []).filter((name) => !ran.has(name));
      const skippedAsComplete = absent.filter((name) => completed.has(name));
      for (const { stepName, status } of lane.bars) if (status === "COMPLETED") completed.add(stepName);
      return {
        executionId: lane.executionId,
        attempt: lane.attempt,
        status: lane.status,
        bars: lane.bars.map((bar) => toBar(bar, now, place)),
        notReached: absent.filter((name) => !skippedAsComplete.includes(name)),
        skippedAsComplete,
      };
    }),
  };
}

function spanOf(bar: LaneBar, now: Date): Span | null {
  const from = (bar.created ?? bar.started)?.getTime();
  if (from === undefined) return null;
  const to = (bar.ended ?? (isRunning(bar.status) ? now : (bar.started ?? bar.created)))?.getTime() ?? from;
  return { from, to: Math.max(from, to) };
}

/** Overlapping spans become one; in order of time. */
function merge(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && span.from <= last.to) merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else merged.push(span);
  }
  return merged;
}

function toSegments(spans: readonly Span[]): TimelineSegment[] {
  const work = spans.reduce((sum, { from, to }) => sum + Math.max(1, to - from), 0);
  const parts: { from: number; to: number; weight: number; gapMs: number | null }[] = [];
  for (const span of spans) {
    const last = parts.at(-1);
    const gapMs = last ? span.from - last.to : 0;
    const isFolded = gapMs > Math.max(FOLD_MIN_MS, work * FOLD_SHARE);
    if (last && !isFolded) {
      // A short pause stays true to scale, inside one segment.
      last.to = span.to;
      last.weight += gapMs + Math.max(1, span.to - span.from);
      continue;
    }
    if (last) parts.push({ from: last.to, to: span.from, weight: work * FOLDED_WEIGHT, gapMs });
    parts.push({ ...span, weight: Math.max(1, span.to - span.from), gapMs: null });
  }
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  return parts.map(({ from, to, weight, gapMs }) => ({
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    weight: total === 0 ? 0 : weight / total,
    gapMs,
  }));
}

/** Time to place on the axis, 0 to 1. */
function placer(segments: readonly TimelineSegment[]): (time: number) => number {
  const starts: number[] = [];
  let sum = 0;
  for (const { weight } of segments) {
    starts.push(sum);
    sum += weight;
  }
  return (time) => {
    let index = segments.findIndex(({ to }) => time <= Date.parse(to));
    if (index < 0) index = segments.length - 1;
    const segment = segments[index];
    if (!segment) return 0;
    const from = Date.parse(segment.from);
    const length = Date.parse(segment.to) - from;
    const share = length <= 0 ? 0 : Math.min(1, Math.max(0, (time - from) / length));
    return (starts[index] ?? 0) + share * segment.weight;
  };
}

function toBar(bar: LaneBar, now: Date, place: (time: number) => number): TimelineBar {
  const span = spanOf(bar, now);
  const offset = span ? place(span.from) : 0;
  return {
    stepExecutionId: bar.stepExecutionId,
    stepName: bar.stepName,
    status: bar.status,
    read: bar.read,
    written: bar.written,
    partitions: bar.partitions,
    created: toInstant(bar.created),
    started: toInstant(bar.started),
    ended: toInstant(bar.ended),
    durationMs: durationMs(bar.started, bar.ended ?? (isRunning(bar.status) ? now : null)),
    offset,
    width: span ? Math.max(0, place(span.to) - offset) : 0,
  };
}
