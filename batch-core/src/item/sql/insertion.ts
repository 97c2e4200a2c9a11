import type { EngineTransaction } from "../../repository/database.ts";
import type { ItemWriter } from "../item-writer.ts";

/** Does what a writer's `write` does, with rows that may be sent as late as the commit. */
export type Insertion<T> = (items: readonly T[], transaction: EngineTransaction) => void;

/** By the function itself: a writer that wraps another, spreads it or has its `write` replaced is not the one that declared anything. */
const insertions = new WeakMap<ItemWriter<never>["write"], Insertion<never>>();

/** To be called by a writer that does nothing but insert rows into the database of the job. */
export function declareInsertion<T>(writer: ItemWriter<T>, insertion: Insertion<T>): void {
  insertions.set(writer.write, insertion);
}

/** Null for a writer whose rows have to be there when `write` has ended. */
export function insertionOf<T>(writer: ItemWriter<T>): Insertion<T> | null {
  return (insertions.get(writer.write) as Insertion<T> | undefined) ?? null;
}
