/**
 * Job key: the md5 that names a JobInstance beside its job name. Every generation of Spring Batch builds it from another text, so the same
 * parameters have three keys.
 */
import { createHash } from "node:crypto";
import { javaDouble } from "../model/java-double.ts";
import type { JobParameter, JobParameters } from "../model/job-parameters.ts";
import { identifyingParameters } from "../model/job-parameters.ts";
import { javaClassOf, parameterOfText } from "../model/parameter-text.ts";
import { zoneOffsetMs } from "../model/wall-clock.ts";
import { javaZoneName } from "./java-zone-names.ts";
import type { Generation } from "./table-layout.ts";

/**
 * The 32 hex digits of JOB_KEY.
 *
 * @param options.timeZone  default zone of the application's JVM; matters only to DATE parameters of generations 5 and 6, whose key differs
 *   from zone to zone there. Default UTC
 */
export function jobKey(parameters: JobParameters, generation: Generation, options?: { timeZone?: string }): string {
  const source = keySource(parameters, generation, options);
  // Java encodes half a surrogate pair as a question mark.
  return createHash("md5")
    .update(source.replace(/\p{Surrogate}/gu, "?"), "utf8")
    .digest("hex");
}

/** The text that is hashed: identifying parameters in order of their names. Nothing in names or values is escaped. */
export function keySource(parameters: JobParameters, generation: Generation, options?: { timeZone?: string }): string {
  const timeZone = options?.timeZone ?? "UTC";
  return identifyingParameters(parameters)
    .map(([name, parameter]) => {
      if (generation === 4) return `${name}=${valueText4(parameter)};`;
      const value = `value=${valueText5(parameter, timeZone)}, type=${classText(parameter)}, identifying=true}`;
      return generation === 5 ? `${name}={${value};` : `JobParameter{name='${name}', ${value}`;
    })
    .join("");
}

function valueText4(parameter: JobParameter): string {
  if (parameter.value === null) return "";
  if (parameter.type === "DATE") return String(parameter.value.getTime());
  return valueText5(parameter, "UTC");
}

/** What Java's `toString` gives, which is not always what the tables store. */
function valueText5(parameter: JobParameter, timeZone: string): string {
  if (parameter.value === null) return "null";
  switch (parameter.type) {
    case "STRING":
      return parameter.value;
    case "LONG":
      return String(parameter.value);
    case "DOUBLE":
      return javaDouble(parameter.value);
    case "DATE":
      return javaDateText(parameter.value, timeZone);
    case "OTHER":
      return storedToHashed(parameter.javaType, parameter.value);
    default:
      return parameter satisfies never;
  }
}

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `Mon Jan 15 10:30:00 UTC 2024`: English, in the zone, milliseconds lost. */
function javaDateText(date: Date, timeZone: string): string {
  const ms = date.getTime();
  const wall = new Date(ms + zoneOffsetMs(ms, timeZone));
  const two = (n: number) => String(n).padStart(2, "0");
  const time = [wall.getUTCHours(), wall.getUTCMinutes(), wall.getUTCSeconds()].map(two).join(":");
  const zone = javaZoneName(ms, timeZone);
  const year = String(wall.getUTCFullYear()).padStart(4, "0");
  return `${DAYS[wall.getUTCDay()]} ${MONTHS[wall.getUTCMonth()]} ${two(wall.getUTCDate())} ${time} ${zone} ${year}`;
}

/** The stored text of a further Java class, read and printed again as Java does before it hashes. A text of no known form stays as it is. */
function storedToHashed(javaType: string, stored: string): string {
  const parameter = parameterOfText(javaType, stored, true);
  const text = parameter?.type === "OTHER" && parameter.value !== null ? parameter.value : stored;
  return TIME_CLASSES.has(javaType) ? shortTime(text) : text;
}

const TIME_CLASSES = new Set(
  ["LocalTime", "LocalDateTime", "ZonedDateTime", "OffsetDateTime", "OffsetTime"].map((name) => `java.time.${name}`),
);

/** Zero seconds are left out; a fraction has 3, 6 or 9 digits. */
function shortTime(text: string): string {
  return text.replace(
    /(\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?/,
    (_, minutes: string, seconds = "00", fraction = "") => {
      const digits = fraction.replace(/0+$/, "");
      if (digits !== "") return `${minutes}:${seconds}.${digits.padEnd(Math.ceil(digits.length / 3) * 3, "0")}`;
      return seconds === "00" ? minutes : `${minutes}:${seconds}`;
    },
  );
}

/** Interfaces a parameter may be declared with: Java prints them with another word than classes. */
const INTERFACES = new Set([
  "java.lang.CharSequence",
  "java.io.Serializable",
  "java.nio.file.Path",
  "java.util.Collection",
  "java.util.List",
  "java.util.Map",
  "java.util.Set",
]);

function classText(parameter: JobParameter): string {
  const name = javaClassOf(parameter);
  return `${INTERFACES.has(name) ? "interface" : "class"} ${name}`;
}
