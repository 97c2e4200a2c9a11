import type { ReadNode } from "./context-node.ts";
import { field, type Meaning, type MeaningOf, part, type ReadPart, written } from "./java-objects.ts";
import type { StreamObject, StreamValue } from "./java-stream.ts";

function list(values: readonly StreamValue[], read: ReadPart): Meaning {
  return { kind: "list", items: values.map(read) };
}

/** Keys and values by turns, up to a null key where a class ends with one. */
function map(values: readonly StreamValue[], read: ReadPart, endsWithNull = false): Meaning {
  const entries: { key: string | ReadNode; value: ReadNode }[] = [];
  for (let i = 0; i + 1 < values.length; i += 2) {
    const key = values[i] ?? null;
    if (key === null && endsWithNull) break;
    entries.push({ key: typeof key === "string" ? key : read(key), value: read(values[i + 1] ?? null) });
  }
  const last = values.length % 2 === 1 ? values.at(-1) : null;
  if (typeof last === "object" && last?.kind === "break") entries.push({ key: "…", value: read(last) });
  return { kind: "map", entries };
}

/** Shows what another collection wraps, under the wrapper's own name. */
function wrapped(name: string) {
  return (object: StreamObject, read: ReadPart): Meaning | null => {
    const inner = part(object, name);
    if (inner === null || typeof inner === "string") return null;
    const { kind, items, entries } = read(inner);
    if (items) return { kind, items };
    return entries ? { kind, entries } : null;
  };
}

function elements(className: string, skip = 0) {
  return (object: StreamObject, read: ReadPart): Meaning => list(written(object, className).slice(skip), read);
}

function untilNull(className: string) {
  return (object: StreamObject, read: ReadPart): Meaning => {
    const values = written(object, className);
    const end = values.indexOf(null);
    return list(end < 0 ? values : values.slice(0, end), read);
  };
}

function vectorMeaning(object: StreamObject, read: ReadPart): Meaning | null {
  const array = part(object, "elementData");
  const count = field(object, "elementCount");
  if (typeof array !== "object" || array?.kind !== "array" || array.elements instanceof Uint8Array) return null;
  return list(array.elements.slice(0, Number(count)), read);
}

/** A set that is kept as the keys of a map. */
function keysOfMap(object: StreamObject, read: ReadPart): Meaning | null {
  const inner = part(object, "m");
  const entries = inner === null ? undefined : read(inner).entries;
  return entries
    ? { kind: "list", items: entries.map(({ key }) => (typeof key === "string" ? read(key) : key)) }
    : null;
}

/** What List.of, Set.of and Map.of write in place of themselves; their real classes go by size. */
function immutableMeaning(object: StreamObject, read: ReadPart): Meaning {
  const tag = Number(field(object, "tag")) & 0xff;
  const values = written(object);
  const javaType = `java.util.ImmutableCollections$${immutableName(tag, values.length)}`;
  return tag === 3 ? { ...map(values, read), javaType } : { ...list(values, read), javaType };
}

function immutableName(tag: number, size: number): string {
  if (tag === 3) return size === 2 ? "Map1" : "MapN";
  const name = tag === 2 ? "Set" : "List";
  return size === 1 || size === 2 ? `${name}12` : `${name}N`;
}

/** What an EnumSet writes in place of itself. */
function enumSetMeaning(object: StreamObject, read: ReadPart): Meaning | null {
  const meaning = wrapped("elements")(object, read);
  return meaning && { ...meaning, javaType: "java.util.EnumSet" };
}

/** Collections and maps of the JDK. */
export const COLLECTIONS: Readonly<Record<string, MeaningOf>> = {
  "java.util.ArrayList": elements("java.util.ArrayList"),
  "java.util.LinkedList": elements("java.util.LinkedList"),
  "java.util.HashSet": elements("java.util.HashSet"),
  "java.util.LinkedHashSet": elements("java.util.HashSet"),
  "java.util.ArrayDeque": elements("java.util.ArrayDeque"),
  "java.util.concurrent.CopyOnWriteArrayList": elements("java.util.concurrent.CopyOnWriteArrayList"),
  // Their comparator comes first.
  "java.util.TreeSet": elements("java.util.TreeSet", 1),
  "java.util.PriorityQueue": elements("java.util.PriorityQueue"),
  "java.util.concurrent.ConcurrentLinkedQueue": untilNull("java.util.concurrent.ConcurrentLinkedQueue"),
  "java.util.concurrent.ConcurrentLinkedDeque": untilNull("java.util.concurrent.ConcurrentLinkedDeque"),
  "java.util.concurrent.LinkedBlockingQueue": untilNull("java.util.concurrent.LinkedBlockingQueue"),
  "java.util.concurrent.LinkedBlockingDeque": untilNull("java.util.concurrent.LinkedBlockingDeque"),
  "java.util.Vector": vectorMeaning,
  "java.util.Stack": vectorMeaning,
  "java.util.CollSer": immutableMeaning,
  "java.util.Arrays$ArrayList": wrapped("a"),
  "java.util.EnumSet$SerializationProxy": enumSetMeaning,
  "java.util.concurrent.CopyOnWriteArraySet": wrapped("al"),
  "java.util.concurrent.ConcurrentSkipListSet": keysOfMap,
  "java.util.Collections$SetFromMap": keysOfMap,
  "java.util.Collections$EmptyList": () => ({ kind: "list", items: [] }),
  "java.util.Collections$EmptySet": () => ({ kind: "list", items: [] }),
  "java.util.Collections$EmptyMap": () => ({ kind: "map", entries: [] }),
  "java.util.Collections$SingletonList": (object, read) => list([part(object, "element")], read),
  "java.util.Collections$SingletonSet": (object, read) => list([part(object, "element")], read),
  "java.util.Collections$SingletonMap": (object, read) => map([part(object, "k"), part(object, "v")], read),
  "java.util.Collections$CopiesList": (object, read) => {
    const n = Number(field(object, "n"));
    // A number of copies costs nothing in the stream: only a few are shown, more are said.
    return n >= 0 && n <= 1_000
      ? list(
          Array.from({ length: n }, () => part(object, "element")),
          read,
        )
      : null;
  },
  ...Object.fromEntries(
    ["Unmodifiable", "Synchronized", "Checked"].flatMap((wrapper) => [
      ...["Collection", "List", "RandomAccessList", "Set", "SortedSet", "NavigableSet"].map(
        (name) => [`java.util.Collections$${wrapper}${name}`, wrapped("c")] as const,
      ),
      ...["Map", "SortedMap", "NavigableMap"].map(
        (name) => [`java.util.Collections$${wrapper}${name}`, wrapped("m")] as const,
      ),
    ]),
  ),

  "java.util.HashMap": (object, read) => map(written(object, "java.util.HashMap"), read),
  "java.util.LinkedHashMap": (object, read) => map(written(object, "java.util.HashMap"), read),
  "java.util.TreeMap": (object, read) => map(written(object, "java.util.TreeMap"), read),
  "java.util.Hashtable": (object, read) => map(written(object, "java.util.Hashtable"), read),
  "java.util.Properties": (object, read) => map(written(object, "java.util.Hashtable"), read),
  "java.util.IdentityHashMap": (object, read) => map(written(object, "java.util.IdentityHashMap"), read),
  "java.util.EnumMap": (object, read) => map(written(object, "java.util.EnumMap"), read),
  "java.util.concurrent.ConcurrentHashMap": (object, read) =>
    map(written(object, "java.util.concurrent.ConcurrentHashMap"), read, true),
  "java.util.concurrent.ConcurrentSkipListMap": (object, read) =>
    map(written(object, "java.util.concurrent.ConcurrentSkipListMap"), read, true),
};
