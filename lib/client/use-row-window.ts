"use client";

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

/** Fewer rows than this are all drawn: a page that can be searched by the browser is worth more than a few milliseconds. */
const ALL_UP_TO = 80;
/** Rows drawn beyond what is seen, on each side. */
const BEYOND = 12;

export interface RowWindow {
  /** Of the scrolling box. */
  readonly box: RefObject<HTMLDivElement | null>;
  readonly isWindowed: boolean;
  /** Rows `from` to `to`, the last excluded, are drawn. */
  readonly from: number;
  readonly to: number;
  /** Height of what is not drawn above and below, in pixels. */
  readonly before: number;
  readonly after: number;
  readonly showRow: (index: number) => void;
}

/**
 * Which of many rows of the same height are seen in their scrolling box, so that only these are drawn.
 * @param first  index of the row to begin at, when there are so many that not all are seen
 */
export function useRowWindow(count: number, rowHeight: number, first = 0): RowWindow {
  const box = useRef<HTMLDivElement>(null);
  const isWindowed = count > ALL_UP_TO;
  const [seen, setSeen] = useState({ from: 0, to: ALL_UP_TO });
  useEffect(() => {
    const element = box.current;
    if (!element || !isWindowed) return;
    const look = () => {
      const from = Math.max(0, Math.floor(element.scrollTop / rowHeight) - BEYOND);
      const to = Math.ceil((element.scrollTop + element.clientHeight) / rowHeight) + BEYOND;
      setSeen((last) => (last.from === from && last.to === to ? last : { from, to }));
    };
    if (first > 0 && element.scrollTop === 0)
      element.scrollTop = Math.max(0, first * rowHeight - element.clientHeight / 2);
    look();
    element.addEventListener("scroll", look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => {
      element.removeEventListener("scroll", look);
      observer.disconnect();
    };
  }, [isWindowed, rowHeight, first]);
  const from = isWindowed ? Math.min(seen.from, Math.max(0, count - 1)) : 0;
  const to = isWindowed ? Math.min(count, Math.max(seen.to, from + 1)) : count;
  const showRow = useCallback(
    (index: number) => {
      const element = box.current;
      if (element) element.scrollTop = Math.max(0, index * rowHeight - element.clientHeight / 3);
    },
    [rowHeight],
  );
  return { box, isWindowed, from, to, before: from * rowHeight, after: (count - to) * rowHeight, showRow };
}
