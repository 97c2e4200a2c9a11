import { PREFERENCE_COOKIES, PREFERENCE_MAX_AGE_SECONDS } from "@/lib/shared/preferences";

/** Keeps a choice of the reader for the next pages; the next request carries it. */
export function rememberPreference(name: keyof typeof PREFERENCE_COOKIES, value: string): void {
  const secure = location.protocol === "https:" ? "; secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs https, and consoles run on plain http
  document.cookie = `${PREFERENCE_COOKIES[name]}=${encodeURIComponent(value)}; path=/; max-age=${PREFERENCE_MAX_AGE_SECONDS}; samesite=lax${secure}`;
}
