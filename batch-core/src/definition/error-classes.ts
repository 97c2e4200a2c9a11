/** An error class, as `skip`, `retry` and `noRollback` name them. */
// The constructor's parameters do not matter here, and `any` is the only parameter type that every class fits.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type ErrorClass = abstract new (...parameters: any[]) => Error;

export interface ErrorClasses {
  readonly on?: readonly ErrorClass[];
  /** Classes below one of `on` that do not count. */
  readonly except?: readonly ErrorClass[];
}

/**
 * Whether `error` belongs: the nearest class, from its own upwards, that is named in `on` or `except` decides; none: no. Causes are not
 * looked at.
 * @see Spring Batch SubclassClassifier, spec §9.1
 */
export function isOneOf(error: unknown, { on = [], except = [] }: ErrorClasses): boolean {
  if (!(error instanceof Error)) return false;
  let prototype: object | null = Object.getPrototypeOf(error);
  while (prototype) {
    const errorClass = prototype.constructor as ErrorClass;
    if (except.includes(errorClass)) return false;
    if (on.includes(errorClass)) return true;
    prototype = Object.getPrototypeOf(prototype);
  }
  return false;
}
