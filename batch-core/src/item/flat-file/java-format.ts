import { ConfigurationError } from "../../errors.ts";

/** What a format can print. */
export type FormatValue = string | number | bigint | boolean | null | undefined;

/** argument index, flags, width, precision, conversion */
const SPECIFIER = /%(?:(\d+)\$)?([-0+, ]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g;

/**
 * Java's format strings, as far as fixed-length lines need them: `%s %S %d %f %x %b %c %n %%` with argument index, width, precision and
 * the flags `-` (left), `0` (zeros in front), `+`, `,` (thousands) and blank. Numbers are printed as in the US.
 *
 *     javaFormat("%-12s%05d%10.2f")(["owl", 42, 1.5])   // "owl         00042      1.50"
 *
 * @throws {ConfigurationError} for a conversion that is not among these
 */
export function javaFormat(format: string): (values: readonly FormatValue[]) => string {
  for (const [specifier, , , , , conversion = ""] of format.matchAll(SPECIFIER)) {
    if (!"sSdfxbcn%".includes(conversion)) throw new ConfigurationError(`The format ${specifier} is not known.`);
  }
  return (values) => {
    let next = 0;
    return format.replace(
      SPECIFIER,
      (_, index?: string, flags = "", width?: string, precision?: string, conversion = "") => {
        if (conversion === "n") return "\n";
        if (conversion === "%") return pad("%", flags, width);
        const value = values[index ? Number(index) - 1 : next++];
        return pad(convert(value, conversion, flags, precision), flags, width);
      },
    );
  };
}

function convert(value: FormatValue, conversion: string, flags: string, precision: string | undefined): string {
  if (conversion === "b")
    return String(value === true || (typeof value !== "boolean" && value !== null && value !== undefined));
  if (value === null || value === undefined) return "null";
  if (conversion === "d") return signed(digits(value), flags);
  if (conversion === "f") return signed(decimal(value, precision), flags);
  if (conversion === "x") return BigInt(digits(value)).toString(16);
  const text = String(value).slice(0, precision === undefined ? undefined : Number(precision));
  return conversion === "S" ? text.toUpperCase() : text;
}

function digits(value: FormatValue): string {
  if (typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value))) return value.toString();
  throw new TypeError(`%d and %x print whole numbers, not ${JSON.stringify(value)}.`);
}

function decimal(value: FormatValue, precision: string | undefined): string {
  if (typeof value !== "number" && typeof value !== "bigint") {
    throw new TypeError(`%f prints numbers, not ${JSON.stringify(value)}.`);
  }
  return Number(value).toFixed(precision === undefined ? 6 : Number(precision));
}

function signed(number: string, flags: string): string {
  const negative = number.startsWith("-");
  let text = negative ? number.slice(1) : number;
  if (flags.includes(",")) text = text.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ",");
  return (negative ? "-" : flags.includes("+") ? "+" : flags.includes(" ") ? " " : "") + text;
}

function pad(text: string, flags: string, width: string | undefined): string {
  const length = Number(width ?? 0);
  if (flags.includes("-")) return text.padEnd(length);
  if (!flags.includes("0")) return text.padStart(length);
  const sign = /^[-+ ]/.exec(text)?.[0] ?? "";
  return sign + text.slice(sign.length).padStart(length - sign.length, "0");
}
