import type { ComponentProps } from "react";
import { cn } from "./cn";

/**
 * Scrolls sideways inside itself when columns cannot give way; focusable then, so that the keyboard can scroll it too. Positioned, or
 * hidden texts of cells out of sight would widen the page.
 */
export function TableScroll({ label, className, ...props }: ComponentProps<"div"> & { label: string }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of no fields; as a region it would be one landmark too many
    <div
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable box has to be reachable from the keyboard
      tabIndex={0}
      className={cn("relative overflow-x-auto focus-visible:-outline-offset-2 print:overflow-visible", className)}
      {...props}
    />
  );
}

export function Table({ className, ...props }: ComponentProps<"table">) {
  return <table data-slot="table" className={cn("w-full border-collapse text-left", className)} {...props} />;
}

export function Thead({ className, ...props }: ComponentProps<"thead">) {
  return <thead className={cn("text-muted text-xs", className)} {...props} />;
}

type Align = { numeric?: boolean };

export function Th({ numeric, scope = "col", className, ...props }: ComponentProps<"th"> & Align) {
  return (
    <th
      scope={scope}
      className={cn(
        "h-8 whitespace-nowrap px-2 font-normal first:pl-3.5 last:pr-3.5",
        scope === "col" && "border-line border-b",
        numeric && "text-right",
        className,
      )}
      {...props}
    />
  );
}

export function Tr({ className, ...props }: ComponentProps<"tr">) {
  return (
    <tr
      className={cn(
        "border-line-soft border-b last:border-b-0 has-[a:focus-visible]:bg-hover [tbody_&]:hover:bg-hover",
        // Below sticky headings and above the bar of chosen rows, when focus comes here by a key.
        "scroll-mt-8 scroll-mb-14",
        "has-[[data-row-link]:focus-visible]:shadow-[inset_3px_0_0_var(--accent)]",
        className,
      )}
      {...props}
    />
  );
}

export function Td({ numeric, className, ...props }: ComponentProps<"td"> & Align) {
  return (
    <td
      className={cn(
        "h-9 whitespace-nowrap px-2 first:pl-3.5 last:pr-3.5",
        numeric && "text-right tabular-nums",
        className,
      )}
      {...props}
    />
  );
}

/** The first cell of a row that names it. */
export function RowTh({ className, ...props }: ComponentProps<"th">) {
  return (
    <th
      scope="row"
      className={cn("h-9 whitespace-nowrap px-2 text-left font-medium first:pl-3.5 last:pr-3.5", className)}
      {...props}
    />
  );
}
