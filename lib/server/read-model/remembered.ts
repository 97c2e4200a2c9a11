import "server-only";

/**
 * A reading that is good for a while. Once it is older, it is given one more time while a new one is made, so that nobody has to wait; one that
 * is ten times too old is made anew first.
 */
export function remembered<T>(
  read: () => Promise<T>,
  now: () => Date,
  usualMaxAgeMs: number,
): (maxAgeMs?: number) => Promise<T> {
  let known: { readonly value: T; readonly readAt: number } | null = null;
  let reading: Promise<T> | null = null;
  const refresh = (): Promise<T> => {
    reading ??= read()
      .then((value) => {
        known = { value, readAt: now().getTime() };
        return value;
      })
      .finally(() => {
        reading = null;
      });
    return reading;
  };
  return async (maxAgeMs = usualMaxAgeMs) => {
    if (!known) return refresh();
    const age = now().getTime() - known.readAt;
    if (age > maxAgeMs * 10) return refresh();
    // A failure here is met again by the next statement of the page itself.
    if (age > maxAgeMs) refresh().catch(() => {});
    return known.value;
  };
}
