/** What the filter line offers while it is typed into; pure, so that it can be tested as a table. */
import { BATCH_STATUSES } from "batch-core/model";
import { parameterOf } from "./parameter-typed";

export interface Suggestion {
  /** What the word under the cursor becomes. */
  readonly insert: string;
  /** Whether it is a whole condition, to be taken at once, or only its beginning. */
  readonly complete: boolean;
  readonly kind: "key" | "value" | "id" | "text";
  /** Key of the condition it belongs to, for its explanation. */
  readonly key: string;
}

export interface SuggestionSources {
  readonly jobs: readonly string[];
  readonly parameterNames: readonly string[];
  /** Values seen lately, newest first, by parameter name. Secrets have none. */
  readonly parameterValues?: ReadonlyMap<string, readonly string[]>;
  /** Seen lately. */
  readonly exitCodes?: readonly string[];
}

const KEYS = [
  "status:",
  "job:",
  "-job:",
  "param.",
  "started:",
  "duration:",
  "skips:",
  "rollbacks:",
  "exit:",
  "instance:",
] as const;
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  started: ["1h", "24h", "7d", "30d"],
  duration: [">1m", ">5m", ">1h", "<1s"],
  skips: [">0", "=0"],
  rollbacks: [">0", "=0"],
  exit: ["COMPLETED", "FAILED", "STOPPED", "NOOP"],
};
const OFFERED_MAX = 8;

/** @param word  the part of the line the cursor is in */
export function suggest(word: string, sources: SuggestionSources): Suggestion[] {
  const { jobs, parameterNames } = sources;
  const value = (key: string, text: string): Suggestion => ({
    insert: `${key}:${/\s/.test(text) ? `"${text}"` : text}`,
    complete: true,
    kind: "value",
    key,
  });
  const lower = word.toLowerCase();
  const colon = word.indexOf(":");
  if (colon < 0) {
    const keys = KEYS.filter((key) => key.startsWith(lower)).map(
      (key): Suggestion => ({ insert: key, complete: false, kind: "key", key: key.replace(/[:.]$/, "") }),
    );
    if (word === "") return keys.slice(0, OFFERED_MAX);
    if (lower.startsWith("param.")) {
      const names = best(parameterNames, lower.slice("param.".length));
      return names.map((name) => ({ insert: `param.${name}:`, complete: false, kind: "key", key: "param" }));
    }
    const id = /^#?(\d{1,19})$/.exec(word)?.[1];
    return [
      ...(id ? [{ insert: `#${id}`, complete: true, kind: "id" as const, key: "id" }] : []),
      ...keys,
      ...BATCH_STATUSES.filter((status) => lower.length > 1 && status.startsWith(word.toUpperCase())).map((status) =>
        value("status", status.toLowerCase()),
      ),
      ...(lower.length > 1 ? best(jobs, lower).map((job) => value("job", job)) : []),
      ...(keys.length === 0 && !id ? [{ insert: word, complete: true, kind: "text" as const, key: "text" }] : []),
    ].slice(0, OFFERED_MAX);
  }
  const key = word.slice(0, colon);
  const typed = word
    .slice(colon + 1)
    .replaceAll('"', "")
    .toLowerCase();
  if (key === "job" || key === "-job") return best(jobs, typed).map((job) => value(key, job));
  if (key === "status") {
    return BATCH_STATUSES.map((status) => status.toLowerCase())
      .filter((status) => status.startsWith(typed))
      .map((status) => value(key, status));
  }
  if (key === "exit")
    return best([...new Set([...(sources.exitCodes ?? []), ...(EXAMPLES.exit ?? [])])], typed).map((code) =>
      value(key, code),
    );
  // A parameter is found by its bare name too.
  const name = parameterOf(key, parameterNames);
  if (name !== null) {
    const values = best(sources.parameterValues?.get(name) ?? [], typed);
    const asTyped =
      typed === "" || values.some((each) => each.toLowerCase() === typed)
        ? []
        : [word.slice(colon + 1).replaceAll('"', "")];
    return [...asTyped, ...values].map((text) => value(`param.${name}`, text)).slice(0, OFFERED_MAX);
  }
  return (EXAMPLES[key] ?? []).filter((text) => text.toLowerCase().startsWith(typed)).map((text) => value(key, text));
}

/** Those that begin with `text` before those that hold it. */
function best(all: readonly string[], text: string): string[] {
  const begin = all.filter((each) => each.toLowerCase().startsWith(text));
  const hold = all.filter((each) => !each.toLowerCase().startsWith(text) && each.toLowerCase().includes(text));
  return [...begin, ...hold].slice(0, OFFERED_MAX);
}
