import { extendTailwindMerge } from "tailwind-merge";

/** Joins class names; of two that set the same property the later one stays, so a caller's `className` comes last. */
export const cn = extendTailwindMerge({
  extend: {
    theme: { text: ["2xs"], animate: ["spin-slow", "appear", "changed"] },
    classGroups: { "font-family": ["mono"], "text-color": ["text-tone"], "bg-color": ["bg-tone", "bg-tone-soft"] },
  },
});
