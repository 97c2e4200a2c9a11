"use client";

import { Check } from "lucide-react";
import { type ComponentProps, type ReactNode, use } from "react";
import { cn } from "./cn";
import { CloseContext } from "./menu";

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
      className="pl-7.5"
      {...props}
    >
      {children}
      {checked && <Check aria-hidden className="absolute left-2" />}
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
