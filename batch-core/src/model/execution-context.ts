/**
 * ExecutionContext: the named values a restart starts from.
 *
 * Java is strict about number types, so two kinds are kept apart: a `number` that is a 32-bit integer is an Integer, any other
 * `number` a Double, a `bigint` a Long. A value that only Java knows how to build is a {@link JavaValue}: it is carried along and
 * written back as it was read, never interpreted.
 */
export type ContextValue =
  | null
  | boolean
  | string
  | number
  | bigint
  | Date
  | JavaValue
  | readonly ContextValue[]
  | { readonly [key: string]: ContextValue };

/**
 * A value of a Java class without a counterpart here: a whole Double, a BigDecimal, a LocalDate, an application's own object.
 *
 * `raw` is its text as Java prints it, for classes that have one that says everything; such a value can be made here too:
 * `new JavaValue("java.math.BigDecimal", "10.50")`. Else it belongs to the serializer that read it.
 */
export class JavaValue {
  readonly javaType: string;
  readonly raw: unknown;
  constructor(javaType: string, raw: unknown) {
    this.javaType = javaType;
    this.raw = raw;
  }
}

export class ExecutionContext {
  #values: Map<string, ContextValue>;
  #dirty = false;
  /**
   * Why the stored context could not be read: a sentence; null for any other context. Such a context is empty and cannot be saved, lest it
   * overwrite what is there.
   */
  readonly problem: string | null;

  constructor(
    values: Iterable<readonly [string, ContextValue]> | Readonly<Record<string, ContextValue>> = [],
    problem: string | null = null,
  ) {
    this.#values = new Map(Symbol.iterator in values ? values : Object.entries(values));
    this.problem = problem;
  }

  get(key: string): ContextValue | undefined {
    return this.#values.get(key);
  }

  has(key: string): boolean {
    return this.#values.has(key);
  }

  /** The value as a plain number, whichever of Integer, Long or Double it is stored as. Undefined when it is none of them. */
  getNumber(key: string): number | undefined {
    const value = this.#values.get(key);
    if (value instanceof JavaValue) return value.javaType === "java.lang.Double" ? Number(value.raw) : undefined;
    return typeof value === "bigint" || typeof value === "number" ? Number(value) : undefined;
  }

  getString(key: string): string | undefined {
    const value = this.#values.get(key);
    return typeof value === "string" ? value : undefined;
  }

  /** Sets a value; `null` removes the key, as in Spring Batch. Dirty only when something changed. */
  put(key: string, value: ContextValue): void {
    if (value === null) {
      this.remove(key);
    } else if (!Object.is(this.#values.get(key), value)) {
      this.#values.set(key, value);
      this.#dirty = true;
    }
  }

  remove(key: string): void {
    if (this.#values.delete(key)) this.#dirty = true;
  }

  /** Keys and values in the order they were first set. */
  entries(): [string, ContextValue][] {
    return [...this.#values];
  }

  get size(): number {
    return this.#values.size;
  }

  /** Whether something changed since it was read or last saved. */
  get isDirty(): boolean {
    return this.#dirty;
  }

  clearDirty(): void {
    this.#dirty = false;
  }

  copy(): ExecutionContext {
    return new ExecutionContext(this.#values, this.problem);
  }

  /** Goes back to what `saved` holds: after a rollback nothing of the lost chunk may stay. */
  restore(saved: ExecutionContext): void {
    this.#values = new Map(saved.entries());
    this.#dirty = saved.isDirty;
  }
}
