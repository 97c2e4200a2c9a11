"use client";

import { useState } from "react";
import type { Selection } from "./row-checkbox";

const NOTHING: ReadonlySet<string> = new Set();

/** Rows ticked for an action. They are of one list: another `listKey` begins with none. */
export function useSelection(listKey: string): [chosen: ReadonlySet<string>, selection: Selection, clear: () => void] {
  const [state, setState] = useState({ listKey, chosen: NOTHING, last: null as string | null });
  const { chosen, last } = state.listKey === listKey ? state : { chosen: NOTHING, last: null };
  const keep = (next: ReadonlySet<string>, lastId: string | null) => setState({ listKey, chosen: next, last: lastId });
  const selection: Selection = {
    chosen,
    toggle: (id, ids) => {
      const isOn = !chosen.has(id);
      keep(changed(chosen, ids && last ? between(ids, last, id) : [id], isOn), id);
    },
    toggleAll: (ids) => keep(changed(chosen, ids, !ids.every((id) => chosen.has(id))), null),
  };
  return [chosen, selection, () => keep(NOTHING, null)];
}

function changed(chosen: ReadonlySet<string>, ids: readonly string[], isOn: boolean): ReadonlySet<string> {
  return isOn ? new Set([...chosen, ...ids]) : new Set([...chosen].filter((id) => !ids.includes(id)));
}

/** All from one to the other; the other alone when the one is not in sight any more. */
function between(ids: readonly string[], one: string, other: string): readonly string[] {
  const [a, b] = [ids.indexOf(one), ids.indexOf(other)];
  return a < 0 ? [other] : ids.slice(Math.min(a, b), Math.max(a, b) + 1);
}
