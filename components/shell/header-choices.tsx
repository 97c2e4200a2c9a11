"use client";

import type { LucideIcon } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale } from "@/lib/client/locale";
import { rememberPreference } from "@/lib/client/remember-preference";
import { setTheme, useTheme } from "@/lib/client/theme";
import { LANGUAGES, type Language } from "@/lib/shared/messages/translate";
import { THEMES, type Theme } from "@/lib/shared/preferences";
import { MenuCheckItem, MenuLabel } from "../ui/menu-items";

const LANGUAGE_NAMES: Record<Language, string> = { en: "English", ko: "한국어" };

/** What the language menu holds. */
export function LanguageChoices() {
  const { t, language } = useLocale();
  const router = useRouter();
  const choose = (next: Language) => {
    rememberPreference("language", next);
    router.refresh();
  };
  return (
    <>
      <MenuLabel>{t("app.language")}</MenuLabel>
      {LANGUAGES.map((each) => (
        <MenuCheckItem key={each} radio lang={each} checked={each === language} onSelect={() => choose(each)}>
          {LANGUAGE_NAMES[each]}
        </MenuCheckItem>
      ))}
    </>
  );
}

/** What the theme menu holds. */
export function ThemeChoices({ icons }: { icons: Readonly<Record<Theme, LucideIcon>> }) {
  const { t } = useLocale();
  const theme = useTheme();
  const words = { system: t("app.themeSystem"), light: t("app.themeLight"), dark: t("app.themeDark") };
  return (
    <>
      <MenuLabel>{t("app.theme")}</MenuLabel>
      {THEMES.map((each) => {
        const EachIcon = icons[each];
        return (
          <MenuCheckItem key={each} radio checked={each === theme} onSelect={() => setTheme(each)}>
            <EachIcon aria-hidden className="text-muted" />
            {words[each]}
          </MenuCheckItem>
        );
      })}
    </>
  );
}
