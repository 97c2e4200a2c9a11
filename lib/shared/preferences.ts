import { isLanguage, type Language } from "./messages/translate";

/** How a reader likes it. Held in cookies, so that the first byte is already right; nothing of it is a secret. */
export interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
  /** IANA zone of the reader; null until a browser has told. */
  readonly timeZone: string | null;
}

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export const PREFERENCE_COOKIES = {
  language: "batchdeck-language",
  theme: "batchdeck-theme",
  timeZone: "batchdeck-zone",
} as const;

/** One year, the longest a browser is sure to keep. */
export const PREFERENCE_MAX_AGE_SECONDS = 365 * 24 * 3600;

/**
 * Reads preferences; anything unknown is as if it were not there.
 * @param cookie  value of the cookie of that name, decoded
 * @param acceptLanguage  the header, for a reader who has not chosen yet
 */
export function parsePreferences(
  cookie: (name: string) => string | undefined,
  acceptLanguage: string | null,
): Preferences {
  const language = cookie(PREFERENCE_COOKIES.language);
  const theme = cookie(PREFERENCE_COOKIES.theme);
  const timeZone = cookie(PREFERENCE_COOKIES.timeZone);
  return {
    language: isLanguage(language) ? language : preferredLanguage(acceptLanguage),
    theme: THEMES.find((known) => known === theme) ?? "system",
    timeZone: timeZone && isTimeZone(timeZone) ? timeZone : null,
  };
}

/** The first language of the header that there is a catalogue for; English when there is none. */
function preferredLanguage(acceptLanguage: string | null): Language {
  const asked = (acceptLanguage ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const quality = parameters.map((text) => /^\s*q=([\d.]+)$/.exec(text)?.[1]).find((text) => text !== undefined);
      return { language: tag.toLowerCase().split("-")[0], quality: quality === undefined ? 1 : Number(quality) };
    })
    .sort((a, b) => b.quality - a.quality);
  return asked.map(({ language }) => language).find(isLanguage) ?? "en";
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
