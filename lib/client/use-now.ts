"use client";

import { useCallback, useSyncExternalStore } from "react";
import { useLocale } from "./locale";

/** One clock per interval for the whole page, and none while the tab is hidden. */
const clocks = new Map<number, Clock>();

interface Clock {
  now: number;
  readonly listeners: Set<() => void>;
  timer: number | undefined;
}

/**
 * The time, moving on every `everyMs`. While the page is taken over from the server it is the server's time, so that both
 * draw the same words.
 */
export function useNow(everyMs: number): number {
  const { renderedAt } = useLocale();
  // The same function for the same interval: a new one would have React subscribe anew on every render.
  const subscribe = useCallback((listener: () => void) => listen(clockOf(everyMs), everyMs, listener), [everyMs]);
  return useSyncExternalStore(
    subscribe,
    () => clockOf(everyMs).now,
    () => renderedAt,
  );
}

function clockOf(everyMs: number): Clock {
  const clock = clocks.get(everyMs) ?? { now: Date.now(), listeners: new Set(), timer: undefined };
  clocks.set(everyMs, clock);
  return clock;
}

function listen(clock: Clock, everyMs: number, listener: () => void): () => void {
  clock.listeners.add(listener);
  if (clock.timer === undefined) {
    if (Date.now() - clock.now >= everyMs) clock.now = Date.now();
    clock.timer = window.setInterval(() => {
      if (document.hidden) return;
      clock.now = Date.now();
      for (const each of clock.listeners) each();
    }, everyMs);
  }
  return () => {
    clock.listeners.delete(listener);
    if (clock.listeners.size > 0) return;
    window.clearInterval(clock.timer);
    clock.timer = undefined;
  };
}
