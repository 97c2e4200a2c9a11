import { javaDouble } from "./java-double.ts";
import type { JobParameter, JobParameters } from "./job-parameters.ts";
import { javaClassOf, parameterOfText, valueText } from "./parameter-text.ts";
import { instantToWallClock, wallClockToInstant } from "./wall-clock.ts";

/**
 * Parameters as text: the notations of Spring Batch's command lines and properties. Reading them never throws; what cannot be understood is a
 * problem under its own key, for a JobParametersInvalidError. Where Java would take a part of a wrong text and forget the rest ("12abc"
 * as 12, month 13 as next January), this refuses it.
 */
export interface ParsedParameters {
  /** Those without a problem. Of two with one name the later one counts. */
  readonly parameters: JobParameters;
  /** Key as given to what is wrong with it. */
  readonly problems: Readonly<Record<string, string>>;
}

/** Keys and texts, as in a properties file. */
export type Notation = Iterable<readonly [key: string, text: string]>;

type Parsed = { readonly name: string; readonly parameter: JobParameter } | { readonly problem: string };

function parseAll(notation: Notation, parse: (key: string, text: string) => Parsed): ParsedParameters {
  const parameters = new Map<string, JobParameter>();
  const problems: [string, string][] = [];
  for (const [key, text] of notation) {
    const parsed = parse(key, text);
    if ("problem" in parsed) problems.push([key, parsed.problem]);
    else parameters.set(parsed.name, parsed.parameter);
  }
  return { parameters, problems: Object.fromEntries(problems) };
}

/**
 * The notation of 4.x: `run.id(long)=5`, `-comment=x` for one that does not identify.
 *
 * @param timeZone  a `(date)` is midnight of that day in this zone
 * @see Spring Batch 4 DefaultJobParametersConverter
 */
export function parseParameters4(notation: Notation, timeZone: string): ParsedParameters {
  return parseAll(notation, (key, text) => {
    const identifying = !key.startsWith("-");
    const rest = /^[-+]/.test(key) ? key.slice(1) : key;
    const named = (suffix: string, parameter: JobParameter): Parsed => ({
      name: rest.replaceAll(suffix, ""),
      parameter,
    });

    if (rest.endsWith("(date)")) {
      const value = dateOfSlashes(text, timeZone);
      return value
        ? named("(date)", { type: "DATE", value, identifying })
        : { problem: `"${text}" is no date; write it as yyyy/MM/dd` };
    }
    if (rest.endsWith("(long)")) {
      const value = decimalNumber(text);
      if (typeof value === "bigint") return named("(long)", { type: "LONG", value, identifying });
      return { problem: `"${text}" is no whole number of 64 bits` };
    }
    if (rest.endsWith("(double)")) {
      const value = decimalNumber(text);
      return value === null
        ? { problem: `"${text}" is no number` }
        : named("(double)", { type: "DOUBLE", value: Number(value), identifying });
    }
    // "(STRING)" is understood too, but stays in the name.
    return named("(string)", { type: "STRING", value: text, identifying });
  });
}

/** Texts get no suffix, dates lose their time of day, and what has no value is left out. */
export function formatParameters4(parameters: JobParameters, timeZone: string): [key: string, text: string][] {
  return [...parameters].flatMap(([name, parameter]): [string, string][] => {
    if (parameter.value === null) return [];
    const key = `${parameter.identifying ? "" : "-"}${name}`;
    switch (parameter.type) {
      case "DATE":
        return [[`${key}(date)`, instantToWallClock(parameter.value, timeZone).slice(0, 10).replaceAll("-", "/")]];
      case "LONG":
        return [[`${key}(long)`, String(parameter.value)]];
      case "DOUBLE":
        return [[`${key}(double)`, javaDouble(parameter.value)]];
      case "STRING":
      case "OTHER":
        return [[key, parameter.value]];
      default:
        return parameter satisfies never;
    }
  });
}

function dateOfSlashes(text: string, timeZone: string): Date | null {
  const match = /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/.exec(text);
  if (!match) return null;
  const [, year = "", month = "", day = ""] = match;
  const date = wallClockToInstant(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`, timeZone);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** As java.text.NumberFormat reads English: `1,234.5`, `1.0E7`. A whole number of 64 bits is a bigint, even when written 1.0. */
function decimalNumber(text: string): bigint | number | null {
  if (text === "NaN") return Number.NaN;
  const match = /^(-?)([\d,]*)(?:\.(\d*))?(?:E(-?\d{1,4}))?$/.exec(text);
  const [, sign = "", grouped = "", fraction = "", exponent = ""] = match ?? [];
  const whole = grouped.replaceAll(",", "");
  if (!match || whole + fraction === "") return null;
  const value = Number(`${sign}${whole || "0"}.${fraction || "0"}e${exponent || "0"}`);
  if (exponent !== "") return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (/[^0]/.test(fraction) || Object.is(value, -0)) return value;
  const integer = BigInt(`${sign}${whole || "0"}`);
  return BigInt.asIntN(64, integer) === integer ? integer : value;
}

/**
 * The notation of 5.x and 6.x: `value,type,identifying`, of which only the value is needed. Every comma separates, so a value with commas
 * needs the JSON notation.
 *
 * @see Spring Batch 5 DefaultJobParametersConverter
 */
export function parseParameters5(notation: Notation): ParsedParameters {
  return parseAll(notation, (name, text) => {
    const [value = "", javaType = "java.lang.String", identifying = "true"] = text.split(",");
    if (!CLASS_NAME.test(javaType))
      return { problem: `"${javaType}" is no Java class; a value with commas needs the JSON notation` };
    return typedParameter(name, value, javaType, identifying);
  });
}

/** All three parts, always. What has no value is left out. */
export function formatParameters5(parameters: JobParameters): [name: string, text: string][] {
  return [...parameters].flatMap(([name, parameter]): [string, string][] => {
    const text = valueText(parameter);
    return text === null ? [] : [[name, `${text},${javaClassOf(parameter)},${parameter.identifying}`]];
  });
}

/**
 * The JSON notation of 5.x and 6.x: `{"value":"5","type":"java.lang.Long","identifying":"false"}`; type and identifying may be missing.
 *
 * @see Spring Batch 5 JsonJobParametersConverter
 */
export function parseParametersJson(notation: Notation): ParsedParameters {
  return parseAll(notation, (name, text) => {
    const members = jsonMembers(text);
    if (!members) return { problem: `"${text}" is no JSON object` };
    const unknown = [...members.keys()].find((member) => !["name", "value", "type", "identifying"].includes(member));
    if (unknown !== undefined) return { problem: `the JSON has an unknown member "${unknown}"` };
    const value = members.get("value");
    if (value === undefined) return { problem: "the JSON has no value" };
    return typedParameter(name, value, members.get("type") ?? "java.lang.String", members.get("identifying") ?? "true");
  });
}

/** @param generation  6.x writes the name as well */
export function formatParametersJson(parameters: JobParameters, generation: 5 | 6): [name: string, text: string][] {
  return [...parameters].flatMap(([name, parameter]): [string, string][] => {
    const value = valueText(parameter);
    if (value === null) return [];
    const members = { value, type: javaClassOf(parameter), identifying: String(parameter.identifying) };
    return [[name, JSON.stringify(generation === 6 ? { name, ...members } : members)]];
  });
}

/** Members that are texts, or that Jackson would read as one; null when it is no object of such. */
function jsonMembers(text: string): Map<string, string> | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return null;
  const members = Object.entries(parsed).filter(([, value]) => value !== null);
  if (members.some(([, value]) => typeof value === "object")) return null;
  return new Map(members.map(([member, value]) => [member, String(value)]));
}

const CLASS_NAME = /^(?:\[+(?:[BCDFIJSZ]|L[^;]+;)|(?:[\p{L}_$][\p{L}\d_$]*\.)+[\p{L}_$][\p{L}\d_$]*)$/u;

function typedParameter(name: string, value: string, javaType: string, identifying: string): Parsed {
  if (!CLASS_NAME.test(javaType)) return { problem: `"${javaType}" is no Java class` };
  const parameter = parameterOfText(javaType, value, identifying.toLowerCase() === "true");
  return parameter ? { name, parameter } : { problem: `"${value}" is no ${javaType}` };
}
