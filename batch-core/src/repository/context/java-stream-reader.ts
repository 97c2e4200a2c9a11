import { READ_DEPTH_MAX } from "./context-node.ts";
import {
  type ClassDesc,
  type ClassField,
  FIRST_HANDLE,
  type FieldValue,
  JavaStreamError,
  PRIMITIVE_BYTES,
  SC,
  type StreamArray,
  type StreamBreak,
  type StreamData,
  type StreamObject,
  type StreamValue,
  TC,
} from "./java-stream.ts";
import { readModifiedUtf8 } from "./modified-utf8.ts";

/** Values, classes and levels of one stream. A stream of four million characters has fewer unless it was made to hurt. */
const STREAM_NODES_MAX = 200_000;

/** How often a stream is read again, as if a class had left its fields out: few do, and each time costs as much as the rest of it. */
const READ_AGAIN_MAX = 8;

const BREAK: StreamBreak = { kind: "break" };

/**
 * Reads a stream by its structure alone, and builds nothing of what it names.
 *
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
