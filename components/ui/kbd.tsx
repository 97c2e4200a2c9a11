import type { ComponentProps } from "react";
import { cn } from "./cn";

export function Kbd({ className, ...props }: ComponentProps<"kbd">) {
  return (
    <kbd
      className={cn(
        "inline-flex h-[18px] min-w-[18px] items-center justify-center whitespace-nowrap rounded-sm border border-line bg-card px-1 font-sans text-2xs text-muted",
        className,
      )}
      {...props}
    />
  );
}
