"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { useT } from "@/lib/client/locale";
import { Button } from "./button";
import { cn } from "./cn";

/**
 * A modal on the platform's own `<dialog>`: it keeps focus inside, closes on Escape, makes the rest inert, and gives focus
 * back to where it came from.
 */
export function Dialog({
  open,
  onClose,
  title,
  description,
  footer,
  children,
  className,
  side = "center",
  bare = false,
}: {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode;
  footer?: ReactNode;
  children?: ReactNode;
  className?: string;
  side?: "center" | "left";
  /** The content is all there is to see: the title is only spoken, and nothing is padded. */
  bare?: boolean;
}) {
  const t = useT();
  const id = useId();
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    if (open && !dialog.open) {
      dialog.showModal();
      dialog.querySelector<HTMLElement>("[data-autofocus]")?.focus();
    } else if (!open && dialog.open) dialog.close();
  }, [open]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the key for the backdrop is Escape, which the element handles itself
    <dialog
      ref={ref}
      data-slot="dialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={description ? `${id}-description` : undefined}
      onClose={onClose}
      onClick={(event) => event.target === ref.current && onClose()}
      className={cn(
        "bg-card p-0 text-ink text-sm shadow-float open:flex open:animate-appear open:flex-col",
        side === "center" && "m-auto max-h-[calc(100dvh-2rem)] w-[min(32rem,calc(100vw-2rem))] rounded-xl",
        side === "left" && "m-0 h-dvh max-h-none w-64",
        className,
      )}
    >
      {open && (
        <>
          <div className={cn(!bare && "flex items-start gap-3 px-4 pt-3.5 pb-2")}>
            <h2 id={`${id}-title`} className={cn("min-w-0 flex-1 font-semibold text-lg", bare && "sr-only")}>
              {title}
            </h2>
            <Button
              variant="ghost"
              size="icon"
              className={bare ? "absolute top-2 right-2" : "-mt-1 -mr-2"}
              aria-label={t("common.close")}
              onClick={onClose}
            >
              <X aria-hidden />
            </Button>
          </div>
          <div className={cn("min-h-0 flex-1", !bare && "overflow-y-auto px-4 pb-4")}>
            {description && (
              <div id={`${id}-description`} className="mb-3 text-muted">
                {description}
              </div>
            )}
            {children}
          </div>
          {footer && (
            <div className="flex justify-end gap-2 border-line-soft border-t bg-background px-4 py-3 max-sm:flex-col-reverse max-sm:[&>*]:w-full">
              {footer}
            </div>
          )}
        </>
      )}
    </dialog>
  );
}
