import "server-only";
import type { PartitionSummary } from "@/lib/shared/views";
import type { StoredStep } from "../rows/step-rows";
import { managerOf, type StepGroup } from "../rows/step-totals";

/** The workers of one manager, counted. */
export function partitionSummary(
  manager: Pick<StoredStep, "id" | "name">,
  workers: readonly StepGroup[],
): PartitionSummary {
  const sum = (count: (group: StepGroup) => number) => workers.reduce((total, group) => total + count(group), 0);
  return {
    managerId: manager.id,
    managerName: manager.name,
    total: sum(({ rows }) => rows),
    completed: sum(({ completed }) => completed),
    running: sum(({ running }) => running),
    failed: sum(({ failed }) => failed),
    read: sum(({ read }) => read),
    written: sum(({ written }) => written),
    skipped: sum(({ skipped }) => skipped),
  };
}

/** Managers of partitioned steps with the groups of their workers. */
export function managersOf(groups: readonly StepGroup[], rows: readonly StoredStep[]): Map<StoredStep, StepGroup[]> {
  const managers = new Map<StoredStep, StepGroup[]>();
  for (const workers of groups) {
    const manager = workers.isColon ? managerOf(workers, groups) : null;
    const row = manager && rows.find((step) => !step.isColon && BigInt(step.id) === manager.firstId);
    if (row) managers.set(row, [...(managers.get(row) ?? []), workers]);
  }
  return managers;
}
