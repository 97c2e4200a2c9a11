import type { ReactNode } from "react";
import { cn } from "./cn";

/** Names and values side by side, wrapping; for a heading. */
export function Facts({ children, className }: { children: ReactNode; className?: string }) {
  return <dl className={cn("flex flex-wrap gap-x-8 gap-y-2.5", className)}>{children}</dl>;
}

export function Fact({ name, children, className }: { name: ReactNode; children: ReactNode; className?: string }) {
  return (
    <div className={cn("min-w-0", className)}>
      <dt className="text-muted text-xs">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}
