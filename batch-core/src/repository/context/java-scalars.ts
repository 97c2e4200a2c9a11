import { formatDecimal } from "../../model/java-decimal.ts";
import { javaDouble, javaFloat } from "../../model/java-double.ts";
import { block, field, type Meaning, type MeaningOf, part, written } from "./java-objects.ts";
import type { FieldValue, StreamObject, StreamValue } from "./java-stream.ts";
import { instantText, readJavaTime } from "./java-time.ts";
import { textOfUnits } from "./modified-utf8.ts";

/** Bytes of a BigInteger that is still turned into digits: ten thousand of them. More only costs time. */
const MAGNITUDE_BYTES_MAX = 4_096;

/** Codes of primitive types and their names. */
export const PRIMITIVES: ReadonlyMap<string, string> = new Map([
  ["B", "byte"],
  ["C", "char"],
  ["D", "double"],
  ["F", "float"],
  ["I", "int"],
  ["J", "long"],
  ["S", "short"],
  ["Z", "boolean"],
]);

/** A primitive as Java prints it. */
export function primitiveMeaning(code: string, value: FieldValue): Meaning {
  if (code === "Z") return { kind: "boolean", text: String(value) };
  if (code === "C") return { kind: "string", text: String.fromCharCode(Number(value)) };
  if (code === "D") return { kind: "number", text: javaDouble(Number(value)) };
  if (code === "F") return { kind: "number", text: javaFloat(Number(value)) };
  return { kind: "number", text: String(value) };
}

function boxed(code: string) {
  return (object: StreamObject): Meaning | null => {
    const value = field(object, "value");
    return value === undefined || typeof value === "object" ? null : primitiveMeaning(code, value);
  };
}

function dateMeaning(object: StreamObject): Meaning | null {
  const view = block(object, "java.util.Date");
  if (!view || view.byteLength < 8) return null;
  const millis = view.getBigInt64(0);
  const nanos = field(object, "nanos");
  const inSecond = Number(((millis % 1000n) + 1000n) % 1000n);
  const seconds = (millis - BigInt(inSecond)) / 1000n;
  const text = instantText(seconds, typeof nanos === "number" ? nanos : inSecond * 1_000_000);
  return text === null ? { kind: "cut", text: `a date too far away: ${millis} ms` } : { kind: "date", text };
}

function bigIntegerOf(value: StreamValue): bigint | null {
  if (typeof value !== "object" || value?.kind !== "object") return null;
  const magnitude = part(value, "magnitude");
  const signum = field(value, "signum");
  if (typeof magnitude !== "object" || magnitude?.kind !== "array" || !(magnitude.elements instanceof Uint8Array))
    return null;
  if (magnitude.elements.length > MAGNITUDE_BYTES_MAX) return null;
  const digits = BigInt(`0x${Buffer.from(magnitude.elements).toString("hex") || "0"}`);
  return signum === -1 ? -digits : digits;
}

function uuidMeaning(object: StreamObject): Meaning | null {
  const [most, least] = [field(object, "mostSigBits"), field(object, "leastSigBits")];
  if (typeof most !== "bigint" || typeof least !== "bigint") return null;
  const hex = (bits: bigint) => BigInt.asUintN(64, bits).toString(16).padStart(16, "0");
  const digits = hex(most) + hex(least);
  const cut = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)];
  return { kind: "string", text: cut.join("-") };
}

/** As `toString` prints it: `ko_KR`, `zh_TW_#Hant_x-foo`. */
function localeMeaning(object: StreamObject): Meaning {
  const of = (name: string) => String(part(object, name) ?? "");
  const [language, country, variant] = [of("language"), of("country"), of("variant")];
  const [script, extensions] = [of("script"), of("extensions")];
  let text = language;
  if (country || (language && (variant || script || extensions))) text += `_${country}`;
  if (!language && !country) return { kind: "string", text };
  if (variant) text += `_${variant}`;
  if (script) text += `_#${script}`;
  if (extensions) text += `_${script ? "" : "#"}${extensions}`;
  return { kind: "string", text };
}

/** Characters in an array, of which the first `count` are the text. */
function builderMeaning(object: StreamObject): Meaning | null {
  const isBuffer = object.desc.name === "java.lang.StringBuffer";
  const array = isBuffer ? part(object, "value") : (written(object)[0] ?? null);
  const view = block(object);
  const count = isBuffer ? Number(field(object, "count")) : view && view.byteLength >= 4 ? view.getInt32(0) : 0;
  if (typeof array !== "object" || array?.kind !== "array" || !(array.elements instanceof Uint8Array)) return null;
  if (array.desc.name !== "[C") return null;
  const bytes = Buffer.from(array.elements).swap16();
  const units = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
  return { kind: "string", text: textOfUnits(units.subarray(0, Math.max(0, count))) };
}

/** Classes of the JDK that are one value. */
export const SCALARS: Readonly<Record<string, MeaningOf>> = {
  "java.lang.Integer": boxed("I"),
  "java.lang.Long": boxed("J"),
  "java.lang.Short": boxed("S"),
  "java.lang.Byte": boxed("B"),
  "java.lang.Double": boxed("D"),
  "java.lang.Float": boxed("F"),
  "java.lang.Boolean": boxed("Z"),
  "java.lang.Character": boxed("C"),
  "java.util.concurrent.atomic.AtomicInteger": boxed("I"),
  "java.util.concurrent.atomic.AtomicLong": boxed("J"),
  "java.util.concurrent.atomic.AtomicBoolean": (object) => ({
    kind: "boolean",
    text: String(field(object, "value") === 1),
  }),
  "java.math.BigInteger": (object) => {
    const value = bigIntegerOf(object);
    return value === null
      ? { kind: "cut", text: "a number of too many digits" }
      : { kind: "number", text: String(value) };
  },
  "java.math.BigDecimal": (object) => {
    const unscaled = bigIntegerOf(part(object, "intVal"));
    if (unscaled === null) return { kind: "cut", text: "a number of too many digits" };
    return { kind: "number", text: formatDecimal({ unscaled, scale: Number(field(object, "scale")) }) };
  },
  "java.util.Date": dateMeaning,
  "java.sql.Date": dateMeaning,
  "java.sql.Time": dateMeaning,
  "java.sql.Timestamp": dateMeaning,
  "java.time.Ser": (object) => {
    const view = block(object);
    const time = view && readJavaTime(view);
    if (!time) return null;
    const isDate = /(Date|Time|Instant|Year|YearMonth|MonthDay)$/.test(time.javaType);
    return { kind: isDate ? "date" : "string", javaType: time.javaType, text: time.text };
  },
  "java.util.UUID": uuidMeaning,
  "java.util.Locale": localeMeaning,
  "java.util.Currency": (object) => ({ kind: "string", text: String(part(object, "currencyCode")) }),
  "java.net.URI": (object) => ({ kind: "string", text: String(part(object, "string")) }),
  "java.io.File": (object) => ({ kind: "string", text: String(part(object, "path")) }),
  "java.lang.StringBuilder": builderMeaning,
  "java.lang.StringBuffer": builderMeaning,
};
