const DAY_MS = 86_400_000;

/** Beginning of a day (UTC), and of the next one. */
export function dayOf(date: string): { start: Date; end: Date } {
  const start = Date.parse(`${date}T00:00:00Z`);
  return { start: new Date(start), end: new Date(start + DAY_MS) };
}
