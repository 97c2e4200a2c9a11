"use client";

import { useSyncExternalStore } from "react";
import type { Theme } from "@/lib/shared/preferences";
import { rememberPreference } from "./remember-preference";

const listeners = new Set<() => void>();

/** The theme is a class of the root element, put there by the server from the cookie. */
export function setTheme(theme: Theme): void {
  const { classList } = document.documentElement;
  classList.remove("light", "dark");
  if (theme !== "system") classList.add(theme);
  rememberPreference("theme", theme);
  for (const listener of listeners) listener();
}

/** "system" until the browser has taken over. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, readTheme, () => "system");
}

function readTheme(): Theme {
  const { classList } = document.documentElement;
  return classList.contains("dark") ? "dark" : classList.contains("light") ? "light" : "system";
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
