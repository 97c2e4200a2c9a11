import "server-only";
import type { DatabaseRights, TableLayout } from "batch-core";
import type { RunningBoardView } from "@/lib/shared/views";
import type { Db } from "../prisma/prisma";
import type { SharedReads } from "../shared-reads";
import type { JobCatalogue } from "./job-catalogue";
import type { IdClock } from "./memory/id-clock";
import type { RecentRuns } from "./memory/recent-runs";
import type { RunningExecutions } from "./memory/running-executions";
import type { SearchPace } from "./memory/search-pace";
import type { ZoneWatch } from "./memory/zone-watch";
import type { StoredJob } from "./rows/stored-jobs";

/** What every reader of the tables needs. */
export interface ReadContext {
  readonly prisma: Db;
  readonly layout: TableLayout;
  /** What the database user may do. */
  readonly rights: DatabaseRights;
  readonly jobs: JobCatalogue;
  /** The latest executions of all jobs, at most two seconds old. Read once for all pages that ask at the same time. */
  readonly recent: () => Promise<RecentRuns>;
  /** The same as it is known, half a minute old at most while pages are asked for: for what is usual, which hardly changes. */
  readonly recentAsKnown: () => Promise<RecentRuns>;
  /** All jobs that have rows, a minute old at most. */
  readonly storedJobs: () => Promise<ReadonlyMap<string, StoredJob>>;
  /** What runs, a second old at most. */
  readonly running: RunningExecutions;
  /** The board of what runs, two seconds old at most: read once for all browsers, whatever they show of it. */
  readonly live: () => Promise<RunningBoardView>;
  readonly idClock: () => Promise<IdClock>;
  /** What rows that are being written tell of the zone they are written in. */
  readonly zone: ZoneWatch;
  /** Counts of lists, which are asked for again with every page and poll. */
  readonly counts: SharedReads;
  /** Whether an index finds parameters by name and value; as it was a minute ago. */
  readonly hasParameterIndex: () => Promise<boolean>;
  /** How far a search may look that no index helps with. */
  readonly searchPace: SearchPace;
  readonly now: () => Date;
}
