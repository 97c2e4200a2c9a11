import "server-only";

/** A reading that many share. */
export interface Remembered<T> {
  /** At most `maxAgeMs` old: made anew, once for all who wait, when it is older. */
  fresh(maxAgeMs: number): Promise<T>;
  /** As it is known, without waiting; when it is older than `maxAgeMs` a new one is made meanwhile. Only the very first waits. */
  latest(maxAgeMs: number): Promise<T>;
}

export function remembered<T>(read: () => Promise<T>, now: () => Date): Remembered<T> {
  let known: { readonly value: T; readonly readAt: number } | null = null;
  let reading: Promise<T> | null = null;
  const refresh = (): Promise<T> => {
    const readAt = now().getTime();
    reading ??= read()
      .then((value) => {
        known = { value, readAt };
        return value;
      })
      .finally(() => {
        reading = null;
      });
    return reading;
  };
  const isOlder = (maxAgeMs: number) => !known || now().getTime() - known.readAt > maxAgeMs;
  return {
    async fresh(maxAgeMs) {
      return known && !isOlder(maxAgeMs) ? known.value : refresh();
    },
    async latest(maxAgeMs) {
      if (!known) return refresh();
      // A failure here is met again by the next statement of the page itself.
      if (isOlder(maxAgeMs)) refresh().catch(() => {});
      return known.value;
    },
  };
}
