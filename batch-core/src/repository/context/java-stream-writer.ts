import { READ_DEPTH_MAX } from "./context-node.ts";
import {
  type ClassDesc,
  type ClassField,
  FIRST_HANDLE,
  type FieldValue,
  JavaStreamError,
  PRIMITIVE_BYTES,
  type StreamArray,
  type StreamData,
  type StreamObject,
  type StreamValue,
  TC,
} from "./java-stream.ts";
import { writeModifiedUtf8 } from "./modified-utf8.ts";

/** Deeper than a reader goes, because it counts differently; far less than the stack holds. */
const WRITE_DEPTH_MAX = 2 * READ_DEPTH_MAX;

/**
 * Writes what java-stream-reader.ts reads: header and one value. The same object at two places is written once and then pointed to, and so are
 * equal strings.
 *
 * @throws {JavaStreamError} when the values are nested too deeply
 */
export function writeJavaStream(root: StreamValue): Buffer {
  const out = new ByteSink();
  const handles = new Map<StreamValue, number>();
  const keep = (value: StreamValue) => handles.set(value, FIRST_HANDLE + handles.size);

  const writeValue = (value: StreamValue, depth: number): void => {
    if (depth > WRITE_DEPTH_MAX) throw new JavaStreamError(`is nested deeper than ${WRITE_DEPTH_MAX} levels`);
    if (value === null) out.byte(TC.NULL);
    else if (writeReference(value)) return;
    else if (typeof value === "string") writeString(value);
    else if (value.kind === "break") throw new JavaStreamError("was not read to its end");
    else if (value.kind === "object") writeObject(value, depth);
    else if (value.kind === "array") writeArray(value, depth);
    else if (value.kind === "class-desc") writeDesc(value, depth);
    else {
      out.byte(value.kind === "enum" ? TC.ENUM : TC.CLASS);
      writeDesc(value.desc, depth + 1);
      keep(value);
      if (value.kind === "enum") writeValue(value.constant, depth + 1);
    }
  };

  const writeArray = (array: StreamArray, depth: number): void => {
    const { desc, elements } = array;
    out.byte(TC.ARRAY);
    writeDesc(desc, depth + 1);
    keep(array);
    if (elements instanceof Uint8Array) {
      out.int(elements.length / (PRIMITIVE_BYTES[desc.name[1] ?? ""] ?? 1));
      out.bytes(elements);
    } else {
      out.int(elements.length);
      for (const element of elements) writeValue(element, depth + 1);
    }
  };

  const writeReference = (value: StreamValue): boolean => {
    const handle = handles.get(value);
    if (handle === undefined) return false;
    out.byte(TC.REFERENCE);
    out.int(handle);
    return true;
  };

  const writeString = (text: string): void => {
    const bytes = writeModifiedUtf8(text);
    const isLong = bytes.length > 0xffff;
    out.byte(isLong ? TC.LONG_STRING : TC.STRING);
    keep(text);
    if (isLong) out.long(BigInt(bytes.length));
    else out.short(bytes.length);
    out.bytes(bytes);
  };

  const writeUtf = (text: string): void => {
    const bytes = writeModifiedUtf8(text);
    out.short(bytes.length);
    out.bytes(bytes);
  };

  /** Values of several streams and our own may meet here, each with its own copy of one class. */
  const firstByKey = new Map<string, ClassDesc>();
  const firstByCopy = new Map<ClassDesc, ClassDesc>();
  const firstAlike = (desc: ClassDesc): ClassDesc => {
    const known = firstByCopy.get(desc);
    if (known) return known;
    const key = descKey(desc);
    const first = (key === null ? undefined : firstByKey.get(key)) ?? desc;
    if (key !== null) firstByKey.set(key, first);
    firstByCopy.set(desc, first);
    return first;
  };

  const writeDesc = (wanted: ClassDesc | null, depth: number): void => {
    if (wanted === null) {
      out.byte(TC.NULL);
      return;
    }
    const desc = firstAlike(wanted);
    if (writeReference(desc)) return;
    if (desc.interfaces) {
      out.byte(TC.PROXY_DESC);
      keep(desc);
      out.int(desc.interfaces.length);
      desc.interfaces.forEach(writeUtf);
    } else {
      out.byte(TC.CLASS_DESC);
      writeUtf(desc.name);
      out.long(desc.serialVersionUid);
      keep(desc);
      out.byte(desc.flags);
      out.short(desc.fields.length);
      for (const field of desc.fields) {
        out.byte(field.code.charCodeAt(0));
        writeUtf(field.name);
        if (field.type !== null) writeValue(field.type, depth + 1);
      }
    }
    writeData(desc.annotations, depth + 1);
    writeDesc(desc.superDesc, depth + 1);
  };

  const writeObject = (object: StreamObject, depth: number): void => {
    out.byte(TC.OBJECT);
    writeDesc(object.desc, depth + 1);
    keep(object);
    for (const { desc, values, data } of object.levels) {
      if (values.length > 0) {
        desc.fields.forEach((field, i) => {
          writeField(field, values[i] ?? null, depth);
        });
      }
      if (data) writeData(data, depth + 1);
    }
  };

  const writeField = ({ code }: ClassField, value: FieldValue, depth: number): void => {
    if (code === "L" || code === "[")
      writeValue(typeof value === "object" || typeof value === "string" ? value : null, depth + 1);
    else if (code === "J") out.long(typeof value === "bigint" ? value : 0n);
    else writePrimitive(code, Number(value));
  };

  const writePrimitive = (code: string, value: number): void => {
    if (code === "B" || code === "Z") out.byte(value);
    else if (code === "C" || code === "S") out.short(value);
    else if (code === "I") out.int(value);
    else if (code === "F") out.float(value);
    else out.double(value);
  };

  const writeData = (data: readonly StreamData[], depth: number): void => {
    for (const part of data) {
      if (!(part instanceof Uint8Array)) {
        writeValue(part, depth);
      } else if (part.length > 0xff) {
        out.byte(TC.LONG_BLOCK);
        out.int(part.length);
        out.bytes(part);
      } else {
        out.byte(TC.BLOCK);
        out.byte(part.length);
        out.bytes(part);
      }
    }
    out.byte(TC.END);
  };

  out.int(0xaced0005 | 0);
  writeValue(root, 0);
  return out.toBuffer();
}

/** The same for two descriptions of one class; null for one that nothing is like. */
function descKey(desc: ClassDesc): string | null {
  if (desc.interfaces || desc.annotations.length > 0) return null;
  const above = desc.superDesc ? descKey(desc.superDesc) : "";
  if (above === null) return null;
  const fields = desc.fields.map(({ code, name, type }) => [code, name, type]);
  return JSON.stringify([desc.name, String(desc.serialVersionUid), desc.flags, fields, above]);
}

/** Big-endian bytes that grow. */
class ByteSink {
  #buffer = Buffer.alloc(1_024);
  #length = 0;

  /** The place of the next `count` bytes. */
  #grow(count: number): number {
    const start = this.#length;
    this.#length += count;
    if (this.#length > this.#buffer.length) {
      const larger = Buffer.alloc(this.#length * 2);
      this.#buffer.copy(larger);
      this.#buffer = larger;
    }
    return start;
  }

  byte(value: number): void {
    const at = this.#grow(1);
    this.#buffer[at] = value;
  }
  short(value: number): void {
    const at = this.#grow(2);
    this.#buffer.writeUInt16BE(value & 0xffff, at);
  }
  int(value: number): void {
    const at = this.#grow(4);
    this.#buffer.writeInt32BE(value, at);
  }
  long(value: bigint): void {
    const at = this.#grow(8);
    this.#buffer.writeBigInt64BE(value, at);
  }
  float(value: number): void {
    const at = this.#grow(4);
    this.#buffer.writeFloatBE(value, at);
  }
  double(value: number): void {
    const at = this.#grow(8);
    this.#buffer.writeDoubleBE(value, at);
  }
  bytes(value: Uint8Array): void {
    const at = this.#grow(value.length);
    this.#buffer.set(value, at);
  }
  toBuffer(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }
}
