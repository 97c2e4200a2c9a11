"use client";

import { parseJson, useStored } from "./use-stored";

/** A filtered list under a name. The link says it all, so it can be sent to somebody as well. */
export interface SavedView {
  readonly name: string;
  readonly href: string;
}

const NO_VIEWS: readonly SavedView[] = [];

/** Views of this browser, by name; a name that exists is replaced. */
export function useSavedViews(): [
  views: readonly SavedView[],
  save: (view: SavedView) => void,
  remove: (href: string) => void,
  rename: (view: SavedView, name: string) => void,
] {
  const [views, store] = useStored("batchdeck-views", parseViews);
  return [
    views,
    (view) => store([...views.filter((each) => each.name !== view.name), view]),
    (href) => store(views.filter((each) => each.href !== href)),
    (view, name) =>
      store(
        views
          .filter((each) => each.name === view.name || each.name !== name)
          .map((each) => (each.name === view.name ? { ...each, name } : each)),
      ),
  ];
}

function parseViews(text: string | null): readonly SavedView[] {
  const stored = parseJson(text);
  return Array.isArray(stored) ? stored.filter(isView) : NO_VIEWS;
}

/** A link of another site, or of a script, is no view. */
function isView(value: unknown): value is SavedView {
  if (typeof value !== "object" || value === null) return false;
  const { name, href } = value as Partial<Record<keyof SavedView, unknown>>; // an object: any field may be asked for
  return typeof name === "string" && typeof href === "string" && href.startsWith("/executions");
}
