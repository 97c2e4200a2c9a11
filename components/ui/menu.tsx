"use client";

import {
  createContext,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { cn } from "./cn";
import { placeBeside } from "./floating";

/** How an item closes the menu it is in. */
export const CloseContext = createContext<() => void>(() => {});

export interface MenuTriggerProps {
  readonly ref: Ref<HTMLButtonElement>;
  readonly "aria-haspopup": "menu";
  readonly "aria-expanded": boolean;
  readonly "aria-controls": string;
  readonly onClick: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onPointerEnter: (() => void) | undefined;
  readonly onFocus: (() => void) | undefined;
}

/**
 * A menu of actions on the platform's own popover, which keeps it on top, and closes it on Escape and on a press elsewhere.
 * Arrows, Home, End and first letters move; Tab leaves. Without children, as while they are fetched, nothing is seen of it.
 */
export function Menu({
  label,
  trigger,
  children,
  className,
  onOpen,
  onExpect,
}: {
  label: string;
  trigger: (props: MenuTriggerProps) => ReactNode;
  children: ReactNode;
  className?: string;
  /** For what is only fetched when somebody looks. */
  onOpen?: () => void;
  /** The pointer or focus is at the button: it may be opened soon. */
  onExpect?: () => void;
}) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const hasItems = Boolean(children);

  useLayoutEffect(() => {
    if (!open || !hasItems || !panel.current || !button.current) return;
    placeBeside(button.current, panel.current, "end");
    (panel.current.querySelector<HTMLElement>("[aria-checked=true]") ?? itemsOf(panel.current)[0])?.focus();
  }, [open, hasItems]);

  const close = () => {
    panel.current?.hidePopover();
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const items = itemsOf(event.currentTarget);
    const at = items.findIndex((item) => item.matches(":focus"));
    const next =
      event.key === "ArrowDown"
        ? items[(at + 1) % items.length]
        : event.key === "ArrowUp"
          ? items[(at - 1 + items.length) % items.length]
          : event.key === "Home"
            ? items[0]
            : event.key === "End"
              ? items.at(-1)
              : event.key.length === 1 && event.key !== " "
                ? [...items.slice(at + 1), ...items.slice(0, at + 1)].find((item) => startsWith(item, event.key))
                : undefined;
    if (event.key === "Tab") close();
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <>
      {trigger({
        ref: button,
        "aria-haspopup": "menu",
        "aria-expanded": open,
        "aria-controls": id,
        onClick: () => panel.current?.togglePopover(),
        onKeyDown: (event) => {
          if (event.key !== "ArrowDown") return;
          event.preventDefault();
          if (!open) panel.current?.showPopover();
        },
        onPointerEnter: onExpect,
        onFocus: onExpect,
      })}
      <div
        ref={panel}
        id={id}
        role="menu"
        aria-label={label}
        popover="auto"
        data-slot="menu"
        onToggle={(event) => {
          setOpen(event.newState === "open");
          if (event.newState === "open") onOpen?.();
        }}
        onKeyDown={onKeyDown}
        className={cn(
          "fixed inset-auto m-0 min-w-44 animate-appear empty:invisible overflow-y-auto rounded-lg bg-card p-1 text-ink text-sm shadow-float",
          className,
        )}
      >
        {open && hasItems && <CloseContext value={close}>{children}</CloseContext>}
      </div>
    </>
  );
}

function itemsOf(menu: Element): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>("[role^=menuitem]:not([aria-disabled=true])")];
}

function startsWith(item: HTMLElement, letter: string): boolean {
  return item.textContent.trim().toLowerCase().startsWith(letter.toLowerCase());
}
