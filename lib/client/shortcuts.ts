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
