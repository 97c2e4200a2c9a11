"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { announce } from "@/lib/client/announce";
import { useT } from "@/lib/client/locale";
import { openPalette } from "@/lib/client/palette";
import { areShortcutsOn, GO_KEYS, isGoKey, isTyping, onShortcutHelp, setShortcutsOn } from "@/lib/client/shortcuts";
import { StatusLegend } from "../status/status-legend";
import { Dialog } from "../ui/dialog";
import { CheckboxField } from "../ui/input";
import { Kbd } from "../ui/kbd";

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
      if (isChord && isGoKey(event.key)) router.push(GO_KEYS[event.key].href);
      else if (event.key === "g") chordUntil.current = event.timeStamp + CHORD_MS;
      else if (event.key === "?") setHelpOpen(true);
      else if (event.key === "/") focusSearch();
      else if (event.key === "r") {
        router.refresh();
        announce(t("shortcuts.refreshed"));
      } else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [router, t]);

  return <ShortcutHelp open={helpOpen} onClose={() => setHelpOpen(false)} />;
}

/** The page's own filter line when it has one, else the palette. */
function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>("[data-search-field]");
  if (field) field.focus();
  else openPalette();
}

function ShortcutHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useT();
  const [on, setOn] = useState(true);
  useEffect(() => setOn(areShortcutsOn()), []);
  return (
    <Dialog open={open} onClose={onClose} title={t("app.keyboardHelp")}>
      <dl className="grid grid-cols-[1fr_auto] gap-x-6 gap-y-1.5">
        <Row keys={["Ctrl", "K"]}>{t("shortcuts.palette")}</Row>
        <Row keys={["/"]}>{t("shortcuts.search")}</Row>
        {Object.entries(GO_KEYS).map(([key, { word }]) => (
          <Row key={key} keys={["g", key]}>
            {t(word)}
          </Row>
        ))}
        <Row keys={["r"]}>{t("shortcuts.refresh")}</Row>
        <Row keys={["?"]}>{t("shortcuts.help")}</Row>
        <Row keys={["Esc"]}>{t("shortcuts.close")}</Row>
      </dl>
      <CheckboxField
        label={t("shortcuts.singleKeys")}
        className="mt-4 border-line-soft border-t pt-3"
        checked={on}
        onChange={(event) => {
          setOn(event.target.checked);
          setShortcutsOn(event.target.checked);
        }}
      />
      <h3 className="mt-5 mb-2 font-semibold">{t("status.legend")}</h3>
      <StatusLegend />
    </Dialog>
  );
}

function Row({ keys, children }: { keys: readonly string[]; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{children}</dt>
      <dd className="flex gap-1">
        {keys.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </dd>
    </>
  );
}
