import type { ParameterType } from "batch-core/model";

export interface ParameterView {
  readonly name: string;
  readonly type: ParameterType;
  /** Java class name or type word as stored, e.g. `java.time.LocalDate`. */
  readonly storedType: string;
  readonly value: string | null;
  readonly identifying: boolean;
  readonly masked: boolean;
  /** An upgrade from 4.x dropped the column it was in. */
  readonly lost: boolean;
  /** Against the previous execution of the job: null when there is none. */
  readonly changedFromLast: boolean | null;
  readonly lastValue: string | null;
}

/** A parameter as a list shows it; `value` is cut at 250 characters. */
export interface KeyParameter {
  readonly name: string;
  readonly value: string | null;
  readonly identifying: boolean;
}
