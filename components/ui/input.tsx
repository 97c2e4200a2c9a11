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
