/** What the filter line needs from the moment somebody goes to it; fetched then. */
import { type Suggestion, type SuggestionSources, suggest } from "@/lib/shared/filter/filter-suggestions";
import { splitLastWord } from "@/lib/shared/filter/parameter-typed";
import { isSecretName } from "@/lib/shared/secret-names";
import type { ExecutionRow } from "@/lib/shared/views";

export { applyFilterLine } from "@/lib/shared/filter/filter-line";
export { FilterOffers } from "./filter-offers";

/** What may stand for the last word of `text`, and what stands before that word. */
export function offersFor(
  text: string,
  rows: readonly ExecutionRow[],
  known: SuggestionSources,
): readonly [before: string, offered: readonly Suggestion[]] {
  const [before, word] = splitLastWord(text);
  return [before, suggest(word, { ...known, ...valuesSeen(rows, known.parameterValues) })];
}

/** Values of the rows in sight, the newest first, then those `known`; what is masked is no value to look for. */
function valuesSeen(rows: readonly ExecutionRow[], known: SuggestionSources["parameterValues"]) {
  const parameterValues = new Map<string, readonly string[]>();
  for (const { name, value } of rows.flatMap(({ keyParameters }) => keyParameters)) {
    if (value === null || value === "" || isSecretName(name)) continue;
    const values = parameterValues.get(name) ?? [];
    if (!values.includes(value)) parameterValues.set(name, [...values, value]);
  }
  for (const [name, values] of known ?? []) {
    parameterValues.set(name, [...new Set([...(parameterValues.get(name) ?? []), ...values])]);
  }
  const exitCodes = [...new Set(rows.flatMap(({ exitCode }) => exitCode ?? []))];
  return { parameterValues, exitCodes };
}
