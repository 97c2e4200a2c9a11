import "server-only";

import { cookies, headers } from "next/headers";
import { cache } from "react";
import { CATALOGUES } from "@/lib/shared/messages/catalogues";
import { createTranslator, type Translator } from "@/lib/shared/messages/translate";
import { type Preferences, parsePreferences } from "@/lib/shared/preferences";

/** Preferences of the reader of this request. */
export const readPreferences = cache(async (): Promise<Preferences> => {
  const [jar, header] = await Promise.all([cookies(), headers()]);
  return parsePreferences((name) => decode(jar.get(name)?.value), header.get("accept-language"));
});

/** Speaks the language of the reader of this request. */
export const getTranslator = cache(async (): Promise<Translator> => {
  const { language } = await readPreferences();
  return createTranslator(language, CATALOGUES[language]);
});

function decode(value: string | undefined): string | undefined {
  try {
    return value === undefined ? undefined : decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
