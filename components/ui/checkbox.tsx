import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn";

/** Drawn by us, so that a column of empty ones stays calm in both themes; the platform draws it where it forces its colours. */
export function Checkbox({ className, ...props }: ComponentProps<"input">) {
  return (
    <input
      type="checkbox"
      data-slot="checkbox"
      className={cn(
        "grid size-4 shrink-0 appearance-none place-content-center rounded-sm border border-field-line bg-card",
        "checked:border-accent checked:bg-accent focus-visible:outline-offset-2 forced-colors:appearance-auto",
        "before:size-2.5 before:scale-0 before:bg-accent-ink checked:before:scale-100 forced-colors:before:hidden",
        "before:[clip-path:polygon(12%_46%,0_60%,40%_96%,100%_24%,86%_10%,38%_70%)]",
        className,
      )}
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
