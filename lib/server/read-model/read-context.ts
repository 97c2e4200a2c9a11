import "server-only";
import type { TableLayout } from "batch-core";
import type { Db } from "../prisma";
import type { JobCatalogue } from "./job-catalogue";
import type { RecentRunsReader } from "./recent-runs";

/** What every reader of the tables needs. */
export interface ReadContext {
  readonly prisma: Db;
  readonly layout: TableLayout;
  readonly jobs: JobCatalogue;
  readonly recent: RecentRunsReader;
  readonly now: () => Date;
}

/** Counts go this far and no further: beyond it a count costs more than it tells. */
export const COUNT_MAX = 10_000;
