import type { ReadNode } from "./context-node.ts";
import type { FieldValue, StreamObject, StreamValue } from "./java-stream.ts";

/** Ways into an object of a Java stream. */

/** What a value stands for. `javaType` is given where the stream names a stand-in for the real class. */
export type Meaning = Pick<ReadNode, "kind" | "text" | "items" | "entries"> & { readonly javaType?: string };
/** Reads a part of the value, once. */
export type ReadPart = (part: StreamValue) => ReadNode;
/** Null when the object is not built as its class builds it: then its fields are shown. */
export type MeaningOf = (object: StreamObject, read: ReadPart) => Meaning | null;

function levelOf(object: StreamObject, className: string): StreamObject["levels"][number] | undefined {
  return object.levels.find(({ desc }) => desc.name === className);
}

export function field(object: StreamObject, name: string): FieldValue | undefined {
  for (const { desc, values } of object.levels) {
    const index = desc.fields.findIndex((known) => known.name === name);
    if (index >= 0) return values[index];
  }
  return undefined;
}

/** A field that holds a value, not a primitive; null otherwise. */
export function part(object: StreamObject, name: string): StreamValue {
  const value = field(object, name);
  return typeof value === "object" || typeof value === "string" ? value : null;
}

/** The values a class wrote, without its bytes. */
export function written(object: StreamObject, className = object.desc.name): StreamValue[] {
  return (levelOf(object, className)?.data ?? []).filter(
    (value): value is StreamValue => !(value instanceof Uint8Array),
  );
}

export function block(object: StreamObject, className = object.desc.name): DataView | null {
  const bytes = levelOf(object, className)?.data?.find((value) => value instanceof Uint8Array);
  return bytes ? new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) : null;
}
