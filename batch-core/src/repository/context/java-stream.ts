/**
 * What a Java serialisation stream says, by its structure alone: no class is known here and nothing is built from one. Read by
 * java-stream-reader.ts, complete enough to be written again by java-stream-writer.ts.
 *
 * @see Java Object Serialization Specification, chapter 6
 */

/** A value of the stream. Strings are values to Java too, so equal ones are one. */
export type StreamValue =
  | null
  | string
  | StreamObject
  | StreamArray
  | StreamEnum
  | StreamClass
  | ClassDesc
  | StreamBreak;

export interface ClassField {
  /** B C D F I J S Z for a primitive, L for an object, [ for an array. */
  readonly code: string;
  readonly name: string;
  /** `Ljava/lang/String;` for L and [. */
  readonly type: string | null;
}

export interface ClassDesc {
  readonly kind: "class-desc";
  readonly name: string;
  readonly serialVersionUid: bigint;
  readonly flags: number;
  readonly fields: readonly ClassField[];
  readonly annotations: readonly StreamData[];
  readonly superDesc: ClassDesc | null;
  /** The interfaces of a dynamic proxy; null for a class. */
  readonly interfaces: readonly string[] | null;
}

/** What a class wrote beside its fields: raw bytes and values, in order. Adjacent blocks of bytes are one. */
export type StreamData = Uint8Array | StreamValue;

export type FieldValue = number | bigint | boolean | StreamValue;

export interface StreamObject {
  readonly kind: "object";
  readonly desc: ClassDesc;
  /**
   * One per class, from the topmost superclass down. `data` is null when the class writes none. A class whose writeObject leaves its fields
   * out has no values.
   */
  readonly levels: readonly {
    readonly desc: ClassDesc;
    readonly values: readonly FieldValue[];
    readonly data: readonly StreamData[] | null;
  }[];
}

export interface StreamArray {
  readonly kind: "array";
  readonly desc: ClassDesc;
  /** Elements of an array of objects; of primitives the bytes, big-endian. */
  readonly elements: readonly StreamValue[] | Uint8Array;
}

export interface StreamEnum {
  readonly kind: "enum";
  readonly desc: ClassDesc;
  readonly constant: string;
}

export interface StreamClass {
  readonly kind: "class";
  readonly desc: ClassDesc | null;
}

/** Stands where the stream breaks off, in what could be read until there. Cannot be written. */
export interface StreamBreak {
  readonly kind: "break";
}

/** Type codes and flags of the stream. */
export const TC = {
  NULL: 0x70,
  REFERENCE: 0x71,
  CLASS_DESC: 0x72,
  OBJECT: 0x73,
  STRING: 0x74,
  ARRAY: 0x75,
  CLASS: 0x76,
  BLOCK: 0x77,
  END: 0x78,
  RESET: 0x79,
  LONG_BLOCK: 0x7a,
  EXCEPTION: 0x7b,
  LONG_STRING: 0x7c,
  PROXY_DESC: 0x7d,
  ENUM: 0x7e,
} as const;
export const SC = {
  WRITE_METHOD: 0x01,
  SERIALIZABLE: 0x02,
  EXTERNALIZABLE: 0x04,
  BLOCK_DATA: 0x08,
  ENUM: 0x10,
} as const;
export const FIRST_HANDLE = 0x7e0000;

/** Bytes of one value of a primitive type. */
export const PRIMITIVE_BYTES: Readonly<Record<string, number>> = { B: 1, C: 2, D: 8, F: 4, I: 4, J: 8, S: 2, Z: 1 };

/** The stream is broken, cut, or too much. The message is a sentence for the operator. */
export class JavaStreamError extends Error {
  /** What could be read until there; undefined when that is nothing. */
  partial: StreamValue | undefined;
}
