import type { ItemWriter } from "../item-writer.ts";

/** Adds the items of every committed chunk to a list: for tests and small results. A restart begins with an empty memory. */
export function listWriter<T>(list: T[]): ItemWriter<T> {
  let pending: T[] = [];
  return {
    write(items) {
      pending.push(...items);
    },
    beforeCommit() {
      list.push(...pending);
      pending = [];
    },
    afterRollback() {
      pending = [];
    },
  };
}
