/** A BIGINT as decimal digits. */
export type Id = string;
/** ISO 8601 in UTC with milliseconds: `2026-11-19T17:11:40.123Z`. */
export type Instant = string;

/** A number that was counted only so far. */
export interface Count {
  readonly value: number;
  /** True when there are more than `value`: show "10,000+". */
  readonly capped: boolean;
}
