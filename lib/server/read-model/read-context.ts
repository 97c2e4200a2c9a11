import "server-only";
import type { TableLayout } from "batch-core";
import type { Db } from "../prisma";
import type { JobCatalogue } from "./job-catalogue";
import type { RecentRuns } from "./recent-runs";

/** What every reader of the tables needs. */
export interface ReadContext {
  readonly prisma: Db;
  readonly layout: TableLayout;
  readonly jobs: JobCatalogue;
  /** The latest executions of all jobs, at most two seconds old. Read once for all pages that ask at the same time. */
  readonly recent: () => Promise<RecentRuns>;
  /** The same as it is known, half a minute old at most while pages are asked for: for what is usual, which hardly changes. */
  readonly recentAsKnown: () => Promise<RecentRuns>;
  /** Names of all jobs that have rows. */
  readonly storedJobNames: () => Promise<readonly string[]>;
  readonly now: () => Date;
}

/** Counts go this far and no further: beyond it a count costs more than it tells. */
export const COUNT_MAX = 10_000;
