"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { Th } from "./table";

/** A heading that puts its column in order when it is pressed. */
export function SortHeading({
  order,
  onSort,
  numeric = false,
  children,
  ...props
}: ComponentProps<typeof Th> & { order: "ascending" | "descending" | null; onSort: () => void }) {
  const Arrow = order === "descending" ? ArrowDown : ArrowUp;
  return (
    <Th numeric={numeric} aria-sort={order ?? undefined} {...props}>
      <button
        type="button"
        onClick={onSort}
        className={cn(
          "inline-flex items-center gap-1 rounded-sm hover:text-ink",
          numeric && "flex-row-reverse",
          order && "font-medium text-ink",
        )}
      >
        {children}
        {order && <Arrow aria-hidden className="size-3" />}
      </button>
    </Th>
  );
}
