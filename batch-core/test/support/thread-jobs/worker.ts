import { serveThread } from "../../../src/index.ts";
import { threadJobs } from "./jobs.ts";

await serveThread({ jobs: threadJobs });
