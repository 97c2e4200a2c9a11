import { serveThread } from "../../src/index.ts";
import { dieAtEvent } from "./die-at-event.ts";
import { killJobs } from "./kill-jobs.ts";

/** A worker thread of kill-process.ts. */
await serveThread({ jobs: killJobs(dieAtEvent()) });
