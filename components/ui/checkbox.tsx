import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn";

export function Checkbox({ className, ...props }: ComponentProps<"input">) {
  return (
    <input
      type="checkbox"
      data-slot="checkbox"
      className={cn("size-4 shrink-0 accent-accent focus-visible:outline-offset-2", className)}
      {...props}
    />
  );
}

/** A checkbox with its word beside it. */
export function CheckboxField({ label, className, ...props }: ComponentProps<"input"> & { label: ReactNode }) {
  const id = useId();
  return (
    <span className={cn("flex items-center gap-2", className)}>
      <Checkbox id={id} {...props} />
      <label htmlFor={id}>{label}</label>
    </span>
  );
}
