import { isDeepStrictEqual } from "node:util";
import { ConfigurationError, ItemStreamError } from "../../errors.ts";
import type { ContextValue, ExecutionContext } from "../../model/execution-context.ts";
import type { ItemReader } from "../item-reader.ts";
import { type ItemCountingOptions, itemCountingReader } from "./item-counting.ts";
import type { RecordSource } from "./record-source.ts";
import { type RowMapping, rowMapper } from "./row-mapping.ts";

/** As much of a model of a Prisma client as is needed to read: `prisma.user` is one. */
export interface PrismaReadDelegate<R> {
  // A client's own type of the arguments is known to the client only.
  findMany(args: never): PromiseLike<readonly R[]>;
}

export interface PrismaPagingReaderOptions<R extends object, T> extends ItemCountingOptions {
  /** The model: `prisma.user`. */
  readonly delegate: PrismaReadDelegate<R>;
  /** `where`, `select`, `include`, `omit` as for `findMany`. The sort keys must be in the result. */
  readonly args?: Readonly<Record<string, unknown>>;
  /** Most significant first; fields that are unique together and never null. */
  readonly sortKeys: Readonly<Partial<Record<keyof R & string, "asc" | "desc">>>;
  /** Rows per query. Default 1000. */
  readonly pageSize?: number;
  /** A function from row and row number to item, or a schema for the row. Absent: the row as Prisma gives it. */
  readonly map?: RowMapping<R, T>;
}

/**
 * Reads a model through the user's own Prisma client, page by page, each beginning behind the sort keys of the last row.
 *
 *     prismaPagingReader({ delegate: prisma.user, args: { where: { active: true } }, sortKeys: { id: "asc" } })
 *
 * A restart goes on behind the last row that was read. The rows of `select` and `include` are typed as the model's full rows: give a
 * `map` or a type where that is not right.
 */
export function prismaPagingReader<R extends object, T = R>(options: PrismaPagingReaderOptions<R, T>): ItemReader<T> {
  const name = options.name ?? "prismaPagingReader";
  return itemCountingReader<R, T>({
    ...options,
    name,
    source: new PrismaPages(name, options),
    toItem: rowMapper(name, options.map),
    // One query at a time: not every adapter of Prisma's keeps a transaction apart from what runs beside it.
    readAhead: false,
  });
}

type KeyValue = string | number | bigint | Date;
type Keys = Readonly<Record<string, KeyValue>>;

class PrismaPages<R extends object> implements RecordSource<R> {
  readonly #name: string;
  readonly #options: PrismaPagingReaderOptions<R, unknown>;
  readonly #sortKeys: readonly (readonly [string, "asc" | "desc"])[];
  readonly #pageSize: number;
  #after: Keys | null = null;
  #ended = false;

  constructor(name: string, options: PrismaPagingReaderOptions<R, unknown>) {
    this.#name = name;
    this.#options = options;
    this.#sortKeys = Object.entries<"asc" | "desc" | undefined>(options.sortKeys).map(([key, order]) => [
      key,
      order ?? "asc",
    ]);
    this.#pageSize = options.pageSize ?? 1000;
    if (this.#sortKeys.length === 0) throw new ConfigurationError(`Reader "${name}" needs at least one sort key.`);
    if (!Number.isInteger(this.#pageSize) || this.#pageSize < 1) {
      throw new ConfigurationError(`Reader "${name}" needs a page size of at least 1, got ${options.pageSize}.`);
    }
  }

  async nextBlock(): Promise<readonly R[] | null> {
    if (this.#ended) return null;
    const { args = {}, delegate } = this.#options;
    const query = {
      ...args,
      where: this.#after ? { AND: [args.where ?? {}, this.#behind(this.#after)] } : args.where,
      orderBy: this.#sortKeys.map(([key, order]) => ({ [key]: order })),
      take: this.#pageSize,
    };
    // The arguments of every model have these members.
    const page = await delegate.findMany(query as never);
    this.#ended = page.length < this.#pageSize;
    const last = page.at(-1);
    if (last === undefined) return null;
    this.#after = this.#keysOf(last);
    return page;
  }

  jumpTo(count: number, context: ExecutionContext): number {
    const saved = context.get(`${this.#name}.start.after`);
    if (typeof saved !== "object" || saved === null) return count;
    this.#after = this.#checked(saved as Readonly<Record<string, ContextValue>>);
    return 0;
  }

  update(context: ExecutionContext, page: readonly R[], given: number): void {
    const lastRead = given > 0 ? page[given - 1] : undefined;
    if (lastRead === undefined) return;
    const keys = this.#keysOf(lastRead);
    const key = `${this.#name}.start.after`;
    if (!isDeepStrictEqual(context.get(key), keys)) context.put(key, keys);
  }

  /** `a` behind, or `a` equal and `b` behind. */
  #behind(keys: Keys): object {
    return {
      OR: this.#sortKeys.map(([key, order], index) => ({
        ...Object.fromEntries(this.#sortKeys.slice(0, index).map(([before]) => [before, keys[before]])),
        [key]: { [order === "desc" ? "lt" : "gt"]: keys[key] },
      })),
    };
  }

  #keysOf(row: R): Keys {
    return this.#checked(row as Readonly<Record<string, unknown>>);
  }

  #checked(row: Readonly<Record<string, unknown>>): Keys {
    return Object.fromEntries(
      this.#sortKeys.map(([key]) => {
        const value = row[key];
        if (isKeyValue(value)) return [key, value];
        throw new ItemStreamError(
          `Reader "${this.#name}" finds ${value === null ? "null" : typeof value} in the sort key "${key}". Select it, and sort by texts, numbers or dates that are never null.`,
        );
      }),
    );
  }
}

function isKeyValue(value: unknown): value is KeyValue {
  return typeof value === "string" || typeof value === "number" || typeof value === "bigint" || value instanceof Date;
}
