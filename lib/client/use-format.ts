"use client";

import type { Format } from "./format";
import { useLocale } from "./locale";

/** Numbers, spans and times as the reader's language and zone write them. */
export function useFormat(): Format {
  return useLocale().format;
}
