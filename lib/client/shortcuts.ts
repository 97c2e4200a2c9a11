import { routes } from "@/lib/shared/routes";

/** Keys that go somewhere after `g`. */
export const GO_KEYS = {
  o: { href: routes.overview(), word: "nav.overview" },
  e: { href: routes.executions.list(), word: "nav.executions" },
  r: { href: routes.running(), word: "nav.running" },
  j: { href: routes.jobs.list(), word: "nav.jobs" },
  d: { href: routes.day(), word: "nav.day" },
  a: { href: routes.audit(), word: "nav.audit" },
  i: { href: routes.diagnostics(), word: "nav.diagnostics" },
} as const;

export function isGoKey(key: string): key is keyof typeof GO_KEYS {
  return Object.hasOwn(GO_KEYS, key);
}

/** The key by the letter on it: with a Hangul layout the one of `j` gives `ㅓ`. */
export function keyOf({ key, code }: Pick<KeyboardEvent, "key" | "code">): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  const isLatin = key.length > 1 ? key !== "Process" : key.charCodeAt(0) < 128;
  return letter && !isLatin ? letter.toLowerCase() : key;
}

/** Focus to the next row of a list, or the one before; from elsewhere to its first. */
export function moveToRow(step: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>("main [data-row-link]")];
  const at = links.findIndex((link) => link.closest("tr, li")?.contains(document.activeElement));
  const next = links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + step))];
  next?.focus({ preventScroll: true });
  next?.closest("tr, li")?.scrollIntoView({ block: "nearest" });
}

/** Ticks the row that has focus, or takes the tick away. */
export function tickRow(): void {
  document.activeElement?.closest("tr")?.querySelector<HTMLElement>("[data-row-check]")?.click();
}

/** Goes to the page of newer or older rows, where there is one. */
export function turnPage(to: "newer" | "older"): void {
  document.querySelector<HTMLElement>(`main a[data-page=${to}]`)?.click();
}

/** Single keys can be switched off: speech input and some hands press them by accident. */
export function areShortcutsOn(): boolean {
  return localStorage.getItem(OFF_KEY) !== "off";
}

export function setShortcutsOn(on: boolean): void {
  if (on) localStorage.removeItem(OFF_KEY);
  else localStorage.setItem(OFF_KEY, "off");
}

/** Whether a key is being typed into something rather than pressed at the page. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || document.querySelector("dialog[open]") !== null) return true;
  return (
    target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [role=menu], [role=listbox]") !==
    null
  );
}

export function openShortcutHelp(): void {
  window.dispatchEvent(new Event(HELP_EVENT));
}

export function onShortcutHelp(open: () => void): () => void {
  window.addEventListener(HELP_EVENT, open);
  return () => window.removeEventListener(HELP_EVENT, open);
}

const OFF_KEY = "batchdeck-shortcuts";
const HELP_EVENT = "batchdeck:shortcut-help";
