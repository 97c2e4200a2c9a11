/** All languages at once: for the server. The browser is handed the one it shows (lib/client/locale.tsx). */
import { en, type Messages } from "./en";
import { ko } from "./ko";
import type { Language } from "./translate";

export const CATALOGUES: Readonly<Record<Language, Messages>> = { en, ko };
