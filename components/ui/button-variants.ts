import { cva } from "class-variance-authority";

/** How buttons, and links that look like them, are drawn. */
export const buttonVariants = cva(
  [
    "inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium",
    "transition-colors select-none [&_svg]:size-3.5 [&_svg]:shrink-0",
    "aria-disabled:cursor-not-allowed disabled:cursor-not-allowed aria-disabled:[&_svg]:opacity-40",
  ],
  {
    variants: {
      variant: {
        primary:
          "border-transparent bg-accent text-accent-ink not-aria-disabled:hover:bg-accent-hover aria-disabled:bg-raised aria-disabled:text-faint aria-disabled:border-line",
        default:
          "border-line bg-card text-ink shadow-card not-aria-disabled:hover:bg-hover not-aria-disabled:hover:border-field-line aria-disabled:bg-transparent aria-disabled:text-faint aria-disabled:shadow-none",
        ghost:
          "border-transparent bg-transparent text-muted not-aria-disabled:hover:bg-raised not-aria-disabled:hover:text-ink aria-disabled:text-faint aria-[current]:bg-raised aria-[current]:text-ink",
        danger:
          "border-transparent bg-danger text-danger-ink not-aria-disabled:hover:brightness-95 aria-disabled:bg-raised aria-disabled:text-faint aria-disabled:border-line",
      },
      size: { sm: "h-7 px-2.5 text-xs", md: "h-8 px-3 text-sm", icon: "size-8 p-0 [&_svg]:size-4" },
    },
    defaultVariants: { variant: "default", size: "md" },
  },
);
