import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./cn";

const badgeVariants = cva(
  "inline-flex items-center gap-1 whitespace-nowrap rounded-sm px-1.5 text-2xs leading-[18px]",
  {
    variants: {
      variant: {
        neutral: "bg-raised text-muted",
        outline: "border border-line text-muted leading-4",
        accent: "bg-accent-soft text-accent-text",
        tone: "bg-tone-soft text-tone font-medium",
      },
    },
    defaultVariants: { variant: "neutral" },
  },
);

export type BadgeProps = ComponentProps<"span"> & VariantProps<typeof badgeVariants>;

export function Badge({ variant, className, ...props }: BadgeProps) {
  return <span data-slot="badge" className={cn(badgeVariants({ variant }), className)} {...props} />;
}
