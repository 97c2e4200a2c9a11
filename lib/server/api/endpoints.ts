import "server-only";
import type { Endpoint } from "./endpoint";
import { bulkEndpoints } from "./endpoints/bulk";
import { executionEndpoints } from "./endpoints/executions";
import { exportEndpoints } from "./endpoints/exports";
import { installationEndpoints } from "./endpoints/installation";
import { instanceEndpoints } from "./endpoints/instances";
import { jobEndpoints } from "./endpoints/jobs";
import { watchingEndpoints } from "./endpoints/watching";

/** All of the API: the router walks it, the OpenAPI document is made of it, and a test counts it. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...executionEndpoints,
  ...exportEndpoints,
  ...instanceEndpoints,
  ...jobEndpoints,
  ...watchingEndpoints,
  ...bulkEndpoints,
  ...installationEndpoints(() => ENDPOINTS),
];
