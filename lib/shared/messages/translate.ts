/**
 * Messages are plain strings, so that a catalogue can travel from server to browser.
 *
 * `{name}` is replaced by the value of that name. A message with a bar, "{count} step | {count} steps", holds the
 * language's plural forms, few to many; `count` picks one.
 */
import type { Messages } from "./en";

export const LANGUAGES = ["en", "ko"] as const;
export type Language = (typeof LANGUAGES)[number];

export function isLanguage(text: unknown): text is Language {
  return (LANGUAGES as readonly unknown[]).includes(text);
}

type Leaves<T, Prefix extends string = ""> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${K}` : Leaves<T[K], `${Prefix}${K}.`>;
}[keyof T & string];

/** A dotted path to a string of the catalogue, "status.FAILED". */
export type MessageKey = Leaves<Messages>;
export type MessageValues = Readonly<Record<string, string | number | bigint>>;

export interface Translator {
  (key: MessageKey, values?: MessageValues): string;
  readonly language: Language;
  /** The text of a key that only data knows, such as an error code; undefined when the catalogue has none. */
  find(key: string, values?: MessageValues): string | undefined;
  /** The chosen form cut at its placeholders: text and `{ name }` in turn, for values that are elements. */
  parts(key: MessageKey, values?: MessageValues): readonly (string | { readonly name: string })[];
}

export function createTranslator(language: Language, messages: Messages): Translator {
  const plural = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(language);

  const chosen = (key: string, values?: MessageValues): string | undefined => {
    const message = lookUp(messages, key);
    if (message === undefined || !message.includes(" | ")) return message;
    const forms = message.split(" | ");
    const isOne = plural.select(Number(values?.count ?? 0)) === "one";
    return isOne ? forms[0] : forms.at(-1);
  };
  const text = (value: string | number | bigint) => (typeof value === "string" ? value : number.format(value));
  const find = (key: string, values?: MessageValues) =>
    chosen(key, values)?.replace(PLACEHOLDER, (whole, name: string) => {
      const value = values?.[name];
      return value === undefined ? whole : text(value);
    });

  return Object.assign((key: MessageKey, values?: MessageValues) => find(key, values) ?? key, {
    language,
    find,
    parts: (key: MessageKey, values?: MessageValues) =>
      (chosen(key, values) ?? key)
        .split(/(\{\w+\})/)
        .filter((part) => part !== "")
        .map((part) => (/^\{\w+\}$/.test(part) ? { name: part.slice(1, -1) } : part)),
  });
}

const PLACEHOLDER = /\{(\w+)\}/g;

function lookUp(messages: Messages, key: string): string | undefined {
  let found: unknown = messages;
  for (const part of key.split(".")) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, part)) return undefined;
    found = (found as Record<string, unknown>)[part]; // checked above: an own key of a plain object
  }
  return typeof found === "string" ? found : undefined;
}
