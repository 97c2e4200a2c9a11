"use client";

import { useSyncExternalStore } from "react";
import { useLocale } from "./locale";

/** One clock per interval for the whole page, and none while the tab is hidden. */
const clocks = new Map<number, { now: number; listeners: Set<() => void>; timer: number | undefined }>();

/**
 * The time, moving on every `everyMs`. While the page is taken over from the server it is the server's time, so that both
 * draw the same words.
 */
export function useNow(everyMs: number): number {
  const { renderedAt } = useLocale();
  return useSyncExternalStore(
    (listener) => subscribe(everyMs, listener),
    () => clocks.get(everyMs)?.now ?? renderedAt,
    () => renderedAt,
  );
}

function subscribe(everyMs: number, listener: () => void): () => void {
  const clock = clocks.get(everyMs) ?? { now: Date.now(), listeners: new Set(), timer: undefined };
  clocks.set(everyMs, clock);
  clock.listeners.add(listener);
  if (clock.timer === undefined) {
    clock.now = Date.now();
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
    clocks.delete(everyMs);
  };
}
