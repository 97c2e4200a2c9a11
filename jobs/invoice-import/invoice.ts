import { z } from "zod";

/** One line of an invoice file; an amount is written with a point and two decimals. */
export const invoiceLine = z.object({
  invoice_number: z.string().regex(/^INV-\d{4}-\d{4}$/, "expected a number such as INV-2026-0001"),
  customer: z.string().min(1),
  issued_on: z.iso.date(),
  due_on: z.iso.date(),
  amount: z.string().regex(/^\d{1,12}\.\d\d$/, "expected an amount such as 1208.40"),
});

/** Money as whole cents, without a detour through floating point. */
export function toCents(amount: string): bigint {
  return BigInt(amount.replace(".", ""));
}
