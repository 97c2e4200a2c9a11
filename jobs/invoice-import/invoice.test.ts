import { describe, expect, it } from "vitest";
import { invoiceLine, toCents } from "./invoice.ts";

describe("an amount", () => {
  it.each([
    ["0.00", 0n],
    ["1208.40", 120_840n],
    ["999999999999.99", 99_999_999_999_999n],
  ])("of %s is %d cents", (amount, cents) => {
    expect(toCents(amount)).toBe(cents);
  });

  it.each(["12O8.40", "1,208.40", "1208.4", "1208", "-1.00", ""])("cannot be read from %j", (amount) => {
    expect(invoiceLine.shape.amount.safeParse(amount).success).toBe(false);
  });
});
