"use client";

import { type ReactNode, useEffect, useState } from "react";
import { useT } from "@/lib/client/locale";
import { areShortcutsOn, GO_KEYS, setShortcutsOn } from "@/lib/client/shortcuts";
import { StatusLegend } from "../status/status-legend";
import { CheckboxField } from "../ui/checkbox";
import { Dialog } from "../ui/dialog";
import { Kbd } from "../ui/kbd";

/** Keys that a page knows only when it has what they act on. */
const PAGE_KEYS = [
  { keys: ["/"], word: "shortcuts.search", selector: "[data-search-field]" },
  { keys: ["j", "k"], word: "shortcuts.rows", selector: "[data-row-link]" },
  { keys: ["Enter"], word: "shortcuts.open", selector: "[data-row-link]" },
  { keys: ["x"], word: "shortcuts.tick", selector: "[data-row-check]" },
  { keys: ["[", "]"], word: "shortcuts.pages", selector: "a[data-page]" },
] as const;

function keysOfThisPage() {
  return PAGE_KEYS.filter(({ selector }) => document.querySelector(`main ${selector}`) !== null);
}

/** What the keys do on this page, whether single ones are on, and what the statuses mean. */
export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const t = useT();
  const [on, setOn] = useState(true);
  const [here] = useState(keysOfThisPage);
  useEffect(() => setOn(areShortcutsOn()), []);
  return (
    <Dialog open onClose={onClose} title={t("app.keyboardHelp")}>
      {here.length > 0 && (
        <Keys title={t("shortcuts.here")}>
          {here.map(({ keys, word }) => (
            <Row key={word} keys={keys}>
              {t(word)}
            </Row>
          ))}
        </Keys>
      )}
      <Keys title={t("shortcuts.everywhere")}>
        <Row keys={["Ctrl", "K"]}>{t("shortcuts.palette")}</Row>
        {here.every(({ keys }) => keys[0] !== "/") && <Row keys={["/"]}>{t("shortcuts.palette")}</Row>}
        <Row keys={["r"]}>{t("shortcuts.refresh")}</Row>
        <Row keys={["?"]}>{t("shortcuts.help")}</Row>
        <Row keys={["Esc"]}>{t("shortcuts.close")}</Row>
      </Keys>
      <Keys title={t("palette.go")}>
        {Object.entries(GO_KEYS).map(([key, { word }]) => (
          <Row key={key} keys={["g", key]}>
            {t(word)}
          </Row>
        ))}
      </Keys>
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

function Keys({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <h3 className="mt-4 mb-1.5 font-semibold first:mt-0">{title}</h3>
      <dl className="grid grid-cols-[1fr_auto] gap-x-6 gap-y-1.5">{children}</dl>
    </>
  );
}

function Row({ keys, children }: { keys: readonly string[]; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{children}</dt>
      <dd className="flex justify-end gap-1">
        {keys.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </dd>
    </>
  );
}
