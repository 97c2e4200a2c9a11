import { formatDecimal, parseDecimal } from "./java-decimal.ts";
import { javaDouble, javaFloat } from "./java-double.ts";
import type { JobParameter } from "./job-parameters.ts";

/** Values of JobParameters as text: what PARAMETER_VALUE holds, and what a textual notation carries between its commas. */

const CLASS_OF = {
  STRING: "java.lang.String",
  LONG: "java.lang.Long",
  DOUBLE: "java.lang.Double",
  DATE: "java.util.Date",
} as const;

/** The Java class of a parameter, as PARAMETER_TYPE names it. */
export function javaClassOf(parameter: JobParameter): string {
  return parameter.type === "OTHER" ? parameter.javaType : CLASS_OF[parameter.type];
}

/** The value as Spring Batch 5 and 6 store it: Java's number form, dates as ISO instants in UTC with a fraction only when there is one. */
export function valueText(parameter: JobParameter): string | null {
  if (parameter.value === null) return null;
  switch (parameter.type) {
    case "STRING":
    case "OTHER":
      return parameter.value;
    case "LONG":
      return String(parameter.value);
    case "DOUBLE":
      return javaDouble(parameter.value);
    case "DATE":
      return isoInstant(parameter.value);
    default:
      return parameter satisfies never;
  }
}

/** `2024-01-15T10:30:00Z`, `2024-01-15T10:30:00.123Z`; five-digit years as Java writes them. */
export function isoInstant(date: Date): string {
  return date
    .toISOString()
    .replace(".000Z", "Z")
    .replace(/^([+-])0*(\d{4,}-)/, "$1$2");
}

/**
 * The parameter that Java makes of a class name and a text. A class this does not know is taken as it is.
 *
 * @returns null when the text is not of that class: `x` as java.lang.Long
 */
export function parameterOfText(javaType: string, text: string, identifying: boolean): JobParameter | null {
  const other = (value: string | null): JobParameter | null =>
    value === null ? null : { type: "OTHER", javaType, value, identifying };
  switch (javaType) {
    case "java.lang.String":
      return { type: "STRING", value: text, identifying };
    case "java.lang.Long": {
      const value = integer(text, 64);
      return value === null ? null : { type: "LONG", value, identifying };
    }
    case "java.lang.Double": {
      const value = floating(text);
      return value === null ? null : { type: "DOUBLE", value, identifying };
    }
    case "java.util.Date": {
      const value = instant(text);
      return value === null ? null : { type: "DATE", value, identifying };
    }
    case "java.lang.Integer":
      return other(integer(text, 32)?.toString() ?? null);
    case "java.lang.Short":
      return other(integer(text, 16)?.toString() ?? null);
    case "java.lang.Byte":
      return other(integer(text, 8)?.toString() ?? null);
    case "java.math.BigInteger":
      return other(integer(text)?.toString() ?? null);
    case "java.math.BigDecimal": {
      const value = parseDecimal(text.replace(/\s/g, ""));
      return other(value && formatDecimal(value));
    }
    case "java.lang.Float": {
      const value = floating(text);
      return other(value === null ? null : javaFloat(value));
    }
    case "java.lang.Boolean":
      return other(boolean(text));
    case "java.time.LocalDate":
      return other(isDate(text) ? text : null);
    case "java.time.LocalTime":
      return other(localTime(text));
    case "java.time.LocalDateTime": {
      const [date = "", time = "", ...rest] = text.split("T");
      const value = localTime(time);
      return other(isDate(date) && value !== null && rest.length === 0 ? `${date}T${value}` : null);
    }
    case "java.util.UUID":
      return other(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text) ? text.toLowerCase() : null);
    default:
      return other(text);
  }
}

/** Blanks anywhere are ignored and hexadecimal is taken, as Spring does. Null when it is no integer of that many bits. */
function integer(text: string, bits?: number): bigint | null {
  const match = /^([+-]?)(?:(?:0[xX]|#)([\da-fA-F]+)|(\d+))$/.exec(text.replace(/\s/g, ""));
  // A thousand digits are no number anybody meant, and reading them takes time.
  if (!match || text.length > 1_000) return null;
  const magnitude = match[2] ? BigInt(`0x${match[2]}`) : BigInt(match[3] ?? "0");
  const value = match[1] === "-" ? -magnitude : magnitude;
  return bits && BigInt.asIntN(bits, value) !== value ? null : value;
}

function floating(text: string): number | null {
  const match = /^([+-]?)(?:(NaN)|(Infinity)|((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)[fFdD]?)$/.exec(
    text.replace(/\s/g, ""),
  );
  if (!match) return null;
  const magnitude = match[2] ? Number.NaN : match[3] ? Number.POSITIVE_INFINITY : Number(match[4]);
  return match[1] === "-" ? -magnitude : magnitude;
}

function boolean(text: string): "true" | "false" | null {
  const word = text.trim().toLowerCase();
  if (["true", "on", "yes", "1"].includes(word)) return "true";
  return ["false", "off", "no", "0"].includes(word) ? "false" : null;
}

/** With an offset, too, as Java reads it since version 12. */
function instant(text: string): Date | null {
  const match = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3])(:[0-5]\d){2}(\.\d{1,9})?(Z|[+-](0\d|1[0-7]):[0-5]\d)$/.exec(text);
  return match && isDate(match[1] ?? "") ? new Date(text) : null;
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Seconds always, a fraction without trailing zeros. */
function localTime(text: string): string | null {
  const match = /^((?:[01]\d|2[0-3]):[0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?$/.exec(text);
  if (!match) return null;
  const fraction = (match[3] ?? "").replace(/0+$/, "");
  return `${match[1]}:${match[2] ?? "00"}${fraction && `.${fraction}`}`;
}
