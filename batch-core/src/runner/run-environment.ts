import type { Clock } from "../clock.ts";
import type { Awaitable } from "../item/item-stream.ts";
import type { Logger } from "../logger.ts";
import type { Database } from "../repository/database.ts";
import type { JobRepository } from "../repository/job-repository.ts";
import type { TableLayout } from "../repository/table-layout.ts";

/** Places in a chunk where a test may let the process die. */
export type CrashPoint = "after-read" | "after-write" | "before-commit" | "after-commit";

/** What every runner needs; passed down, never looked up. */
export interface RunEnvironment {
  readonly repository: JobRepository;
  readonly database: Database;
  readonly layout: TableLayout;
  readonly clock: Clock;
  readonly log: Logger;
  /** Called at each crash point of each chunk; throws or kills the process. Tests only. */
  readonly crash?: (point: CrashPoint) => Awaitable<void>;
}
