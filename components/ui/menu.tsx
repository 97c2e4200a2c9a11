"use client";

import { Check } from "lucide-react";
import {
  type ComponentProps,
  createContext,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  use,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { cn } from "./cn";
import { placeBeside } from "./floating";

const CloseContext = createContext<() => void>(() => {});

export interface MenuTriggerProps {
  readonly ref: Ref<HTMLButtonElement>;
  readonly "aria-haspopup": "menu";
  readonly "aria-expanded": boolean;
  readonly "aria-controls": string;
  readonly onClick: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/**
 * A menu of actions on the platform's own popover, which keeps it on top, and closes it on Escape and on a press elsewhere.
 * Arrows, Home, End and first letters move; Tab leaves.
 */
export function Menu({
  label,
  trigger,
  children,
  className,
  onOpen,
}: {
  label: string;
  trigger: (props: MenuTriggerProps) => ReactNode;
  children: ReactNode;
  className?: string;
  /** For what is only fetched when somebody looks. */
  onOpen?: () => void;
}) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);

  useLayoutEffect(() => {
    if (!open || !panel.current || !button.current) return;
    placeBeside(button.current, panel.current, "end");
    (panel.current.querySelector<HTMLElement>("[aria-checked=true]") ?? itemsOf(panel.current)[0])?.focus();
  }, [open]);

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
          panel.current?.showPopover();
        },
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
          "fixed inset-auto m-0 min-w-44 animate-appear overflow-y-auto rounded-lg bg-card p-1 text-ink text-sm shadow-float",
          className,
        )}
      >
        {open && <CloseContext value={close}>{children}</CloseContext>}
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

interface ItemProps extends Omit<ComponentProps<"button">, "onSelect"> {
  onSelect: () => void;
  /** Stays open, for choices that are made several at a time. */
  keepOpen?: boolean;
}

export function MenuItem({ onSelect, keepOpen = false, disabled = false, className, ...props }: ItemProps) {
  const close = use(CloseContext);
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      aria-disabled={disabled || undefined}
      onClick={() => {
        if (disabled) return;
        if (!keepOpen) close();
        onSelect();
      }}
      onPointerMove={(event) => !disabled && event.currentTarget.focus({ preventScroll: true })}
      className={cn(
        "relative flex min-h-8 w-full items-center gap-2 rounded-md px-2 text-left outline-none focus:bg-raised aria-disabled:text-faint [&_svg]:size-3.5 [&_svg]:shrink-0",
        className,
      )}
      {...props}
    />
  );
}

/** An item that is on or off; `radio` when it is one of several of which exactly one is on. */
export function MenuCheckItem({
  checked,
  radio = false,
  children,
  ...props
}: ItemProps & { checked: boolean; radio?: boolean }) {
  return (
    <MenuItem
      role={radio ? "menuitemradio" : "menuitemcheckbox"}
      aria-checked={checked}
      keepOpen={!radio}
      className="pr-8"
      {...props}
    >
      {children}
      {checked && <Check aria-hidden className="absolute right-2" />}
    </MenuItem>
  );
}

export function MenuLabel({ className, ...props }: ComponentProps<"div">) {
  return <div role="presentation" className={cn("px-2 pt-1.5 pb-1 text-muted text-xs", className)} {...props} />;
}

/** Items that belong together, with a layout of their own. */
export function MenuGroup({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of menu items, not of fields
    <div role="group" aria-label={label} className={className}>
      {children}
    </div>
  );
}

export function MenuSeparator() {
  return <hr className="-mx-1 my-1 border-line-soft" />;
}
