import type { MessageKey } from "../messages/translate";
import type { ExecutionFilter } from "./execution-filter";

/** Lists that every shift asks for. */
export const BUILT_IN_VIEWS = [
  { word: "views.failed24h", filter: { status: ["FAILED"], started: "24h" } },
  { word: "views.atWork", filter: { status: ["STARTING", "STARTED", "STOPPING"] } },
  { word: "views.stuck", filter: { stuck: true } },
  { word: "views.withSkips", filter: { skips: ">0", started: "7d" } },
] as const satisfies readonly { word: MessageKey; filter: Partial<ExecutionFilter> }[];
