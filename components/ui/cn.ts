import { createTailwindMerge, validators } from "tailwind-merge";

const any = [validators.isAny];
const sides = ["p", "m"] as const;

/**
 * Joins class names; of two that set the same property the later one stays, so a caller's `className` comes last.
 *
 * It knows the groups below, which are those that our primitives set and callers change. The library's full table would be
 * five times the bytes, on every page.
 */
export const cn = createTailwindMerge(() => ({
  cacheSize: 500,
  prefix: undefined,
  theme: {},
  classGroups: {
    display: ["block", "inline-block", "inline", "flex", "inline-flex", "grid", "inline-grid", "contents", "hidden"],
    position: ["static", "relative", "absolute", "fixed", "sticky"],
    w: [{ w: any }],
    h: [{ h: any }],
    size: [{ size: any }],
    "min-w": [{ "min-w": any }],
    "max-w": [{ "max-w": any }],
    "min-h": [{ "min-h": any }],
    "max-h": [{ "max-h": any }],
    ...Object.fromEntries(
      sides.flatMap((side) =>
        ["", "x", "y", "t", "r", "b", "l"].map((edge) => [side + edge, [{ [side + edge]: any }]]),
      ),
    ),
    gap: [{ gap: any }],
    "gap-x": [{ "gap-x": any }],
    "gap-y": [{ "gap-y": any }],
    items: [{ items: any }],
    justify: [{ justify: any }],
    "font-size": [{ text: ["2xs", "xs", "sm", "base", "lg", "xl", "2xl"] }],
    "text-align": [{ text: ["left", "right", "center"] }],
    "text-color": [{ text: any }],
    "font-weight": [{ font: ["normal", "medium", "semibold"] }],
    leading: [{ leading: any }],
    whitespace: [{ whitespace: any }],
    overflow: [{ overflow: any }],
    bg: [{ bg: any }],
    rounded: [{ rounded: any }],
    shadow: [{ shadow: any }],
  },
  conflictingClassGroups: {
    size: ["w", "h"],
    overflow: [],
    "font-size": ["leading"],
    ...Object.fromEntries(
      sides.flatMap((side) => [
        [side, ["x", "y", "t", "r", "b", "l"].map((edge) => side + edge)],
        [`${side}x`, [`${side}r`, `${side}l`]],
        [`${side}y`, [`${side}t`, `${side}b`]],
      ]),
    ),
  },
  conflictingClassGroupModifiers: {},
  orderSensitiveModifiers: ["before", "after", "placeholder", "marker", "selection", "backdrop"],
}));
