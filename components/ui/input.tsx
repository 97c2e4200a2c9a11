import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn";

const box = [
  "w-full min-w-0 rounded-md border border-field-line bg-card text-ink text-sm placeholder:text-faint",
  "transition-colors hover:border-muted disabled:bg-raised disabled:text-faint",
  "aria-invalid:border-danger aria-invalid:outline-danger",
  "focus-visible:outline-offset-0",
];

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input data-slot="input" className={cn(box, "h-8 px-2.5", className)} {...props} />;
}

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return <textarea data-slot="textarea" className={cn(box, "min-h-16 px-2.5 py-1.5", className)} {...props} />;
}

/** The platform's own select: it is fast, speaks, and works on a telephone. */
export function Select({ className, children, ...props }: ComponentProps<"select">) {
  return (
    <span className="relative inline-flex min-w-0">
      <select data-slot="select" className={cn(box, "h-8 appearance-none pr-8 pl-2.5", className)} {...props}>
        {children}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute top-2 right-2 size-4 text-muted" />
    </span>
  );
}

/** A checkbox that reads as on/off; its word stands beside it, so the state is never colour alone. */
export function Switch({ className, ...props }: ComponentProps<"input">) {
  return (
    <span className={cn("relative inline-flex h-[18px] w-8 shrink-0", className)}>
      <input
        type="checkbox"
        data-slot="switch"
        className="peer absolute inset-0 z-10 m-0 cursor-pointer appearance-none rounded-full"
        {...props}
      />
      <span
        aria-hidden
        className="size-full rounded-full border border-field-line bg-track transition-colors peer-checked:border-transparent peer-checked:bg-accent"
      />
      <span
        aria-hidden
        className="absolute top-[3px] left-[3px] size-3 rounded-full bg-muted transition-transform peer-checked:translate-x-3.5 peer-checked:bg-accent-ink"
      />
    </span>
  );
}
