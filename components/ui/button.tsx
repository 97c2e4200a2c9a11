"use client";

import type { VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import { type ComponentProps, useId } from "react";
import { buttonVariants } from "./button-variants";
import { cn } from "./cn";
import { Tooltip } from "./tooltip";

export interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof buttonVariants> {
  /** Under way: a spinner, and a second press does nothing. Width stays. */
  pending?: boolean;
  /** Why the button cannot be pressed now. It stays in the tab order and says so. */
  disabledReason?: string | null;
}

export function Button({
  variant,
  size,
  className,
  pending = false,
  disabledReason,
  onClick,
  children,
  ...props
}: ButtonProps) {
  const reasonId = useId();
  const classes = cn(buttonVariants({ variant, size }), className);
  const blocked = pending || Boolean(disabledReason);
  const button = (
    <button
      type="button"
      data-slot="button"
      className={classes}
      aria-disabled={blocked || undefined}
      aria-busy={pending || undefined}
      aria-describedby={disabledReason ? reasonId : undefined}
      onClick={blocked ? (event) => event.preventDefault() : onClick}
      {...props}
    >
      {pending && <LoaderCircle aria-hidden className="animate-spin-slow" />}
      {children}
    </button>
  );
  if (!disabledReason) return button;
  return (
    <>
      <Tooltip content={disabledReason}>{button}</Tooltip>
      <span id={reasonId} className="sr-only">
        {disabledReason}
      </span>
    </>
  );
}
