const BIGINT_MAX = 2n ** 63n - 1n;

/** Whether a text can be an id of the tables: a BIGINT not below zero, in decimal digits. */
export function isId(text: string): boolean {
  return /^\d{1,19}$/.test(text) && BigInt(text) <= BIGINT_MAX;
}
