"use client";

import { Globe, Monitor, Moon, Search, Sun } from "lucide-react";
import { useEffect, useState } from "react";
import { useLocale } from "@/lib/client/locale";
import { openPalette } from "@/lib/client/palette";
import { useTheme } from "@/lib/client/theme";
import { useOnDemand } from "@/lib/client/use-on-demand";
import { Button } from "../ui/button";
import { Kbd } from "../ui/kbd";
import { Menu } from "../ui/menu";
import { ReadOnlyMark } from "./read-only-mark";

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
      className="mr-1 flex h-8 items-center gap-2 rounded-md border border-line bg-background px-2.5 text-muted hover:border-field-line lg:w-80"
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
  const { t } = useLocale();
  const [choices, expect, want] = useOnDemand(() => import("./header-choices"));
  return (
    <Menu
      label={t("app.language")}
      onExpect={expect}
      onOpen={want}
      trigger={(props) => (
        <Button variant="ghost" size="icon" aria-label={t("app.language")} {...props}>
          <Globe aria-hidden />
        </Button>
      )}
    >
      {choices && <choices.LanguageChoices />}
    </Menu>
  );
}

function ThemeMenu() {
  const { t } = useLocale();
  const theme = useTheme();
  const [choices, expect, want] = useOnDemand(() => import("./header-choices"));
  const Icon = THEME_ICONS[theme];
  return (
    <Menu
      label={t("app.theme")}
      onExpect={expect}
      onOpen={want}
      trigger={(props) => (
        <Button variant="ghost" size="icon" aria-label={t("app.theme")} {...props}>
          <Icon aria-hidden />
        </Button>
      )}
    >
      {choices && <choices.ThemeChoices icons={THEME_ICONS} />}
    </Menu>
  );
}
