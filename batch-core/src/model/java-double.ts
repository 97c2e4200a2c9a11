/**
 * A double as Java writes it: `1.0`, `1.0E7`, `1.0E-4`, `NaN`, `-Infinity`. The digits are the shortest that identify the double, as JDK 19
 * and later print them; older ones sometimes print one digit more (`2.0E23` as `1.9999999999999998E23`).
 */
export function javaDouble(value: number): string {
  return javaLayout(value, value.toExponential());
}

/** A 32-bit float as Java writes it: `1.5`, `0.1`, `1.0E10`. */
export function javaFloat(value: number): string {
  const float = Math.fround(value);
  // Nine digits identify any float.
  let text = float.toExponential(8);
  for (let digits = 1; digits < 9; digits++) {
    const shorter = float.toExponential(digits - 1);
    if (Math.fround(Number(shorter)) === float) {
      text = shorter;
      break;
    }
  }
  return javaLayout(float, text);
}

/** Puts the digits of `exponential` (`-1.25e+3`) where Java puts them. */
function javaLayout(value: number, exponential: string): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";

  const magnitude = Math.abs(value);
  // Java looks at two digits at least, which shows in the very smallest numbers: 4.9E-324, not 5.0E-324.
  const twoDigits = exponential.includes(".") ? exponential.replace(/^-/, "") : magnitude.toExponential(1);
  const [mantissa = "", power = "0"] = twoDigits.split("e");
  const digits = mantissa.replace(".", "").replace(/0+$/, "");
  const exponent = Number(power);
  const sign = value < 0 ? "-" : "";
  if (exponent < -3 || exponent >= 7) return `${sign}${digits[0]}.${digits.slice(1) || "0"}E${exponent}`;
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  return `${sign}${whole}.${digits.slice(exponent + 1) || "0"}`;
}
