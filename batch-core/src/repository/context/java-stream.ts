/**
 * Reads a Java serialisation stream by its structure alone. No class is known here and nothing is built from one: what comes out is what the
 * stream says, complete enough to be written again (java-stream-writer.ts).
 *
 * @see Java Object Serialization Specification, chapter 6
 */
import { READ_DEPTH_MAX } from "./context-node.ts";

/** A value of the stream. Strings are values to Java too, so equal ones are one. */
export type StreamValue =
  | null
  | string
  | StreamObject
  | StreamArray
  | StreamEnum
  | StreamClass
  | ClassDesc
  | StreamBreak;

export interface ClassField {
  /** B C D F I J S Z for a primitive, L for an object, [ for an array. */
  readonly code: string;
  readonly name: string;
  /** `Ljava/lang/String;` for L and [. */
  readonly type: string | null;
}

export interface ClassDesc {
  readonly kind: "class-desc";
  readonly name: string;
  readonly serialVersionUid: bigint;
  readonly flags: number;
  readonly fields: readonly ClassField[];
  readonly annotations: readonly StreamData[];
  readonly superDesc: ClassDesc | null;
  /** The interfaces of a dynamic proxy; null for a class. */
  readonly interfaces: readonly string[] | null;
}

/** What a class wrote beside its fields: raw bytes and values, in order. Adjacent blocks of bytes are one. */
export type StreamData = Uint8Array | StreamValue;

export type FieldValue = number | bigint | boolean | StreamValue;

export interface StreamObject {
  readonly kind: "object";
  readonly desc: ClassDesc;
  /**
   * One per class, from the topmost superclass down. `data` is null when the class writes none. A class whose writeObject leaves its fields
   * out has no values.
   */
  readonly levels: readonly {
    readonly desc: ClassDesc;
    readonly values: readonly FieldValue[];
    readonly data: readonly StreamData[] | null;
  }[];
}

export interface StreamArray {
  readonly kind: "array";
  readonly desc: ClassDesc;
  /** Elements of an array of objects; of primitives the bytes, big-endian. */
  readonly elements: readonly StreamValue[] | Uint8Array;
}

export interface StreamEnum {
  readonly kind: "enum";
  readonly desc: ClassDesc;
  readonly constant: string;
}

export interface StreamClass {
  readonly kind: "class";
  readonly desc: ClassDesc | null;
}

/** Stands where the stream breaks off, in what could be read until there. Cannot be written. */
export interface StreamBreak {
  readonly kind: "break";
}
const BREAK: StreamBreak = { kind: "break" };

/** Type codes and flags of the stream. */
export const TC = {
  NULL: 0x70,
  REFERENCE: 0x71,
  CLASS_DESC: 0x72,
  OBJECT: 0x73,
  STRING: 0x74,
  ARRAY: 0x75,
  CLASS: 0x76,
  BLOCK: 0x77,
  END: 0x78,
  RESET: 0x79,
  LONG_BLOCK: 0x7a,
  EXCEPTION: 0x7b,
  LONG_STRING: 0x7c,
  PROXY_DESC: 0x7d,
  ENUM: 0x7e,
} as const;
export const SC = {
  WRITE_METHOD: 0x01,
  SERIALIZABLE: 0x02,
  EXTERNALIZABLE: 0x04,
  BLOCK_DATA: 0x08,
  ENUM: 0x10,
} as const;
export const FIRST_HANDLE = 0x7e0000;

/** Bytes of one value of a primitive type. */
export const PRIMITIVE_BYTES: Readonly<Record<string, number>> = { B: 1, C: 2, D: 8, F: 4, I: 4, J: 8, S: 2, Z: 1 };

/** Values, classes and levels of one stream. A stream of four million characters has fewer unless it was made to hurt. */
const STREAM_NODES_MAX = 200_000;

/** How often a stream is read again, as if a class had left its fields out: few do, and each time costs as much as the rest of it. */
const READ_AGAIN_MAX = 8;

/** The stream is broken, cut, or too much. The message is a sentence for the operator. */
export class JavaStreamError extends Error {
  /** What could be read until there; undefined when that is nothing. */
  partial: StreamValue | undefined;
}

/**
 * @param bytes  header and one value; what follows is ignored, as Java does
 * @throws {JavaStreamError} when it is no whole, sane stream
 */
export function readJavaStream(bytes: Uint8Array): StreamValue {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const handles: (StreamValue | undefined)[] = [];
  let at = 0;
  let nodes = 0;
  let readAgain = READ_AGAIN_MAX;

  const fail = (problem: string): never => {
    throw new JavaStreamError(`The Java stream ${problem} (at byte ${at} of ${bytes.length}).`);
  };
  const need = (count: number): number => {
    if (count < 0 || at + count > bytes.length) fail("ends too early");
    const start = at;
    at += count;
    return start;
  };
  const count = (depth: number): void => {
    if (depth > READ_DEPTH_MAX) fail(`is nested deeper than ${READ_DEPTH_MAX} levels`);
    if (++nodes > STREAM_NODES_MAX) fail(`holds more than ${STREAM_NODES_MAX} values`);
  };
  const u1 = () => view.getUint8(need(1));
  const u2 = () => view.getUint16(need(2));
  const i4 = () => view.getInt32(need(4));
  const i8 = () => view.getBigInt64(need(8));
  const text = (length: number) => {
    const start = need(length);
    return readModifiedUtf8(bytes.subarray(start, at)) ?? fail("holds a text that is no modified UTF-8");
  };
  /** Takes the next handle; the slot stays undefined until the value is complete. */
  const reserve = () => handles.push(undefined) - 1;
  const keep = <T extends StreamValue>(slot: number, value: T): T => {
    handles[slot] = value;
    return value;
  };

  const readReference = (): StreamValue => {
    const slot = i4() - FIRST_HANDLE;
    if (slot < 0 || slot >= handles.length) fail("points to a value that is not there");
    const value = handles[slot];
    return value === undefined ? fail("points to a value that is not complete") : value;
  };

  const readValue = (depth: number, code = u1()): StreamValue => {
    count(depth);
    switch (code) {
      case TC.NULL:
        return null;
      case TC.REFERENCE:
        return readReference();
      case TC.STRING:
      case TC.LONG_STRING: {
        const length = code === TC.STRING ? u2() : Number(i8());
        const slot = reserve();
        return keep(slot, text(length));
      }
      case TC.OBJECT:
        return readObject(depth);
      case TC.ARRAY:
        return readArray(depth);
      case TC.ENUM: {
        const desc = needDesc(depth);
        const slot = reserve();
        const constant = readValue(depth + 1);
        return typeof constant === "string"
          ? keep(slot, { kind: "enum", desc, constant })
          : fail("has an enum without a name");
      }
      case TC.CLASS: {
        const desc = readDesc(depth + 1);
        return keep(reserve(), { kind: "class", desc });
      }
      case TC.CLASS_DESC:
      case TC.PROXY_DESC:
        return readDesc(depth, code);
      case TC.EXCEPTION:
        return fail("holds an exception: the application failed while writing it");
      case TC.RESET:
        return fail("starts anew in the middle");
      default:
        return fail(`has an unknown type code 0x${code.toString(16)}`);
    }
  };

  const readDesc = (depth: number, code = u1()): ClassDesc | null => {
    count(depth);
    if (code === TC.NULL) return null;
    if (code === TC.REFERENCE) {
      const desc = readReference();
      return typeof desc === "object" && desc?.kind === "class-desc"
        ? desc
        : fail("points to something that is no class");
    }
    if (code === TC.PROXY_DESC) {
      const slot = reserve();
      const length = i4();
      if (length < 0 || length > 65_535) fail("has a proxy of too many interfaces");
      const interfaces = Array.from({ length }, () => text(u2()));
      const annotations = readAnnotations(depth + 1);
      const superDesc = readDesc(depth + 1);
      const flags = SC.SERIALIZABLE;
      const name = `proxy of ${interfaces.join(", ")}`;
      return keep(slot, {
        kind: "class-desc",
        name,
        serialVersionUid: 0n,
        flags,
        fields: [],
        annotations,
        superDesc,
        interfaces,
      });
    }
    if (code !== TC.CLASS_DESC) return fail(`has type code 0x${code.toString(16)} where a class is expected`);
    const name = text(u2());
    const serialVersionUid = i8();
    const slot = reserve();
    const flags = u1();
    const fields = Array.from({ length: u2() }, () => readField(depth + 1));
    const annotations = readAnnotations(depth + 1);
    const superDesc = readDesc(depth + 1);
    return keep(slot, {
      kind: "class-desc",
      name,
      serialVersionUid,
      flags,
      fields,
      annotations,
      superDesc,
      interfaces: null,
    });
  };

  const needDesc = (depth: number): ClassDesc => readDesc(depth + 1) ?? fail("has a value without a class");

  const readField = (depth: number): ClassField => {
    const code = String.fromCharCode(u1());
    const name = text(u2());
    if (code in PRIMITIVE_BYTES) return { code, name, type: null };
    if (code !== "L" && code !== "[") fail("has a field of an unknown type");
    const type = readValue(depth);
    return typeof type === "string" ? { code, name, type } : fail("has a field without a type");
  };

  const readObject = (depth: number): StreamObject => {
    const desc = needDesc(depth);
    const slot = reserve();
    const levels: StreamObject["levels"][number][] = [];
    // Kept before its parts are read: they may point back to it.
    const object: StreamObject = keep(slot, { kind: "object", desc, levels });
    try {
      for (const level of lineage(desc)) {
        count(depth);
        readLevel(level, levels, depth);
      }
    } catch (error) {
      throw breaksIn(error, object);
    }
    return object;
  };

  const readLevel = (desc: ClassDesc, levels: StreamObject["levels"][number][], depth: number): void => {
    if (desc.flags & SC.EXTERNALIZABLE) {
      if (!(desc.flags & SC.BLOCK_DATA)) fail(`holds a ${desc.name}, which only its own class can read`);
      const data: StreamData[] = [];
      levels.push({ desc, values: [], data });
      readData(data, depth + 1);
      return;
    }
    const hasData = (desc.flags & SC.WRITE_METHOD) !== 0;
    const [start, knownHandles] = [at, handles.length];
    const values: FieldValue[] = [];
    const data: StreamData[] | null = hasData ? [] : null;
    levels.push({ desc, values, data });
    try {
      readFieldValues(desc, values, depth);
      if (data) readData(data, depth + 1);
    } catch (error) {
      const mayHaveLeftOut = hasData && desc.fields.length > 0 && !desc.name.startsWith("java.") && readAgain > 0;
      if (!(error instanceof JavaStreamError) || !mayHaveLeftOut) throw error;
      const failedAt = at;
      readAgain--;
      at = start;
      handles.length = knownHandles;
      try {
        const only: StreamData[] = [];
        readData(only, depth + 1);
        levels[levels.length - 1] = { desc, values: [], data: only };
      } catch (again) {
        if (!(again instanceof JavaStreamError)) throw again;
        at = failedAt;
        throw error;
      }
    }
  };

  const readFieldValues = ({ fields }: ClassDesc, values: FieldValue[], depth: number): void => {
    try {
      for (const field of fields) values.push(readFieldValue(field, depth));
    } catch (error) {
      throw breaksInside(error, values);
    }
  };

  const readFieldValue = ({ code }: ClassField, depth: number): FieldValue => {
    switch (code) {
      case "B":
        return view.getInt8(need(1));
      case "C":
        return u2();
      case "D":
        return view.getFloat64(need(8));
      case "F":
        return view.getFloat32(need(4));
      case "I":
        return i4();
      case "J":
        return i8();
      case "S":
        return view.getInt16(need(2));
      case "Z":
        return u1() !== 0;
      default:
        return readValue(depth + 1);
    }
  };

  const readArray = (depth: number): StreamArray => {
    const desc = needDesc(depth);
    const slot = reserve();
    const length = i4();
    const width = PRIMITIVE_BYTES[desc.name[1] ?? ""];
    if (width !== undefined && desc.name.length === 2) {
      const start = need(length * width);
      return keep(slot, { kind: "array", desc, elements: bytes.slice(start, at) });
    }
    // Every element takes a byte at least: a length that cannot be true makes no array.
    if (length < 0 || length > bytes.length - at) fail("has an array longer than itself");
    const elements: StreamValue[] = [];
    const array: StreamArray = keep(slot, { kind: "array", desc, elements });
    try {
      for (let i = 0; i < length; i++) elements.push(readValue(depth + 1));
    } catch (error) {
      throw breaksIn(breaksInside(error, elements), array);
    }
    return array;
  };

  /** Blocks and values up to the end mark, into `data`. */
  const readData = (data: StreamData[], depth: number): void => {
    try {
      for (let code = u1(); code !== TC.END; code = u1()) {
        if (code !== TC.BLOCK && code !== TC.LONG_BLOCK) {
          data.push(readValue(depth, code));
          continue;
        }
        count(depth);
        const length = code === TC.BLOCK ? u1() : i4();
        const start = need(length);
        data.push(bytes.slice(start, at));
      }
    } catch (error) {
      throw breaksInside(error, data);
    }
    joinBlocks(data);
  };

  const readAnnotations = (depth: number): StreamData[] => {
    const data: StreamData[] = [];
    readData(data, depth);
    return data;
  };

  if (bytes.length < 4 || view.getUint32(0) !== 0xaced0005) fail("does not begin as one");
  at = 4;
  try {
    return readValue(0);
  } catch (error) {
    // The stack is shared with whoever called.
    if (error instanceof RangeError) return fail("is nested too deeply");
    throw error;
  }
}

/** The stream broke while the next of `values` was read: what there is of it is added. */
function breaksInside(error: unknown, values: (StreamData | FieldValue)[]): unknown {
  if (error instanceof JavaStreamError) {
    values.push(error.partial ?? BREAK);
    error.partial = undefined;
  }
  return error;
}

/** The stream broke inside this value. */
function breaksIn(error: unknown, partial: StreamValue): unknown {
  if (error instanceof JavaStreamError) error.partial = partial;
  return error;
}

/** The classes of an object from the topmost superclass down. Chains are finite: a class is complete before anything points to it. */
function lineage(desc: ClassDesc): ClassDesc[] {
  const chain: ClassDesc[] = [];
  for (let level: ClassDesc | null = desc; level; level = level.superDesc) chain.unshift(level);
  return chain;
}

/** Adjacent blocks become one, in place. */
function joinBlocks(data: StreamData[]): void {
  let length = 0;
  for (let i = 0; i < data.length; ) {
    const blocks: Uint8Array[] = [];
    for (let block = data[i]; block instanceof Uint8Array; block = data[++i]) blocks.push(block);
    if (blocks.length > 0) data[length++] = blocks.length === 1 ? (blocks[0] ?? new Uint8Array()) : concat(blocks);
    else data[length++] = data[i++] ?? null;
  }
  data.length = length;
}

function concat(blocks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(blocks.reduce((sum, block) => sum + block.length, 0));
  let at = 0;
  for (const block of blocks) {
    whole.set(block, at);
    at += block.length;
  }
  return whole;
}

/** Java's own UTF-8: every UTF-16 unit by itself, and zero in two bytes. Null when it is not that. */
function readModifiedUtf8(bytes: Uint8Array): string | null {
  const units = new Uint16Array(bytes.length);
  let length = 0;
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i++] ?? 0;
    if (first < 0x80) {
      units[length++] = first;
      continue;
    }
    const second = bytes[i++] ?? 0;
    if ((second & 0xc0) !== 0x80) return null;
    if ((first & 0xe0) === 0xc0) {
      units[length++] = ((first & 0x1f) << 6) | (second & 0x3f);
      continue;
    }
    const third = bytes[i++] ?? 0;
    if ((first & 0xf0) !== 0xe0 || (third & 0xc0) !== 0x80) return null;
    units[length++] = ((first & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f);
  }
  return textOfUnits(units.subarray(0, length));
}

/** UTF-16 units to a string; halves of pairs stay as they are. */
export function textOfUnits(units: Uint16Array): string {
  const parts: string[] = [];
  for (let i = 0; i < units.length; i += 8_192) parts.push(String.fromCharCode(...units.subarray(i, i + 8_192)));
  return parts.join("");
}
