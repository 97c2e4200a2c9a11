"use client";

import { Globe, Monitor, Moon, Search, Sun } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useLocale } from "@/lib/client/locale";
import { openPalette } from "@/lib/client/palette";
import { rememberPreference } from "@/lib/client/remember-preference";
import { setTheme, useTheme } from "@/lib/client/theme";
import { LANGUAGES, type Language } from "@/lib/shared/messages/translate";
import { THEMES } from "@/lib/shared/preferences";
import { Button } from "../ui/button";
import { Kbd } from "../ui/kbd";
import { Menu, MenuCheckItem, MenuLabel } from "../ui/menu";
import { ReadOnlyMark } from "./read-only-mark";

const LANGUAGE_NAMES: Record<Language, string> = { en: "English", ko: "한국어" };
const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon };

/** Whether anything can be changed, find, language, theme. */
export function HeaderTools() {
  return (
    <div className="ml-auto flex shrink-0 items-center gap-1">
      <ReadOnlyMark />
      <FindBox />
      <LanguageMenu />
      <ThemeMenu />
    </div>
  );
}

/** Looks like a field, is a button: the palette it opens holds the field. */
function FindBox() {
  const { t } = useLocale();
  const [isMac, setMac] = useState(false);
  useEffect(() => setMac(/Mac|iPhone|iPad/.test(navigator.userAgent)), []);
  return (
    <button
      type="button"
      onClick={openPalette}
      aria-keyshortcuts="Control+K Meta+K"
      className="mr-1 flex h-8 items-center gap-2 rounded-md border border-line bg-background px-2.5 text-muted hover:border-field-line lg:w-72"
    >
      <Search aria-hidden className="size-3.5 shrink-0" />
      <span className="truncate max-lg:sr-only">{t("app.find")}</span>
      <Kbd aria-hidden className="ml-auto max-lg:hidden">
        {isMac ? "⌘K" : "Ctrl K"}
      </Kbd>
    </button>
  );
}

function LanguageMenu() {
  const { t, language } = useLocale();
  const router = useRouter();
  const choose = (next: Language) => {
    rememberPreference("language", next);
    router.refresh();
  };
  return (
    <Menu
      label={t("app.language")}
      trigger={(props) => (
        <Button variant="ghost" size="icon" aria-label={t("app.language")} {...props}>
          <Globe aria-hidden />
        </Button>
      )}
    >
      <MenuLabel>{t("app.language")}</MenuLabel>
      {LANGUAGES.map((each) => (
        <MenuCheckItem key={each} radio lang={each} checked={each === language} onSelect={() => choose(each)}>
          {LANGUAGE_NAMES[each]}
        </MenuCheckItem>
      ))}
    </Menu>
  );
}

function ThemeMenu() {
  const { t } = useLocale();
  const theme = useTheme();
  const Icon = THEME_ICONS[theme];
  const words = { system: t("app.themeSystem"), light: t("app.themeLight"), dark: t("app.themeDark") };
  return (
    <Menu
      label={t("app.theme")}
      trigger={(props) => (
        <Button variant="ghost" size="icon" aria-label={t("app.theme")} {...props}>
          <Icon aria-hidden />
        </Button>
      )}
    >
      <MenuLabel>{t("app.theme")}</MenuLabel>
      {THEMES.map((each) => {
        const EachIcon = THEME_ICONS[each];
        return (
          <MenuCheckItem key={each} radio checked={each === theme} onSelect={() => setTheme(each)}>
            <EachIcon aria-hidden className="text-muted" />
            {words[each]}
          </MenuCheckItem>
        );
      })}
    </Menu>
  );
}
