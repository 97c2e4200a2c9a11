import "server-only";
import type { OverviewView } from "@/lib/shared/views";
import { readOverview } from "./read-model/overview";
import type { Desk } from "./runtime";

/** Like the board, a little less than browsers poll. */
const OVERVIEW_MS = 3_500;

/** How the shift stands, read once for all browsers. */
export function showOverview({ shared, read }: Desk): Promise<OverviewView> {
  return shared.get("overview", OVERVIEW_MS, () => readOverview(read));
}

/** What runs now, read once for all browsers. */
export function showRunningBoard({ read }: Desk): ReturnType<Desk["read"]["live"]> {
  return read.live();
}
