import { describe, expect, it } from "vitest";
import { cn } from "./cn";

describe("cn", () => {
  it.each([
    ["size-8 px-3 size-7", "px-3 size-7"],
    ["h-8 w-8 size-7", "size-7"],
    ["px-3 pl-1", "px-3 pl-1"],
    ["pl-1 px-3", "px-3"],
    ["px-2 py-1 p-4", "p-4"],
    ["text-muted text-xs", "text-muted text-xs"],
    ["text-xs text-sm", "text-sm"],
    ["text-muted text-ink", "text-ink"],
    ["text-right text-muted", "text-right text-muted"],
    ["h-9 whitespace-nowrap h-auto whitespace-normal", "h-auto whitespace-normal"],
    ["hover:bg-hover hover:bg-raised bg-card", "hover:bg-raised bg-card"],
    ["max-w-64 @max-5xl:hidden flex", "max-w-64 @max-5xl:hidden flex"],
    ["-mr-2 mr-1", "mr-1"],
    ["border border-line border-b", "border border-line border-b"],
  ])("%s becomes %s", (classes, expected) => {
    expect(cn(classes)).toBe(expected);
  });

  it("leaves out what is not there", () => {
    expect(cn("a", false, undefined, null, ["b"])).toBe("a b");
  });
});
