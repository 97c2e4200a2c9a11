"use client";

import { useEffect, useState } from "react";
import { parseJson } from "./use-stored";

const KEY = "batchdeck-last-visit";
/** Who comes back within this time was not away. */
const AWAY_MS = 15 * 60_000;
const KEEP_MS = 60_000;

/** When the reader of this browser last looked before being away; null on the first visit, and until the browser has been asked. */
export function useLastVisit(): number | null {
  const [last, setLast] = useState<number | null>(null);
  useEffect(() => {
    const stored = readVisits();
    const now = Date.now();
    const before = stored && now - stored.seen > AWAY_MS ? stored.seen : (stored?.before ?? null);
    setLast(before);
    const keep = () => {
      if (document.visibilityState === "visible") {
        localStorage.setItem(KEY, JSON.stringify({ seen: Date.now(), before }));
      }
    };
    keep();
    const timer = setInterval(keep, KEEP_MS);
    return () => clearInterval(timer);
  }, []);
  return last;
}

function readVisits(): { readonly seen: number; readonly before: number | null } | null {
  const stored = parseJson(localStorage.getItem(KEY));
  if (typeof stored !== "object" || stored === null) return null;
  const { seen, before } = stored as Partial<Record<string, unknown>>; // an object: any field may be asked for
  if (typeof seen !== "number") return null;
  return { seen, before: typeof before === "number" ? before : null };
}
