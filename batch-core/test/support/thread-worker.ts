import { serveThread } from "../../src/index.ts";
import { threadJobs } from "./thread-jobs.ts";

/** The entry of a worker thread of these tests. */
await serveThread({ jobs: threadJobs });
