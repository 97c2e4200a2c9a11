import { inspect } from "node:util";
import { BatchError, ParseError } from "../../errors.ts";

/**
 * As much of a zod schema as a reader needs. Any schema will do whose `safeParse` answers at once; transforms and coercions apply, asynchronous
 * refinements do not work here.
 */
export interface RowSchema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: RowSchemaError };
}

interface RowSchemaError {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}

/** What a record becomes: a schema that checks and converts it, or a function. */
export type RowMapping<R, T> = RowSchema<T> | ((record: R, line: number) => T);

/** Where a record stands, for the message when it is refused. */
export interface RecordPlace {
  readonly resource: string;
  readonly line: number;
  readonly input: string;
}

/**
 * @param place  asked only when the record is refused
 * @throws {ParseError} for a record that the schema refuses or the function throws on
 */
export function mapRow<R, T>(mapping: RowMapping<R, T>, record: R, line: number, place: () => RecordPlace): T {
  try {
    return typeof mapping === "function" ? mapping(record, line) : parseRow(mapping, record);
  } catch (error) {
    if (error instanceof ParseError) throw error;
    // What a schema refused is all said in one sentence; an error of a function may carry more.
    throw new ParseError(problemOf(error), place(), error instanceof RefusedError ? undefined : { cause: error });
  }
}

/** What a schema said no to, in words. */
class RefusedError extends Error {}

/** @throws {Error} naming every field that the schema refuses */
export function parseRow<T>(schema: RowSchema<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const problems = issues.map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message));
  throw new RefusedError(problems.join("; "));
}

function problemOf(error: unknown): string {
  if (error instanceof BatchError) return error.message.replace(/\.$/, "");
  return error instanceof Error ? error.message : String(error);
}

/** Maps rows of a query; without a mapping they stay as they are. In a {@link ParseError} `line` is the number of the row. */
export function rowMapper<R, T>(
  resource: string,
  mapping: RowMapping<R, T> | undefined,
): (row: R, position: number) => T {
  // Without a mapping T is the row's own type: both default to it together.
  if (!mapping) return (row) => row as unknown as T;
  return (row, position) =>
    mapRow(mapping, row, position, () => ({
      resource,
      line: position,
      input: inspect(row, { breakLength: Infinity }),
    }));
}
