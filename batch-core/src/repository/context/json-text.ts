/**
 * JSON as it stands in the text: numbers keep their digits, members their order. JSON.parse would turn 9007199254740993 into another number,
 * 1.0 into an integer, and has no limits.
 */
import { READ_DEPTH_MAX } from "./context-node.ts";

export type JsonValue = null | boolean | string | JsonNumber | JsonObject | readonly JsonValue[];
export interface JsonNumber {
  /** As written: `1.0E7`. */
  readonly number: string;
}
export interface JsonObject {
  /** Every member, also two of one name. */
  readonly members: readonly (readonly [name: string, value: JsonValue])[];
}

/** Stands where the text breaks off, in what could be read until there. Cannot be written. */
export const JSON_BREAK: JsonNumber = { number: "" };

/** Values of one text. */
const JSON_NODES_MAX = 200_000;

/** The text is no JSON, is cut, or is too much. The message is a sentence for the operator. */
export class JsonTextError extends Error {
  /** What could be read until there; undefined when that is nothing. */
  partial: JsonValue | undefined;
}

/** @throws {JsonTextError} */
export function parseJson(text: string): JsonValue {
  let at = 0;
  let nodes = 0;

  const fail = (problem: string): never => {
    throw new JsonTextError(`The JSON ${problem} (at character ${at} of ${text.length}).`);
  };
  const unexpected = () => fail(at >= text.length ? "ends too early" : `has an unexpected ${JSON.stringify(text[at])}`);
  const skip = () => {
    while (at < text.length && " \t\r\n".includes(text[at] ?? "")) at++;
  };
  const take = (character: string): boolean => {
    skip();
    if (text[at] !== character) return false;
    at++;
    return true;
  };
  const expect = (character: string) => take(character) || unexpected();

  const readValue = (depth: number): JsonValue => {
    if (depth > READ_DEPTH_MAX) fail(`is nested deeper than ${READ_DEPTH_MAX} levels`);
    if (++nodes > JSON_NODES_MAX) fail(`holds more than ${JSON_NODES_MAX} values`);
    skip();
    switch (text[at]) {
      case "{":
        return readObject(depth);
      case "[":
        return readArray(depth);
      case '"':
        return readString();
      default:
        return readWord();
    }
  };

  const readObject = (depth: number): JsonObject => {
    at++;
    const members: [string, JsonValue][] = [];
    if (take("}")) return { members };
    let name = "";
    try {
      do {
        name = "";
        skip();
        name = text[at] === '"' ? readString() : unexpected();
        expect(":");
        members.push([name, readValue(depth + 1)]);
      } while (take(","));
      name = "";
      expect("}");
    } catch (error) {
      throw breaksIn(error, { members }, (partial) => members.push([name || "…", partial]));
    }
    return { members };
  };

  const readArray = (depth: number): JsonValue[] => {
    at++;
    const items: JsonValue[] = [];
    if (take("]")) return items;
    try {
      do items.push(readValue(depth + 1));
      while (take(","));
      expect("]");
    } catch (error) {
      throw breaksIn(error, items, (partial) => items.push(partial));
    }
    return items;
  };

  const readString = (): string => {
    const start = at++;
    for (; at < text.length; at++) {
      const character = text[at];
      if (character === "\\") at++;
      else if (character === '"') break;
    }
    if (at >= text.length) fail("ends inside a text");
    at++;
    const parsed = tryParse(text.slice(start, at));
    return typeof parsed === "string" ? parsed : fail("has a text with an invalid escape or control character");
  };

  const readWord = (): JsonValue => {
    const word = /[-+.\w]*/y;
    word.lastIndex = at;
    const found = word.exec(text)?.[0] ?? "";
    const known = WORDS.get(found);
    if (known === undefined && !/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(found)) unexpected();
    at += found.length;
    return known === undefined ? { number: found } : known;
  };

  try {
    const value = readValue(0);
    skip();
    return at < text.length ? unexpected() : value;
  } catch (error) {
    // The stack is shared with whoever called.
    if (error instanceof RangeError) return fail("is nested too deeply");
    throw error;
  }
}

/** The text breaks inside `container`: what there is of its next part is added. */
function breaksIn(error: unknown, container: JsonValue, add: (partial: JsonValue) => void): unknown {
  if (error instanceof JsonTextError) {
    add(error.partial ?? JSON_BREAK);
    error.partial = container;
  }
  return error;
}

const WORDS = new Map<string, null | boolean>([
  ["null", null],
  ["true", true],
  ["false", false],
]);

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export function isJsonObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && "members" in value;
}

export function isJsonNumber(value: JsonValue): value is JsonNumber {
  return typeof value === "object" && value !== null && "number" in value;
}

/** @param writeString  how a text is quoted and escaped */
export function writeJson(value: JsonValue, writeString: (text: string) => string): string {
  const parts: string[] = [];
  const write = (value: JsonValue): void => {
    if (value === null || typeof value === "boolean") parts.push(String(value));
    else if (typeof value === "string") parts.push(writeString(value));
    else if (isJsonNumber(value)) parts.push(value.number);
    else if (isJsonObject(value)) {
      parts.push("{");
      value.members.forEach(([name, member], i) => {
        parts.push(i > 0 ? "," : "", writeString(name), ":");
        write(member);
      });
      parts.push("}");
    } else {
      parts.push("[");
      value.forEach((item, i) => {
        if (i > 0) parts.push(",");
        write(item);
      });
      parts.push("]");
    }
  };
  write(value);
  return parts.join("");
}
