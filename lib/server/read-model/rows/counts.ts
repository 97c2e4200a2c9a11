import "server-only";
import type { Count } from "@/lib/shared/views";
import { toCount } from "./values";

/** Counts go this far and no further: beyond it a count costs more than it tells. */
export const COUNT_MAX = 10_000;

/** A count that was made as far as one beyond {@link COUNT_MAX}. */
export function capped(value: unknown): Count {
  const count = toCount(value);
  return { value: Math.min(count, COUNT_MAX), capped: count > COUNT_MAX };
}
