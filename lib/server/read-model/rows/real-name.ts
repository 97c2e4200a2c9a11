import "server-only";
import type { TableLayout } from "batch-core";

/** The name that the server knows a table of ours or Spring Batch's by, from the one in the model: prefix and case may differ. */
export function realName({ prefix, sidePrefix, lowerCaseTables }: TableLayout, name: string): string {
  if (name.startsWith("BATCHDECK_")) return name.replace("BATCHDECK_", sidePrefix);
  const table = name.slice("BATCH_".length);
  return prefix + (lowerCaseTables ? table.toLowerCase() : table);
}
