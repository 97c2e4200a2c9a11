"use client";

import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";
import type { Messages } from "@/lib/shared/messages/en";
import { createTranslator, type Language, type MessageKey, type Translator } from "@/lib/shared/messages/translate";
import { createFormat, type Format } from "./format";
import { rememberPreference } from "./remember-preference";

interface Locale {
  readonly t: Translator;
  readonly format: Format;
  readonly language: Language;
  /** IANA zone times are shown in. */
  readonly timeZone: string;
  /** When the server drew the page: what "now" is until the browser has taken over. */
  readonly renderedAt: number;
}

const LocaleContext = createContext<Locale | null>(null);

/**
 * Language, zone and words for everything below.
 * @param timeZone  the reader's zone as last told by a cookie, else the zone of the tables; the browser's own replaces it
 */
export function LocaleProvider({
  language,
  messages,
  timeZone: knownTimeZone,
  renderedAt,
  children,
}: {
  language: Language;
  messages: Messages;
  timeZone: string;
  renderedAt: number;
  children: ReactNode;
}) {
  const [timeZone, setTimeZone] = useState(knownTimeZone);
  useEffect(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    rememberPreference("timeZone", own);
    setTimeZone(own);
  }, []);
  const t = useMemo(() => createTranslator(language, messages), [language, messages]);
  const format = useMemo(() => createFormat(language, timeZone), [language, timeZone]);
  const value = useMemo(
    () => ({ t, format, language, timeZone, renderedAt }),
    [t, format, language, timeZone, renderedAt],
  );
  return <LocaleContext value={value}>{children}</LocaleContext>;
}

export function useLocale(): Locale {
  const locale = use(LocaleContext);
  if (!locale) throw new Error("useLocale needs a LocaleProvider above it.");
  return locale;
}

export function useT(): Translator {
  return useLocale().t;
}

/** A message whose values are elements: `<Rich k="restart.continues" values={{ step: <b>load</b> }} />`. */
export function Rich({
  k,
  values,
  count,
}: {
  k: MessageKey;
  values: Readonly<Record<string, ReactNode>>;
  count?: number;
}) {
  const t = useT();
  return t
    .parts(k, count === undefined ? undefined : { count })
    .map((part) =>
      typeof part === "string" ? part : <span key={part.name}>{values[part.name] ?? `{${part.name}}`}</span>,
    );
}
