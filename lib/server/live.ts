import "server-only";
import type { OverviewView, RunningBoardView } from "@/lib/shared/views";
import { readOverview } from "./read-model/overview";
import type { Desk } from "./runtime";

/** A little less than browsers poll, so that each poll brings news and all of them together cost one reading. */
const BOARD_MS = 1_800;
const OVERVIEW_MS = 3_500;

/** What runs now, read once for all browsers. */
export function showRunningBoard({ shared, board }: Desk): Promise<RunningBoardView> {
  return shared.get("running", BOARD_MS, () => board.read());
}

export function showOverview(desk: Desk): Promise<OverviewView> {
  return desk.shared.get("overview", OVERVIEW_MS, async () => {
    const { rows } = await showRunningBoard(desk);
    return readOverview(desk.read, rows);
  });
}
