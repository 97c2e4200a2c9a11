import Link from "next/link";
import type { ComponentProps } from "react";
import { cn } from "./cn";

/** The link that a row is: it takes a click anywhere in its row, which is `relative`, and keys walk from one to the next. */
export function RowLink({ className, ...props }: ComponentProps<typeof Link>) {
  return <Link prefetch={false} data-row-link className={cn("after:absolute after:inset-0", className)} {...props} />;
}
