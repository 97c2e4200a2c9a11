"use client";

import { parseJson, useStored } from "@/lib/client/use-stored";
import type { ExecutionFilter } from "@/lib/shared/filter/execution-filter";
import { type ColumnName, isColumnName, usualColumnsOf } from "./columns";

/** Columns of the execution list: as the reader of this browser likes them, else those that answer what the filter asks. */
export function useColumns(
  filter: ExecutionFilter,
): readonly [readonly ColumnName[], (columns: readonly ColumnName[] | null) => void] {
  const [chosen, choose] = useStored<readonly ColumnName[] | null>("batchdeck-columns", parseColumns);
  return [chosen ?? usualColumnsOf(filter), choose];
}

function parseColumns(text: string | null): readonly ColumnName[] | null {
  const stored = parseJson(text);
  return Array.isArray(stored) ? stored.filter(isColumnName) : null;
}
