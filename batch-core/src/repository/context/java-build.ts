import { parseDecimal } from "../../model/java-decimal.ts";
import {
  type ClassDesc,
  type ClassField,
  type FieldValue,
  SC,
  type StreamData,
  type StreamObject,
  type StreamValue,
} from "./java-stream.ts";
import { parseInstant, writeJavaTime } from "./java-time.ts";

/** Objects of the JDK as Java would write them into a stream. */

export const javaInteger = (value: number): StreamObject => object(INTEGER, [value]);
export const javaLong = (value: bigint): StreamObject => object(LONG, [value]);
export const javaBoxedDouble = (value: number): StreamObject => object(DOUBLE, [value]);
export const javaBoolean = (value: boolean): StreamObject => object(BOOLEAN, [value]);
export const javaDate = (value: Date): StreamObject => object(DATE, [], [int64(BigInt(value.getTime()))]);

export function javaList(className: JavaListClass, items: readonly StreamValue[]): StreamObject {
  const size = items.length;
  switch (className) {
    case "java.util.ArrayList":
      return object(ARRAY_LIST, [size], [int32(size), ...items]);
    case "java.util.LinkedList":
      return object(LINKED_LIST, [], [int32(size), ...items]);
    case "java.util.TreeSet":
      return object(TREE_SET, [], [null, int32(size), ...items]);
    case "java.util.HashSet":
      return object(HASH_SET, [], [concat(int32(capacityFor(size)), LOAD_FACTOR_BYTES, int32(size)), ...items]);
    case "java.util.LinkedHashSet": {
      const { levels } = javaList("java.util.HashSet", items);
      return {
        kind: "object",
        desc: LINKED_HASH_SET,
        levels: [...levels, { desc: LINKED_HASH_SET, values: [], data: null }],
      };
    }
    default:
      return className satisfies never;
  }
}

export function javaMap(
  className: JavaMapClass,
  entries: readonly (readonly [key: StreamValue, value: StreamValue])[],
): StreamObject {
  const size = entries.length;
  switch (className) {
    case "java.util.TreeMap":
      return object(TREE_MAP, [null], [int32(size), ...entries.flat()]);
    case "java.util.HashMap": {
      const capacity = capacityFor(size);
      const threshold = size === 0 ? 0 : capacity * LOAD_FACTOR;
      return object(HASH_MAP, [LOAD_FACTOR, threshold], [concat(int32(capacity), int32(size)), ...entries.flat()]);
    }
    case "java.util.LinkedHashMap": {
      const { levels } = javaMap("java.util.HashMap", entries);
      return {
        kind: "object",
        desc: LINKED_HASH_MAP,
        levels: [...levels, { desc: LINKED_HASH_MAP, values: [false], data: null }],
      };
    }
    default:
      return className satisfies never;
  }
}

/** Lists and maps that every format can build from their elements. */
export const LIST_CLASSES = [
  "java.util.ArrayList",
  "java.util.LinkedList",
  "java.util.HashSet",
  "java.util.LinkedHashSet",
  "java.util.TreeSet",
] as const;
export const MAP_CLASSES = ["java.util.HashMap", "java.util.LinkedHashMap", "java.util.TreeMap"] as const;
export type JavaListClass = (typeof LIST_CLASSES)[number];
export type JavaMapClass = (typeof MAP_CLASSES)[number];

/** An object of one of the classes with a text form. Null when the text is not of that class, or the class not known. */
export function javaScalar(className: string, text: string): StreamValue {
  switch (className) {
    case "java.lang.Double":
      return isNumeric(text) ? javaBoxedDouble(Number(text)) : null;
    case "java.lang.Float":
      return isNumeric(text) ? object(FLOAT, [Number(text)]) : null;
    case "java.lang.Short":
      return inRange(text, 16) ? object(SHORT, [Number(text)]) : null;
    case "java.lang.Byte":
      return inRange(text, 8) ? object(BYTE, [Number(text)]) : null;
    case "java.lang.Character":
      return text.length === 1 ? object(CHARACTER, [text.charCodeAt(0)]) : null;
    case "java.math.BigInteger":
      return /^-?\d+$/.test(text) ? bigInteger(BigInt(text)) : null;
    case "java.math.BigDecimal": {
      const decimal = parseDecimal(text);
      return decimal && object(BIG_DECIMAL, [decimal.scale, bigInteger(decimal.unscaled)], []);
    }
    case "java.sql.Timestamp": {
      const instant = parseInstant(text);
      return instant && timestamp(instant.seconds, instant.nanos);
    }
    case "java.util.UUID":
      return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text) ? uuid(text) : null;
    default: {
      const bytes = writeJavaTime(className, text);
      return bytes && object(TIME, [], [bytes]);
    }
  }
}

function isNumeric(text: string): boolean {
  return /^-?(\d+(\.\d+)?(E-?\d+)?|Infinity|NaN)$/.test(text);
}

function inRange(text: string, bits: number): boolean {
  return /^-?\d{1,6}$/.test(text) && BigInt.asIntN(bits, BigInt(text)) === BigInt(text);
}

/** One level per class; a superclass here has neither fields nor data. */
function object(
  desc: ClassDesc,
  values: readonly FieldValue[],
  data: readonly StreamData[] | null = null,
): StreamObject {
  const own = { desc, values, data };
  const above = desc.superDesc ? [{ desc: desc.superDesc, values: [], data: null }] : [];
  return { kind: "object", desc, levels: [...above, own] };
}

/** Java keeps the milliseconds of a Timestamp with its nanoseconds, and whole seconds in the Date above. */
function timestamp(seconds: bigint, nanos: number): StreamObject {
  const levels = [
    { desc: DATE, values: [], data: [int64(seconds * 1000n)] },
    { desc: TIMESTAMP, values: [nanos], data: null },
  ];
  return { kind: "object", desc: TIMESTAMP, levels };
}

function bigInteger(value: bigint): StreamObject {
  const magnitude = value < 0n ? -value : value;
  const hex = magnitude === 0n ? "" : magnitude.toString(16);
  const elements = Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex");
  const signum = value === 0n ? 0 : value < 0n ? -1 : 1;
  // The first four are what Java writes for fields it no longer keeps.
  return object(BIG_INTEGER, [-1, -1, -2, -2, signum, { kind: "array", desc: BYTES, elements }], []);
}

function uuid(text: string): StreamObject {
  const digits = text.replaceAll("-", "");
  const [most, least] = [digits.slice(0, 16), digits.slice(16)].map((half) => BigInt.asIntN(64, BigInt(`0x${half}`)));
  return object(UUID, [least ?? 0n, most ?? 0n]);
}

const LOAD_FACTOR = 0.75;
const LOAD_FACTOR_BYTES = Uint8Array.from([0x3f, 0x40, 0, 0]);

/** Buckets of a hash table that grew while it was filled. */
function capacityFor(size: number): number {
  let capacity = 16;
  while (capacity * LOAD_FACTOR < size) capacity *= 2;
  return capacity;
}

function int32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int64(value: bigint): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return bytes;
}

function concat(...parts: Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}

/** @param fields  `I size`, or `L intVal Ljava/math/BigInteger;` */
function classDesc(
  name: string,
  uid: bigint,
  flags: number,
  fields: string[] = [],
  superDesc: ClassDesc | null = null,
): ClassDesc {
  const toField = (text: string): ClassField => {
    const [code = "", fieldName = "", type = null] = text.split(" ");
    return { code, name: fieldName, type };
  };
  const serialVersionUid = BigInt.asIntN(64, uid);
  return {
    kind: "class-desc",
    name,
    serialVersionUid,
    flags,
    fields: fields.map(toField),
    annotations: [],
    superDesc,
    interfaces: null,
  };
}

const PLAIN = SC.SERIALIZABLE;
const WITH_DATA = SC.SERIALIZABLE | SC.WRITE_METHOD;

const NUMBER = classDesc("java.lang.Number", 0x86ac951d0b94e08bn, PLAIN);
const INTEGER = classDesc("java.lang.Integer", 0x12e2a0a4f7818738n, PLAIN, ["I value"], NUMBER);
const LONG = classDesc("java.lang.Long", 0x3b8be490cc8f23dfn, PLAIN, ["J value"], NUMBER);
const DOUBLE = classDesc("java.lang.Double", 0x80b3c24a296bfb04n, PLAIN, ["D value"], NUMBER);
const FLOAT = classDesc("java.lang.Float", 0xdaedc9a2db3cf0ecn, PLAIN, ["F value"], NUMBER);
const SHORT = classDesc("java.lang.Short", 0x684d37133460da52n, PLAIN, ["S value"], NUMBER);
const BYTE = classDesc("java.lang.Byte", 0x9c4e6084ee50f51cn, PLAIN, ["B value"], NUMBER);
const BOOLEAN = classDesc("java.lang.Boolean", 0xcd207280d59cfaeen, PLAIN, ["Z value"]);
const CHARACTER = classDesc("java.lang.Character", 0x348b47d96b1a2678n, PLAIN, ["C value"]);
const DATE = classDesc("java.util.Date", 0x686a81014b597419n, WITH_DATA);
const TIMESTAMP = classDesc("java.sql.Timestamp", 0x2618d5c80153bf65n, PLAIN, ["I nanos"], DATE);
const UUID = classDesc("java.util.UUID", 0xbc9903f7986d852fn, PLAIN, ["J leastSigBits", "J mostSigBits"]);
const TIME = classDesc("java.time.Ser", 0x955d84ba1b2248b2n, SC.EXTERNALIZABLE | SC.BLOCK_DATA);
const BYTES = classDesc("[B", 0xacf317f8060854e0n, PLAIN);
const BIG_INTEGER = classDesc(
  "java.math.BigInteger",
  0x8cfc9f1fa93bfb1dn,
  WITH_DATA,
  ["I bitCount", "I bitLength", "I firstNonzeroByteNum", "I lowestSetBit", "I signum", "[ magnitude [B"],
  NUMBER,
);
const BIG_DECIMAL = classDesc(
  "java.math.BigDecimal",
  0x54c71557f981284fn,
  WITH_DATA,
  ["I scale", "L intVal Ljava/math/BigInteger;"],
  NUMBER,
);
const ARRAY_LIST = classDesc("java.util.ArrayList", 0x7881d21d99c7619dn, WITH_DATA, ["I size"]);
const LINKED_LIST = classDesc("java.util.LinkedList", 0x0c29535d4a608822n, WITH_DATA);
const HASH_SET = classDesc("java.util.HashSet", 0xba44859596b8b734n, WITH_DATA);
const LINKED_HASH_SET = classDesc("java.util.LinkedHashSet", 0xd86cd75a95dd2a1en, PLAIN, [], HASH_SET);
const TREE_SET = classDesc("java.util.TreeSet", 0xdd98509395ed875bn, WITH_DATA);
const HASH_MAP = classDesc("java.util.HashMap", 0x0507dac1c31660d1n, WITH_DATA, ["F loadFactor", "I threshold"]);
const LINKED_HASH_MAP = classDesc("java.util.LinkedHashMap", 0x34c04e5c106cc0fbn, PLAIN, ["Z accessOrder"], HASH_MAP);
const TREE_MAP = classDesc("java.util.TreeMap", 0x0cc1f63e2d256ae6n, WITH_DATA, [
  "L comparator Ljava/util/Comparator;",
]);
