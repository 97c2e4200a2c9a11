"use client";

import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { cn } from "./cn";

export interface TabItem {
  readonly name: string;
  readonly label: string;
  readonly content: ReactNode;
}

/** Two or more views of one thing, one at a time. Arrows move between tabs, which open as they get the focus. */
export function Tabs({
  label,
  tabs,
  initial,
  aside,
}: {
  label: string;
  tabs: readonly TabItem[];
  initial: string;
  /** Stands at the end of the line of tabs. */
  aside?: ReactNode;
}) {
  const id = useId();
  const [current, setCurrent] = useState(initial);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = tabs.findIndex(({ name }) => name === current);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    setCurrent(next.name);
    document.getElementById(`${id}-${next.name}`)?.focus();
  };
  return (
    <>
      <div className="flex items-center border-line-soft border-b pr-2 pl-1.5">
        <div role="tablist" aria-label={label} onKeyDown={onKeyDown} className="flex gap-1 overflow-x-auto">
          {tabs.map((tab) => (
            <button
              key={tab.name}
              type="button"
              role="tab"
              id={`${id}-${tab.name}`}
              aria-selected={tab.name === current}
              aria-controls={`${id}-panel`}
              tabIndex={tab.name === current ? 0 : -1}
              onClick={() => setCurrent(tab.name)}
              className={cn(
                "relative h-9 whitespace-nowrap px-2 text-muted hover:text-ink focus-visible:-outline-offset-2",
                "after:absolute after:inset-x-2 after:bottom-0 after:h-0.5 after:rounded-full",
                "aria-selected:font-medium aria-selected:text-ink aria-selected:after:bg-accent",
              )}
            >
              {tab.label}
            </button>
          ))}
        </div>
        <div className="ml-auto flex items-center gap-1">{aside}</div>
      </div>
      <div
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${current}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a tab's panel that holds nothing to press is a stop of its own
        tabIndex={0}
        className="focus-visible:-outline-offset-2"
      >
        {tabs.find((tab) => tab.name === current)?.content}
      </div>
    </>
  );
}
