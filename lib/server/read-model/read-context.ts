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
  /** Read for all pages together, and half a minute old at most while pages are asked for. */
  readonly recent: (maxAgeMs?: number) => Promise<RecentRuns>;
  /** Of all jobs that have rows, likewise. */
  readonly storedJobNames: () => Promise<readonly string[]>;
  readonly now: () => Date;
}

/** Counts go this far and no further: beyond it a count costs more than it tells. */
export const COUNT_MAX = 10_000;
