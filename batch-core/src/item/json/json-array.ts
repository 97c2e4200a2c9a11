import { ItemStreamError } from "../../errors.ts";

/** Characters that one element may have: what is longer is no list of items, and would not fit memory. */
const ELEMENT_LENGTH_MAX = 64 * 1024 * 1024;

/** An element of the array as it stands in the text. */
export interface JsonElement {
  /** 1-based; the line it starts at. */
  readonly line: number;
  readonly input: string;
}

/** Where the scanner stands: before the array, where an element may begin, inside one, behind one, behind the array. */
type State = "before" | "element" | "inside" | "behind" | "after";

/**
 * Cuts the elements out of one JSON array that comes in blocks. What is inside an element is not looked at, only where it ends; an element
 * that is no JSON is found out when it is parsed.
 */
export class JsonArrayElements {
  readonly #resource: string;
  #state: State = "before";
  #line = 1;
  #start = 1;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #element = "";
  #afterComma = false;
  #failure: unknown = null;

  constructor(resource: string) {
    this.#resource = resource;
  }

  /**
   * @param text  null when there are no more
   * @throws {ItemStreamError} when the text is no array, or ends before it does
   */
  push(text: string | null): JsonElement[] {
    if (this.#failure) throw this.#failure;
    if (text === null) return this.#end();
    const elements: JsonElement[] = [];
    try {
      this.#cut(text, elements);
    } catch (error) {
      if (elements.length === 0) throw error;
      // What was found before comes first.
      this.#failure = error;
    }
    return elements;
  }

  #cut(text: string, elements: JsonElement[]): void {
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === NEWLINE) this.#line++;
      if (this.#state === "inside") {
        if (!this.#endsElement(code)) continue;
        elements.push({ line: this.#start, input: this.#element + text.slice(from, at) });
        this.#element = "";
        this.#state = "behind";
      }
      if (code <= BLANK) continue;
      if (this.#takesStructure(code)) continue;
      this.#state = "inside";
      this.#start = this.#line;
      from = at;
      this.#depth = 0;
      this.#endsElement(code);
    }
    if (this.#state === "inside") {
      this.#element += text.slice(from);
      if (this.#element.length > ELEMENT_LENGTH_MAX) throw this.#broken("an element has no end");
    }
  }

  /** Inside an element: whether this character is the first one behind it. */
  #endsElement(code: number): boolean {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (code === BACKSLASH) this.#escaped = true;
      else if (code === QUOTE) this.#inString = false;
      return false;
    }
    if (code === QUOTE) this.#inString = true;
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) this.#depth++;
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      if (this.#depth === 0) return true;
      this.#depth--;
    } else if (code === COMMA && this.#depth === 0) return true;
    return false;
  }

  /** Outside of elements: brackets and commas of the array; false where an element begins. */
  #takesStructure(code: number): boolean {
    switch (this.#state) {
      case "before":
        if (code !== OPEN_BRACKET) throw this.#broken("it does not begin with [");
        this.#state = "element";
        return true;
      case "element":
        if (code === CLOSE_BRACKET && !this.#afterComma) {
          this.#state = "after";
          return true;
        }
        if (code === COMMA || code === CLOSE_BRACKET || code === CLOSE_BRACE)
          throw this.#broken("an element is missing");
        return false;
      case "behind":
        if (code !== COMMA && code !== CLOSE_BRACKET) throw this.#broken("there is neither , nor ] behind an element");
        this.#state = code === COMMA ? "element" : "after";
        this.#afterComma = code === COMMA;
        return true;
      default:
        throw this.#broken("something stands behind the array");
    }
  }

  #end(): JsonElement[] {
    if (this.#state !== "after")
      throw this.#broken(this.#state === "before" ? "it is empty" : "the array is never closed");
    return [];
  }

  #broken(problem: string): ItemStreamError {
    return new ItemStreamError(`${this.#resource} is no JSON array: ${problem} (line ${this.#line}).`);
  }
}

const NEWLINE = 0x0a;
const BLANK = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
