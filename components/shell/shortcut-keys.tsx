"use client";

import { useRouter } from "next/navigation";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { announce } from "@/lib/client/announce";
import { useT } from "@/lib/client/locale";
import { openPalette } from "@/lib/client/palette";
import {
  areShortcutsOn,
  GO_KEYS,
  isGoKey,
  isTyping,
  keyOf,
  moveToRow,
  onShortcutHelp,
  tickRow,
  turnPage,
} from "@/lib/client/shortcuts";

const ShortcutHelp = lazy(() => import("./shortcut-help").then((module) => ({ default: module.ShortcutHelp })));

/** How long `g` waits for the key that says where. */
const CHORD_MS = 1_200;

/** Listens for single keys while nothing is typed into, and shows what they are. */
export function ShortcutKeys() {
  const t = useT();
  const router = useRouter();
  const [helpOpen, setHelpOpen] = useState(false);
  const chordUntil = useRef(0);

  useEffect(() => onShortcutHelp(() => setHelpOpen(true)), []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target) || !areShortcutsOn()) return;
      const isChord = event.timeStamp < chordUntil.current;
      chordUntil.current = 0;
      const key = keyOf(event);
      if (isChord && isGoKey(key)) router.push(GO_KEYS[key].href);
      else if (key === "g") chordUntil.current = event.timeStamp + CHORD_MS;
      else if (key === "?") setHelpOpen(true);
      else if (key === "/") focusSearch();
      else if (key === "j") moveToRow(1);
      else if (key === "k") moveToRow(-1);
      else if (key === "x") tickRow();
      else if (key === "[") turnPage("newer");
      else if (key === "]") turnPage("older");
      else if (key === "r") {
        router.refresh();
        announce(t("shortcuts.refreshed"));
      } else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [router, t]);

  if (!helpOpen) return null;
  return (
    <Suspense>
      <ShortcutHelp onClose={() => setHelpOpen(false)} />
    </Suspense>
  );
}

/** The page's own filter line when it has one, else the palette. */
function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>("[data-search-field]");
  if (field) field.focus();
  else openPalette();
}
