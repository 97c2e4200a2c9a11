import "server-only";
import type { Language } from "@/lib/shared/messages/translate";
import { en, type ServerMessages } from "./en";
import { ko } from "./ko";

export type { ErrorPlace, ServerMessages } from "./en";

const LANGUAGES: Readonly<Record<Language, ServerMessages>> = { en, ko };

export function serverMessages(language: Language): ServerMessages {
  return LANGUAGES[language];
}
