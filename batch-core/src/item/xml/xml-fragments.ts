import { SaxesParser } from "saxes";
import { ItemStreamError } from "../../errors.ts";
import type { XmlElement } from "./xml-element.ts";

/** A fragment of a document: one item. */
export interface XmlFragment {
  /** 1-based; the line its start tag ends at. */
  readonly line: number;
  readonly element: XmlElement;
}

interface OpenElement extends XmlElement {
  readonly children: (string | XmlElement)[];
}

/**
 * Cuts fragments out of an XML document that comes in blocks. Only the fragment at hand is held. External entities are never read; a
 * document type may not define entities.
 */
export class XmlFragments {
  readonly #names: ReadonlySet<string>;
  readonly #parser = new SaxesParser({ xmlns: false, position: true });
  readonly #open: OpenElement[] = [];
  #found: XmlFragment[] = [];
  #line = 0;
  #failure: ItemStreamError | null = null;

  /** @param names  of the elements that are items, with or without their prefix; one inside another is part of it */
  constructor(resource: string, names: readonly string[]) {
    this.#names = new Set(names);
    this.#parser.on("error", (error) => {
      this.#failure ??= new ItemStreamError(`${resource} is no well-formed XML: ${error.message}.`, { cause: error });
    });
    this.#parser.on("opentag", ({ name, attributes }) => {
      // Without namespaces saxes gives attributes as text.
      if (this.#open.length > 0 || this.#isFragment(name)) this.#start(name, attributes as Record<string, string>);
    });
    this.#parser.on("closetag", () => this.#end());
    this.#parser.on("text", (text) => this.#open.at(-1)?.children.push(text));
    this.#parser.on("cdata", (text) => this.#open.at(-1)?.children.push(text));
  }

  /**
   * @param text  null when there are no more
   * @throws {ItemStreamError} when the document is not well formed
   */
  push(text: string | null): XmlFragment[] {
    if (this.#failure) throw this.#failure;
    if (text === null) this.#parser.close();
    else this.#parser.write(text);
    const found = this.#found;
    this.#found = [];
    // What was found before a break comes first.
    if (this.#failure && found.length === 0) throw this.#failure;
    return found;
  }

  #isFragment(name: string): boolean {
    return this.#names.has(name) || this.#names.has(name.slice(name.indexOf(":") + 1));
  }

  #start(name: string, attributes: Record<string, string>): void {
    if (this.#open.length === 0) this.#line = this.#parser.line;
    this.#open.push({ name, attributes, children: [] });
  }

  #end(): void {
    const element = this.#open.pop();
    if (!element || this.#failure) return;
    const parent = this.#open.at(-1);
    if (parent) parent.children.push(element);
    else this.#found.push({ line: this.#line, element });
  }
}
