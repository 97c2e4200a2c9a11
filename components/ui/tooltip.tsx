"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { placeBeside } from "./floating";

/** How long a pointer rests before a remark appears. Focus shows it at once. */
const REST_MS = 250;

/**
 * A short remark on hover and on focus; Escape takes it away. It is for eyes only: what it says must also be said to those
 * who do not see it, by the caller.
 */
export function Tooltip({ content, children }: { content: ReactNode; children: ReactNode }) {
  const anchor = useRef<HTMLSpanElement>(null);
  const remark = useRef<HTMLSpanElement>(null);
  const timer = useRef<number | undefined>(undefined);

  const show = (afterMs: number) => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      const target = anchor.current?.firstElementChild;
      if (!target || !remark.current?.isConnected) return;
      remark.current.showPopover();
      placeBeside(target, remark.current, "center");
    }, afterMs);
  };
  const hide = () => {
    window.clearTimeout(timer.current);
    if (remark.current?.matches(":popover-open")) remark.current.hidePopover();
  };
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only watches what its child is told
    <span
      ref={anchor}
      className="contents"
      onPointerEnter={() => show(REST_MS)}
      onPointerLeave={hide}
      onFocus={() => show(0)}
      onBlur={hide}
      onKeyDown={(event) => event.key === "Escape" && hide()}
    >
      {children}
      <span
        ref={remark}
        popover="manual"
        aria-hidden
        className="fixed inset-auto m-0 w-max max-w-80 animate-appear whitespace-normal rounded-md bg-card px-2.5 py-1.5 text-left font-normal text-ink text-xs shadow-float"
      >
        {content}
      </span>
    </span>
  );
}
