"use client";

import { parseJson, useStored } from "@/lib/client/use-stored";
import { type ColumnName, isColumnName, USUAL_COLUMNS } from "./columns";

/** Columns of the execution list, as the reader of this browser likes them. */
export function useColumns(): [readonly ColumnName[], (columns: readonly ColumnName[]) => void] {
  return useStored("batchdeck-columns", parseColumns);
}

function parseColumns(text: string | null): readonly ColumnName[] {
  const stored = parseJson(text);
  return Array.isArray(stored) ? stored.filter(isColumnName) : USUAL_COLUMNS;
}
