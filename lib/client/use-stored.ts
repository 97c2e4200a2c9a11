"use client";

import { useCallback, useSyncExternalStore } from "react";

/**
 * A value kept in this browser, shared by everything on the page that asks for the same key.
 * @param parse  reads what is stored; must give the same object for the same text (the answer is remembered)
 */
export function useStored<T>(key: string, parse: (text: string | null) => T): [T, (value: T) => void] {
  const value = useSyncExternalStore(
    subscribe,
    () => remembered(key, parse),
    () => parse(null),
  );
  const store = useCallback(
    (next: T) => {
      localStorage.setItem(key, JSON.stringify(next));
      for (const listener of listeners) listener();
    },
    [key],
  );
  return [value, store];
}

const listeners = new Set<() => void>();
const parsed = new Map<string, { text: string | null; value: unknown }>();

function remembered<T>(key: string, parse: (text: string | null) => T): T {
  const text = localStorage.getItem(key);
  const last = parsed.get(key);
  if (last && last.text === text) return last.value as T; // stored below under the same key, so by the same parse
  const value = parse(text);
  parsed.set(key, { text, value });
  return value;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

export function parseJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
