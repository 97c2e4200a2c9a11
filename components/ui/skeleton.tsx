import { cn } from "./cn";

/** Where something will be. Still under reduced motion. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden data-slot="skeleton" className={cn("h-4 animate-pulse rounded-sm bg-raised", className)} />;
}
