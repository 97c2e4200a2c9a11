/** Parameters that a list shows as columns of their own: part of its address, so that a link and a saved view have them too. */
const KEY = "column";
const PREFIX = "param.";
const NAME_LENGTH_MAX = 100;

/** More would leave none of them room. */
export const PARAMETER_COLUMNS_MAX = 6;

/** Reads `?column=param.region&column=param.run.id`; never throws. */
export function parseParameterColumns(query: URLSearchParams): readonly string[] {
  const names = query
    .getAll(KEY)
    .filter((text) => text.startsWith(PREFIX))
    .map((text) => text.slice(PREFIX.length))
    .filter((name) => name !== "" && name.length <= NAME_LENGTH_MAX);
  return [...new Set(names)].slice(0, PARAMETER_COLUMNS_MAX);
}

/** Adds the columns to a query string. */
export function appendParameterColumns(query: URLSearchParams, names: readonly string[]): URLSearchParams {
  for (const name of names) query.append(KEY, PREFIX + name);
  return query;
}
