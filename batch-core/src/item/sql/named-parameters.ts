import { ConfigurationError } from "../../errors.ts";
import type { SqlValue } from "../../repository/database.ts";

/** Values for `:name` in a statement by name, or for `?` in order. */
export type StatementValues = Readonly<Record<string, SqlValue>> | readonly SqlValue[];

/** A statement with `?` only, and how to line up values for it. */
export interface BoundStatement {
  readonly sql: string;
  /** @throws {ConfigurationError} when a named value is missing */
  bind(values: StatementValues): readonly SqlValue[];
}

/** Text, quoted names and comments come first, so that a colon inside them is no parameter. */
const TOKENS = /'(?:[^'\\]|\\.|'')*'|"(?:[^"]|"")*"|`[^`]*`|--[^\n]*|\/\*[\s\S]*?\*\/|:([A-Za-z_][A-Za-z0-9_.]*)/g;

/** Understands `:name` parameters, each as often as it likes, outside of literals, quoted names and comments. */
export function namedStatement(sql: string): BoundStatement {
  const names: string[] = [];
  const positional = sql.replace(TOKENS, (token, name: string | undefined) => {
    if (name === undefined) return token;
    names.push(name);
    return "?";
  });
  return {
    sql: positional,
    bind(values) {
      if (isList(values)) return values;
      return names.map((name) => {
        const value = values[name];
        if (value === undefined)
          throw new ConfigurationError(`No value for the parameter :${name} of the statement: ${sql}`);
        return value;
      });
    },
  };
}

function isList(values: StatementValues): values is readonly SqlValue[] {
  return Array.isArray(values);
}
