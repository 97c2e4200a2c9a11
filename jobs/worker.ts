import { serveThread } from "batch-core";
import { jobs } from "./index.ts";

/** The entry of a worker thread: runs executions of this installation's jobs. */
await serveThread({ jobs });
