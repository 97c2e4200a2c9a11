import { serveThread } from "../../src/index.ts";
import { dividedJobs } from "./divided-jobs.ts";

await serveThread({ jobs: dividedJobs });
