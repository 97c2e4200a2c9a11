import { ConfigurationError, ValidationError } from "../../errors.ts";

/** An element of an XML document: as it was read, or as it is to be written. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Text and elements in order; no comments and no processing instructions. */
  readonly children: readonly (string | XmlElement)[];
}

/** Null and undefined leave an element or attribute out. A date is written as ISO 8601 in UTC. */
export type XmlValue = string | number | bigint | boolean | Date | null | undefined;

/** What is in an element: a value, elements, or values and elements by name. */
export type XmlContent = XmlValue | readonly (XmlElement | string)[] | { readonly [name: string]: XmlContent };

/**
 * Makes an element.
 *
 *     xmlElement("trade", { isin: "UK21", prices: [xmlElement("price", 1.5), xmlElement("price", 2)] }, { id: 7 })
 *     // <trade id="7"><isin>UK21</isin><prices><price>1.5</price><price>2</price></prices></trade>
 */
export function xmlElement(
  name: string,
  content?: XmlContent,
  attributes: Readonly<Record<string, XmlValue>> = {},
): XmlElement {
  const texts = Object.entries(attributes).flatMap(([key, value]) => {
    const text = textOf(value);
    return text === null ? [] : [[key, text]];
  });
  return { name, attributes: Object.fromEntries(texts), children: childrenOf(content) };
}

/** The text directly and deeply in an element. */
export function xmlText(element: XmlElement): string {
  return element.children.map((child) => (typeof child === "string" ? child : xmlText(child))).join("");
}

/**
 * An element as plain data, for a schema: one without attributes and elements is its text; any other an object of its attributes and
 * elements by name, with lists where a name comes more than once. Text between elements is dropped.
 */
export function xmlData(element: XmlElement): unknown {
  const elements = element.children.filter((child) => typeof child !== "string");
  if (elements.length === 0 && Object.keys(element.attributes).length === 0) return xmlText(element);
  const data: Record<string, unknown> = { ...element.attributes };
  if (elements.length === 0) data["#text"] = xmlText(element);
  for (const child of elements) {
    const known = data[child.name];
    const value = xmlData(child);
    data[child.name] = known === undefined ? value : Array.isArray(known) ? [...known, value] : [known, value];
  }
  return data;
}

/**
 * An element as text, escaped.
 *
 * @throws {ConfigurationError} for a name that XML does not allow
 * @throws {ValidationError} for a character that XML cannot carry
 */
export function xmlString(element: XmlElement): string {
  const attributes = Object.entries(element.attributes).map(([name, value]) => ` ${checked(name)}="${escaped(value)}"`);
  const start = `<${checked(element.name)}${attributes.join("")}`;
  if (element.children.length === 0) return `${start}/>`;
  const children = element.children.map((child) => (typeof child === "string" ? escaped(child) : xmlString(child)));
  return `${start}>${children.join("")}</${element.name}>`;
}

function childrenOf(content: XmlContent): (string | XmlElement)[] {
  if (isList(content)) return [...content];
  if (typeof content === "object" && content !== null && !(content instanceof Date)) {
    return Object.entries(content).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [xmlElement(name, value)],
    );
  }
  const text = textOf(content);
  return text === null || text === "" ? [] : [text];
}

function isList(content: XmlContent): content is readonly (XmlElement | string)[] {
  return Array.isArray(content);
}

function textOf(value: XmlValue): string | null {
  if (value === null || value === undefined) return null;
  return value instanceof Date ? value.toISOString() : String(value);
}

const NAME = /^[\p{L}_:][\p{L}\p{N}_:.\-·]*$/u;

function checked(name: string): string {
  if (!NAME.test(name)) throw new ConfigurationError(`XML allows no name ${JSON.stringify(name)}.`);
  return name;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
  "\r": "&#13;",
  "\t": "&#9;",
};

/** Control characters without a form in XML 1.0; tab, LF and CR are references by then. */
const IMPOSSIBLE = /(?![\u0080-\u009f])[\p{Cc}\ufffe\uffff]/u;

/** Line ends as references: readers would turn them into blanks in attributes, and CR into LF everywhere. */
function escaped(text: string): string {
  const references = text.replace(/[&<>"\n\r\t]/g, (char) => ENTITIES[char] ?? char);
  const impossible = IMPOSSIBLE.exec(references)?.[0];
  if (impossible !== undefined) {
    const code = impossible.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    throw new ValidationError(`XML has no form for the character U+${code} in ${JSON.stringify(text.slice(0, 100))}.`);
  }
  return references;
}
