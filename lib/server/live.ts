import "server-only";
import { type ExecutionFilter, formatExecutionFilter, type PageRequest } from "@/lib/shared/filter/execution-filter";
import { LIVE_MS } from "@/lib/shared/queries/polling";
import type { ExecutionPage, Id, OverviewView, PartitionsView } from "@/lib/shared/views";
import { readPartitions } from "./read-model/execution/partitions";
import { listExecutions } from "./read-model/executions";
import { readOverview } from "./read-model/overview";
import type { Desk } from "./runtime";

/**
 * What browsers poll, read once for all of them. An answer is kept a little less long than until the next poll: each poll of one browser
 * brings news, and those of twenty cost the database one reading per interval.
 */
const KEPT_MS = LIVE_MS * 0.9;

type LiveDesk = Pick<Desk, "read" | "shared">;

/** How the shift stands. Polled at half the pace. */
export function showOverview({ shared, read }: LiveDesk): Promise<OverviewView> {
  return shared.get("overview", 2 * KEPT_MS, () => readOverview(read));
}

/** What runs now. */
export function showRunningBoard({ read }: Pick<LiveDesk, "read">): ReturnType<Desk["read"]["live"]> {
  return read.live();
}

export function showExecutions(
  { shared, read }: LiveDesk,
  filter: ExecutionFilter,
  page: PageRequest,
): Promise<ExecutionPage> {
  const key = `executions ${formatExecutionFilter(filter)} ${page.before} ${page.after} ${page.size}`;
  return shared.get(key, KEPT_MS, () => listExecutions(read, filter, page));
}

/** The workers of a partitioned step. Null when there is no such step. */
export function showPartitions(
  { shared, read }: LiveDesk,
  executionId: Id,
  managerId: Id,
  page: PageRequest,
): Promise<PartitionsView | null> {
  const key = `partitions ${executionId} ${managerId} ${page.before} ${page.after} ${page.size}`;
  return shared.get(key, KEPT_MS, () => readPartitions(read, executionId, managerId, page));
}
