/** What a use-case gives back: expected outcomes are values, broken promises are thrown. */
export type Result<T, E = Failure> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

/** Why something did not happen, ready to be shown. */
export interface Failure {
  /** Stable word for programs, e.g. `JOB_INSTANCE_ALREADY_COMPLETE`. */
  readonly code: string;
  /** One sentence in the reader's language. */
  readonly message: string;
  /** By parameter name, when fields are to blame; the empty name is for all of them together. */
  readonly problems?: Readonly<Record<string, string>>;
  /** The execution that stands in the way. */
  readonly executionId?: string;
  readonly instanceId?: string;
}

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function fail<E extends Failure>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}
