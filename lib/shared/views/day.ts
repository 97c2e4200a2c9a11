import type { StripCell } from "./execution-row";
import type { Instant } from "./values";

/** One lane per job over a span of time. */
export interface DayView {
  readonly readAt: Instant;
  readonly from: Instant;
  readonly to: Instant;
  readonly lanes: readonly { readonly jobName: string; readonly bars: readonly StripCell[] }[];
  readonly capped: boolean;
}
