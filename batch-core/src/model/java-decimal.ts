/**
 * java.math.BigDecimal as text: an unscaled integer and how many of its digits stand behind the point. `10.50` and `10.5` are different
 * values to Java, so the scale is kept.
 */
export interface JavaDecimal {
  readonly unscaled: bigint;
  readonly scale: number;
}

/** As `BigDecimal.toString` prints it: plain as long as that needs no padding of more than six zeros, else `1.5E+10`. */
export function formatDecimal({ unscaled, scale }: JavaDecimal): string {
  const sign = unscaled < 0n ? "-" : "";
  const digits = String(unscaled < 0n ? -unscaled : unscaled);
  const exponent = digits.length - 1 - scale;
  if (scale === 0) return sign + digits;
  if (scale > 0 && exponent >= -6) {
    const padded = digits.padStart(scale + 1, "0");
    return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
  }
  const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
  return `${sign}${mantissa}${exponent === 0 ? "" : `E${exponent > 0 ? "+" : ""}${exponent}`}`;
}

/** Reads what Java's constructor takes; null when it would refuse, or the exponent is beyond an int. */
export function parseDecimal(text: string): JavaDecimal | null {
  const match = /^([+-]?)(?:(\d+)\.?(\d*)|\.(\d+))(?:[eE]([+-]?\d{1,10}))?$/.exec(text);
  if (!match) return null;
  const [, sign, whole = "", fraction = match[4] ?? "", , exponent = "0"] = match;
  const scale = fraction.length - Number(exponent);
  if (Math.abs(scale) > 2_147_483_647) return null;
  const unscaled = BigInt(whole + fraction);
  return { unscaled: sign === "-" ? -unscaled : unscaled, scale };
}
