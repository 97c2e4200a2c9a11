import "server-only";

/**
 * Answers that many browsers ask for at the same time: read once per interval, however many ask. Nothing is read while nobody asks.
 */
export interface SharedReads {
  /** @param key  what is asked for, and everything the answer depends on */
  get<T>(key: string, maxAgeMs: number, read: () => Promise<T>): Promise<T>;
  /** Whoever asks next for a key that begins so gets a new answer: what was known has just been changed. */
  forget(keyStart: string): void;
}

interface Entry {
  readonly answer: Promise<unknown>;
  readonly readAt: number;
}

/** Lists with different filters are different questions; beyond this many the oldest answers are forgotten. */
const ENTRIES_MAX = 200;

export function sharedReads(now: () => number = Date.now): SharedReads {
  const entries = new Map<string, Entry>();
  return {
    get<T>(key: string, maxAgeMs: number, read: () => Promise<T>): Promise<T> {
      const known = entries.get(key);
      if (known && now() - known.readAt < maxAgeMs) return known.answer as Promise<T>; // a key always has answers of one type
      const answer = read();
      entries.delete(key);
      entries.set(key, { answer, readAt: now() });
      answer.catch(() => {
        if (entries.get(key)?.answer === answer) entries.delete(key);
      });
      const oldest = entries.keys().next();
      if (entries.size > ENTRIES_MAX && !oldest.done) entries.delete(oldest.value);
      return answer;
    },
    forget(keyStart) {
      for (const key of entries.keys()) if (key.startsWith(keyStart)) entries.delete(key);
    },
  };
}
