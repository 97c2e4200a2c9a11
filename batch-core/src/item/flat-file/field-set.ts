import { ConfigurationError } from "../../errors.ts";
import { formatDecimal, parseDecimal } from "../../model/java-decimal.ts";
import { parseDatePattern } from "./date-pattern.ts";
import { javaTrim } from "./java-trim.ts";

/** A field by its name or by its position, from 0. */
export type Field = string | number;

/**
 * The fields of one line: Spring Batch's FieldSet. Whatever is read as something else than raw text is trimmed first; an empty field has
 * no number and no date, unless a default is given.
 *
 * @throws {ConfigurationError} from every method, for a name or position that does not exist
 */
export interface FieldSet {
  readonly fieldCount: number;
  /** Absent when the tokenizer was given no names. */
  readonly names: readonly string[] | undefined;
  /** As they stand in the line. */
  readonly values: readonly string[];
  readString(field: Field): string;
  readRawString(field: Field): string;
  /** True only for exactly `trueValue`, which is `true` by default. */
  readBoolean(field: Field, trueValue?: string): boolean;
  /** A number in US notation (`1,234.50`), without its fraction. @throws {RangeError} beyond 32 bits */
  readInt(field: Field, defaultValue?: number): number;
  /** The same with 64 bits. */
  readLong(field: Field, defaultValue?: bigint): bigint;
  /** A number in US notation. */
  readDouble(field: Field, defaultValue?: number): number;
  /** The digits of a number in US notation, without separators: as exact as they stand there. */
  readDecimal(field: Field, defaultValue?: string): string;
  /**
   * Midnight or the given time, in UTC.
   * @param pattern  of `yyyy MM dd HH mm ss SSS` and anything between; default `yyyy-MM-dd`. A date that does not exist is an error.
   */
  readDate(field: Field, pattern?: string, defaultValue?: Date): Date;
  /** All fields, trimmed, by name. */
  toRecord(): Record<string, string>;
}

/** @param names  as many as values */
export function fieldSet(values: readonly string[], names?: readonly string[]): FieldSet {
  return new Fields(values, names);
}

/** What Java's US number format takes whole. */
const US_NUMBER = /^-?(?:\d[\d,]*(?:\.\d*)?|\.\d+)(?:E-?\d+)?$/;

class Fields implements FieldSet {
  readonly values: readonly string[];
  readonly names: readonly string[] | undefined;

  constructor(values: readonly string[], names: readonly string[] | undefined) {
    this.values = values;
    this.names = names;
  }

  get fieldCount(): number {
    return this.values.length;
  }

  readString(field: Field): string {
    return javaTrim(this.readRawString(field));
  }

  readRawString(field: Field): string {
    const index = typeof field === "number" ? field : this.#indexOf(field);
    const value = this.values[index];
    if (value === undefined) {
      throw new ConfigurationError(
        `There is no field ${index}: the line has ${this.values.length} fields, counted from 0.`,
      );
    }
    return value;
  }

  readBoolean(field: Field, trueValue = "true"): boolean {
    return this.readString(field) === trueValue;
  }

  readInt(field: Field, defaultValue?: number): number {
    const number = this.#number(field, (digits) => Math.trunc(Number(digits)), defaultValue);
    if (number !== number << 0) throw new RangeError(`${describe(field)} does not fit 32 bits: ${number}`);
    return number;
  }

  readLong(field: Field, defaultValue?: bigint): bigint {
    return this.#number(field, toBigInt, defaultValue);
  }

  readDouble(field: Field, defaultValue?: number): number {
    return this.#number(field, Number, defaultValue);
  }

  readDecimal(field: Field, defaultValue?: string): string {
    return this.#number(field, toDecimal, defaultValue);
  }

  readDate(field: Field, pattern = "yyyy-MM-dd", defaultValue?: Date): Date {
    const text = this.readString(field);
    if (text === "" && defaultValue !== undefined) return defaultValue;
    const date = parseDatePattern(text, pattern);
    if (!date) throw new RangeError(`${describe(field)} is no date of the form ${pattern}: ${JSON.stringify(text)}`);
    return date;
  }

  toRecord(): Record<string, string> {
    return Object.fromEntries(this.#needNames().map((name, index) => [name, javaTrim(this.values[index] ?? "")]));
  }

  #number<N>(field: Field, convert: (digits: string) => N, defaultValue: N | undefined): N {
    const text = this.readString(field);
    if (text === "" && defaultValue !== undefined) return defaultValue;
    if (!US_NUMBER.test(text)) throw new RangeError(`${describe(field)} is no number: ${JSON.stringify(text)}`);
    return convert(text.replaceAll(",", ""));
  }

  #indexOf(name: string): number {
    const index = this.#needNames().indexOf(name);
    if (index < 0) throw new ConfigurationError(`There is no field "${name}". Fields: ${this.names?.join(", ")}.`);
    return index;
  }

  #needNames(): readonly string[] {
    if (!this.names) throw new ConfigurationError("The fields have no names. Give names to the tokenizer.");
    return this.names;
  }
}

function describe(field: Field): string {
  return typeof field === "number" ? `field ${field}` : `field "${field}"`;
}

/** As Java's BigDecimal prints it: `06` is 6, `3E5` is 3E+5, and 10.50 stays what it is. */
function toDecimal(digits: string): string {
  const decimal = parseDecimal(digits);
  if (!decimal) throw new RangeError(`a number has too large an exponent: ${digits}`);
  return formatDecimal(decimal);
}

function toBigInt(digits: string): bigint {
  const whole = digits.includes("E") ? String(BigInt(Math.trunc(Number(digits)))) : digits.replace(/\.\d*$/, "");
  const number = whole === "" || whole === "-" ? 0n : BigInt(whole);
  if (BigInt.asIntN(64, number) !== number) throw new RangeError(`a number does not fit 64 bits: ${digits}`);
  return number;
}
