import type { Query } from "@tanstack/react-query";

/**
 * How often a screen that moves asks while something runs; a hidden tab does not (app/providers.tsx). The server asks the database once
 * per interval, however many browsers ask the server.
 */
export const LIVE_MS = 2_000;
/** On screens whose business it is to notice that something begins. */
export const IDLE_MS = 10_000;

/** Polls while `isLive` says so. */
export function whileAny<T>(isLive: (data: T) => boolean) {
  return ({ state }: Pick<Query<T>, "state">): number | false => (state.data && isLive(state.data) ? LIVE_MS : false);
}
