import { DEPTH_MAX, type ReadNode } from "./context-node.ts";
import { COLLECTIONS } from "./java-collections.ts";
import type { Meaning, MeaningOf, ReadPart } from "./java-objects.ts";
import { PRIMITIVES, primitiveMeaning, SCALARS } from "./java-scalars.ts";
import {
  type FieldValue,
  PRIMITIVE_BYTES,
  type StreamArray,
  type StreamBreak,
  type StreamObject,
  type StreamValue,
} from "./java-stream.ts";

/** Elements of an array of primitives that are shown. */
const PRIMITIVES_SHOWN_MAX = 10_000;

/** A map, so that a class called `constructor` is not mistaken for a known one. */
const MEANINGS: ReadonlyMap<string, MeaningOf> = new Map(Object.entries({ ...SCALARS, ...COLLECTIONS }));

/** What the values of a Java stream mean: classes of the JDK by what they stand for, every other class by its fields. */
export function javaValueToNode(root: StreamValue): ReadNode {
  const done = new Map<StreamValue, ReadNode>();
  const open = new Set<StreamValue>();

  const read = (value: StreamValue, depth: number): ReadNode => {
    if (value === null) return { kind: "null", javaType: null, content: value };
    if (typeof value === "string") return { kind: "string", javaType: "java.lang.String", text: value, content: value };
    if (value.kind === "break")
      return { kind: "cut", javaType: null, text: "not read: broken from here on", content: value };
    const known = done.get(value);
    if (known) return known;
    const javaType = value.kind === "class" || value.kind === "class-desc" ? "java.lang.Class" : value.desc.name;
    if (open.has(value)) return { kind: "reference", javaType, text: "contains itself", content: value };
    if (depth > DEPTH_MAX) return { kind: "cut", javaType, text: "not shown: nested too deeply", content: value };
    open.add(value);
    const node: ReadNode = { javaType, ...meaningOf(value, (part) => read(part, depth + 1)), content: value };
    open.delete(value);
    done.set(value, node);
    return node;
  };

  return read(root, 0);
}

function meaningOf(value: Exclude<StreamValue, null | string | StreamBreak>, read: ReadPart): Meaning {
  switch (value.kind) {
    case "class":
      return { kind: "string", text: value.desc?.name ?? "" };
    case "class-desc":
      return { kind: "string", text: value.name };
    case "enum":
      return { kind: "enum", text: value.constant };
    case "array":
      return arrayMeaning(value, read);
    case "object":
      return knownMeaning(value, read) ?? fieldsOf(value, read);
    default:
      return value satisfies never;
  }
}

/** As its class is known to be built, or the known class it extends without adding anything. */
function knownMeaning(object: StreamObject, read: ReadPart): Meaning | null {
  for (const { desc, values, data } of object.levels.toReversed()) {
    const meaning = MEANINGS.get(desc.name);
    if (meaning) return meaning(object, read);
    if (values.length > 0 || data) return null;
  }
  return null;
}

function arrayMeaning({ desc, elements }: StreamArray, read: ReadPart): Meaning {
  if (!(elements instanceof Uint8Array)) return { kind: "list", items: elements.map(read) };
  if (desc.name === "[B") return { kind: "bytes", text: Buffer.from(elements).toString("base64") };

  const code = desc.name[1] ?? "";
  const length = elements.length / (PRIMITIVE_BYTES[code] ?? 1);
  const view = new DataView(elements.buffer, elements.byteOffset, elements.byteLength);
  const items = Array.from({ length: Math.min(length, PRIMITIVES_SHOWN_MAX) }, (_, i) =>
    primitive(code, elementAt(view, code, i)),
  );
  const left = length - items.length;
  if (left > 0) items.push({ kind: "cut", javaType: null, text: `${left} more`, content: null });
  return { kind: "list", items };
}

function elementAt(view: DataView, code: string, index: number): FieldValue {
  switch (code) {
    case "C":
      return view.getUint16(index * 2);
    case "D":
      return view.getFloat64(index * 8);
    case "F":
      return view.getFloat32(index * 4);
    case "I":
      return view.getInt32(index * 4);
    case "J":
      return view.getBigInt64(index * 8);
    case "S":
      return view.getInt16(index * 2);
    case "Z":
      return view.getUint8(index) !== 0;
    default:
      return view.getInt8(index);
  }
}

function primitive(code: string, value: FieldValue): ReadNode {
  return { javaType: PRIMITIVES.get(code) ?? null, ...primitiveMeaning(code, value), content: value };
}

/** All fields, those of superclasses first; then what the classes wrote beside them. */
function fieldsOf(object: StreamObject, read: ReadPart): Meaning {
  const entries: { key: string; value: ReadNode }[] = [];
  for (const { desc, values, data } of object.levels) {
    const inherited = desc === object.desc ? undefined : MEANINGS.get(desc.name)?.(object, read);
    if (inherited) {
      entries.push({ key: `(${desc.name})`, value: { javaType: desc.name, ...inherited, content: null } });
      continue;
    }
    // Fewer values than fields where the class left them out, or the stream broke.
    values.forEach((value, i) => {
      const { code = "", name = "" } = desc.fields[i] ?? {};
      const isValue = value === null || typeof value === "object" || typeof value === "string";
      entries.push({ key: name, value: isValue ? read(value) : primitive(code, value) });
    });
    data?.forEach((part, i) => {
      const isBytes = part instanceof Uint8Array;
      const text = isBytes ? Buffer.from(part).toString("base64") : "";
      const value: ReadNode = isBytes ? { kind: "bytes", javaType: null, text, content: part } : read(part);
      entries.push({ key: `(${desc.name} wrote ${i + 1})`, value });
    });
  }
  return { kind: "object", entries };
}
