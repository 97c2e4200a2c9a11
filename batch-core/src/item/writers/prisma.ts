import type { ItemWriter } from "../item-writer.ts";

// A client's own types of the arguments are known to the client only, hence `never`: every function of one argument fits.
type Operation = (args: never) => PromiseLike<unknown>;

/** A chunk as one statement. */
export interface PrismaCreateManyOptions<T> {
  /** The model: `prisma.user`. */
  readonly delegate: { createMany: Operation };
  /** The data of an item. */
  readonly createMany: (item: T) => object;
  /** Leaves rows that exist as they are; not every database can. Default false. */
  readonly skipDuplicates?: boolean;
}

/** The client, which makes the operations of a chunk one transaction of its own. */
interface PrismaChunk {
  // Callers give it only what their own client made.
  readonly client: { $transaction(operations: never): PromiseLike<unknown> };
}

/** An operation per item; the function gives its arguments. */
export type PrismaOperationOptions<T> = PrismaChunk &
  (
    | { readonly delegate: { create: Operation }; readonly create: (item: T) => object }
    | { readonly delegate: { update: Operation }; readonly update: (item: T) => object }
    | { readonly delegate: { upsert: Operation }; readonly upsert: (item: T) => object }
    | { readonly delegate: { delete: Operation }; readonly delete: (item: T) => object }
  );

/**
 * Writes through the user's own Prisma client.
 *
 *     prismaWriter({ delegate: prisma.user, createMany: (user: User) => ({ id: user.id, name: user.name }) })
 *     prismaWriter({ client: prisma, delegate: prisma.user, upsert: (user: User) => ({ where: { id: user.id }, create: user, update: user }) })
 *
 * A chunk is one transaction of Prisma's, and **not** that of the step: Prisma has its own connection. It commits before the step does, so
 * a chunk whose commit then fails, or whose process dies in between, is written again. Take `upsert`, or `createMany` with
 * `skipDuplicates`, where that matters; `sqlWriter` commits together with the step.
 */
export function prismaWriter<T>(options: PrismaCreateManyOptions<T> | PrismaOperationOptions<T>): ItemWriter<T> {
  if ("createMany" in options) return createManyWriter(options);
  const operation = operationOf(options);
  return {
    async write(items) {
      if (items.length > 0) await options.client.$transaction(items.map(operation) as never);
    },
  };
}

function createManyWriter<T>({ delegate, createMany, skipDuplicates }: PrismaCreateManyOptions<T>): ItemWriter<T> {
  return {
    async write(items) {
      if (items.length === 0) return;
      // Some databases refuse the very word.
      const args = { data: items.map(createMany), ...(skipDuplicates ? { skipDuplicates } : {}) };
      await delegate.createMany(args as never);
    },
  };
}

/** Prisma's operations begin only when they are awaited, here by `$transaction`. */
function operationOf<T>(options: PrismaOperationOptions<T>): (item: T) => PromiseLike<unknown> {
  if ("create" in options) return (item) => options.delegate.create(options.create(item) as never);
  if ("update" in options) return (item) => options.delegate.update(options.update(item) as never);
  if ("upsert" in options) return (item) => options.delegate.upsert(options.upsert(item) as never);
  return (item) => options.delegate.delete(options.delete(item) as never);
}
