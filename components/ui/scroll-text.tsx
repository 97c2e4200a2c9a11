import type { ComponentProps } from "react";
import { cn } from "./cn";

/** Long text as it is stored: keeps its lines, breaks where it must, and scrolls inside itself, from the keyboard too. */
export function ScrollText({ className, ...props }: ComponentProps<"pre">) {
  return (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable box has to be reachable from the keyboard
      tabIndex={0}
      className={cn(
        "mono max-h-64 overflow-auto whitespace-pre-wrap text-muted [overflow-wrap:anywhere] focus-visible:-outline-offset-2",
        className,
      )}
      {...props}
    />
  );
}
