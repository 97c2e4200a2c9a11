import type { ReactNode } from "react";
import { cn } from "./cn";

/** Names and values side by side, wrapping; in two columns on a phone. For a heading. */
export function Facts({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <dl className={cn("flex flex-wrap gap-x-8 gap-y-2.5 max-sm:grid max-sm:grid-cols-2 max-sm:gap-x-4", className)}>
      {children}
    </dl>
  );
}

export function Fact({ name, children, className }: { name: ReactNode; children: ReactNode; className?: string }) {
  return (
    <div className={cn("min-w-0", className)}>
      <dt className="text-muted text-xs">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}
