import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ContextNotSerializableError } from "../src/errors.ts";
import { type ContextValue, ExecutionContext, JavaValue } from "../src/model/execution-context.ts";
import { CONTEXT_FORMATS, type ContextFormat } from "../src/repository/context/context-format.ts";
import { decodeContext } from "../src/repository/context/decode-context.ts";
import { encodeContext } from "../src/repository/context/encode-context.ts";

const date = new Date("2024-01-15T10:30:00Z");
const scalar = (javaType: string, text: string) => new JavaValue(javaType, text);
const contextOf = (value: ContextValue) => new ExecutionContext([["k", value]]);
const textOf = (value: ContextValue, format: ContextFormat) => {
  const { shortContext, serializedContext } = encodeContext(contextOf(value), format);
  return serializedContext ?? shortContext;
};
const read = (text: string) => decodeContext(text, null).context.get("k");

/** Up to the class and flags of the HashMap every context is: 16 buckets. */
const HASH_MAP = "rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcAUH2sHDFmDRAwACRgAKbG9hZEZhY3RvckkACXRocmVzaG9sZHhwP0AAAAAAA";
const ONE_KEY = `${HASH_MAP}Ax3CAAAABAAAAABdAABa3`;

describe("a context as Java serialisation in Base64", () => {
  it.each<[string, ContextValue, string]>([
    ["text", "héllo €", "QACmjDqWxsbyDigqx4"],
    [
      "Integer",
      5,
      "NyABFqYXZhLmxhbmcuSW50ZWdlchLioKT3gYc4AgABSQAFdmFsdWV4cgAQamF2YS5sYW5nLk51bWJlcoaslR0LlOCLAgAAeHAAAAAFeA==",
    ],
    [
      "Long",
      5n,
      "NyAA5qYXZhLmxhbmcuTG9uZzuL5JDMjyPfAgABSgAFdmFsdWV4cgAQamF2YS5sYW5nLk51bWJlcoaslR0LlOCLAgAAeHAAAAAAAAAABXg=",
    ],
    ["Boolean", true, "NyABFqYXZhLmxhbmcuQm9vbGVhbs0gcoDVnPruAgABWgAFdmFsdWV4cAF4"],
    ["Date", date, "NyAA5qYXZhLnV0aWwuRGF0ZWhqgQFLWXQZAwAAeHB3CAAAAY0Mq8RAeHg="],
    [
      "LocalDateTime",
      scalar("java.time.LocalDateTime", "2024-01-15T10:30"),
      "NyAA1qYXZhLnRpbWUuU2VylV2EuhsiSLIMAAB4cHcJBQAAB+gBDwrheHg=",
    ],
  ])("writes a %s byte for byte as Java does, and reads it", (_, value, tail) => {
    expect(textOf(value, "java")).toBe(ONE_KEY + tail);
    expect(read(ONE_KEY + tail)).toEqual(value);
  });

  it("writes an empty one as Java does", () => {
    expect(encodeContext(new ExecutionContext(), "java").shortContext).toBe(`${HASH_MAP}AB3CAAAABAAAAAAeA==`);
  });
});

describe("a context as JSON", () => {
  it.each<[string, ContextValue, string, string]>([
    ["String", "x", '"x"', '"x"'],
    ["Integer", 5, "5", "5"],
    ["Double", 1.5, "1.5", "1.5"],
    ["whole Double", scalar("java.lang.Double", "5.0"), "5.0", "5.0"],
    ["large Double", 1e21, "1.0E21", "1.0E21"],
    ["Double that is no number", Number.NaN, '["java.lang.Double","NaN"]', '["java.lang.Double","NaN"]'],
    ["Boolean", true, "true", "true"],
    ["Long", 5n, '["java.lang.Long",5]', '["java.lang.Long",5]'],
    ["Float", scalar("java.lang.Float", "1.5"), '["java.lang.Float",1.5]', '["java.lang.Float",1.5]'],
    ["Short", scalar("java.lang.Short", "3"), '["java.lang.Short",3]', '["java.lang.Short",3]'],
    ["Character", scalar("java.lang.Character", "c"), '["java.lang.Character","c"]', '["java.lang.Character","c"]'],
    [
      "BigDecimal",
      scalar("java.math.BigDecimal", "10.50"),
      '["java.math.BigDecimal",10.50]',
      '["java.math.BigDecimal",10.50]',
    ],
    [
      "BigInteger",
      scalar("java.math.BigInteger", "9".repeat(30)),
      `["java.math.BigInteger",${"9".repeat(30)}]`,
      `["java.math.BigInteger",${"9".repeat(30)}]`,
    ],
    ["Date", date, '["java.util.Date",1705314600000]', '["java.util.Date","2024-01-15T10:30:00.000Z"]'],
    [
      "Timestamp",
      scalar("java.sql.Timestamp", "2024-01-15T10:30:00Z"),
      '["java.sql.Timestamp",1705314600000]',
      '["java.sql.Timestamp","2024-01-15T10:30:00.000Z"]',
    ],
    [
      "LocalDate",
      scalar("java.time.LocalDate", "2024-01-15"),
      '["java.time.LocalDate",[2024,1,15]]',
      '["java.time.LocalDate","2024-01-15"]',
    ],
    [
      "LocalDateTime",
      scalar("java.time.LocalDateTime", "2024-01-15T10:30"),
      '["java.time.LocalDateTime",[2024,1,15,10,30]]',
      '["java.time.LocalDateTime","2024-01-15T10:30:00"]',
    ],
    [
      "LocalTime",
      scalar("java.time.LocalTime", "10:30"),
      '["java.time.LocalTime",[10,30]]',
      '["java.time.LocalTime","10:30:00"]',
    ],
    [
      "Instant",
      scalar("java.time.Instant", "2024-01-15T10:30:00Z"),
      '["java.time.Instant",1705314600.000000000]',
      '["java.time.Instant","2024-01-15T10:30:00Z"]',
    ],
    [
      "Duration",
      scalar("java.time.Duration", "PT1M30S"),
      '["java.time.Duration",90.000000000]',
      '["java.time.Duration","PT1M30S"]',
    ],
    [
      "UUID",
      scalar("java.util.UUID", "123e4567-e89b-12d3-a456-426614174000"),
      '["java.util.UUID","123e4567-e89b-12d3-a456-426614174000"]',
      '["java.util.UUID","123e4567-e89b-12d3-a456-426614174000"]',
    ],
    [
      "ArrayList",
      ["a", 1, 2n],
      '["java.util.ArrayList",["a",1,["java.lang.Long",2]]]',
      '["java.util.ArrayList",["a",1,["java.lang.Long",2]]]',
    ],
    [
      "LinkedHashMap",
      { x: 1n },
      '{"@class":"java.util.LinkedHashMap","x":["java.lang.Long",1]}',
      '["java.util.LinkedHashMap",{"x":["java.lang.Long",1]}]',
    ],
  ])("writes and reads a %s as Jackson 2 and Jackson 3 do", (_, value, jackson2, jackson3) => {
    expect(textOf(value, "jackson-5")).toBe(`{"@class":"java.util.HashMap","k":${jackson2}}`);
    expect(textOf(value, "jackson-6")).toBe(`{"k":${jackson3}}`);
    for (const json of [jackson2, jackson3]) expect(read(`{"@class":"java.util.HashMap","k":${json}}`)).toEqual(value);
  });

  it.each([
    ['["java.util.HashSet",["a"]]', "java.util.HashSet", "list"],
    ['["[Ljava.lang.String;",["a","b"]]', "[Ljava.lang.String;", "list"],
    ['["[I",[1,2]]', "[I", "list"],
    ['["[B","AQID"]', "[B", "bytes"],
    ['["pkg.Outer$Color","RED"]', "pkg.Outer$Color", "enum"],
    ['{"@class":"pkg.Pojo","a":1.50}', "pkg.Pojo", "object"],
    ['{"@class":"java.util.HashMap","x":["java.lang.Long",1]}', "java.util.HashMap", "map"],
    ['["java.lang.Long","five"]', "java.lang.Long", "string"],
    ['["java.lang.Long",12345678901234567890]', "java.lang.Long", "string"],
    ['["java.time.LocalDate",[2024,13,1]]', "java.time.LocalDate", "list"],
    ['["a.b","c","d"]', "list", "list"],
    ['{"a":1}', "map", "map"],
  ])("carries %s along and writes it back letter by letter", (json, javaType, kind) => {
    const stored = `{"@class":"java.util.HashMap","k":${json}}`;
    const { context, tree } = decodeContext(stored, null);
    expect(context.get("k")).toMatchObject({ javaType });
    expect(tree.entries?.[0]?.value.kind).toBe(kind);
    expect(encodeContext(context, "jackson-5").shortContext).toBe(stored);
  });

  it("writes an empty one as each generation does", () => {
    expect(encodeContext(new ExecutionContext(), "jackson-4").shortContext).toBe('{"@class":"java.util.HashMap"}');
    expect(encodeContext(new ExecutionContext(), "jackson-5").shortContext).toBe('{"@class":"java.util.HashMap"}');
    expect(encodeContext(new ExecutionContext(), "jackson-6").shortContext).toBe("{}");
  });

  it("keeps apart texts that look like escapes", () => {
    const value = 'a \\u00ab / \u0007 \ud83d\ude00 "q" \ud83d \\';
    for (const format of CONTEXT_FORMATS) expect(read(textOf(value, format))).toBe(value);
    expect(textOf("\u001f \ud83d\ude00 /", "jackson-5")).toBe(
      '{"@class":"java.util.HashMap","k":"\\u001F \\uD83D\\uDE00 /"}',
    );
    expect(textOf("\u001f \ud83d\ude00 /", "jackson-6")).toBe('{"k":"\\u001F \ud83d\ude00 \\/"}');
  });
});

describe("a number of any class", () => {
  it("is a number to whoever asks for one", () => {
    for (const json of ["5", "5.0", '["java.lang.Long",5]']) {
      expect(decodeContext(`{"@class":"java.util.HashMap","k":${json}}`, null).context.getNumber("k")).toBe(5);
    }
    expect(contextOf(scalar("java.util.UUID", "123e4567-e89b-12d3-a456-426614174000")).getNumber("k")).toBeUndefined();
  });
});

describe("the ISO-8859-1 form of 4.x", () => {
  it("shows the bytes of UTF-8 as characters", () => {
    expect(textOf("é€", "jackson-4")).toBe('{"@class":"java.util.HashMap","k":"\u00c3\u00a9\u00e2\u0082\u00ac"}');
  });

  it("is recognised by itself", () => {
    const decoded = decodeContext('{"@class":"java.util.HashMap","k":"\u00c3\u00a9\u00e2\u0082\u00ac"}', null);
    expect(decoded.format).toBe("jackson-4");
    expect(decoded.context.get("k")).toBe("é€");
  });

  it("is not mistaken for text that was stored as it is", () => {
    for (const text of ["é", "한글", "naïve"]) {
      const decoded = decodeContext(`{"@class":"java.util.HashMap","k":"${text}"}`, null);
      expect(decoded.format).toBe("jackson-5");
      expect(decoded.context.get("k")).toBe(text);
    }
  });

  it("reads raw Java serialisation, an option of 4.x", () => {
    const raw = Buffer.from(textOf(5n, "java"), "base64").toString("latin1");
    expect(raw.slice(0, 4)).toBe("\u00ac\u00ed\u0000\u0005");
    expect(decodeContext(raw, null)).toMatchObject({ format: "java-raw", problem: null });
    expect(read(raw)).toBe(5n);
  });
});

describe("the two columns", () => {
  const textOfLength = (length: number) => "x".repeat(length - '{"k":""}'.length);

  it("SHORT_CONTEXT takes 2500 characters", () => {
    const encoded = encodeContext(contextOf(textOfLength(2500)), "jackson-6");
    expect(encoded.shortContext).toHaveLength(2500);
    expect(encoded.serializedContext).toBeNull();
  });

  it("one more goes to SERIALIZED_CONTEXT, and its beginning to SHORT_CONTEXT", () => {
    const { shortContext, serializedContext } = encodeContext(contextOf(textOfLength(2501)), "jackson-6");
    expect(serializedContext).toHaveLength(2501);
    expect(shortContext).toBe(`${serializedContext?.slice(0, 2492)} ...`);
    expect(decodeContext(shortContext, serializedContext).context.getString("k")).toBe(textOfLength(2501));
  });

  it("the cut spares a surrogate pair", () => {
    for (const padding of ["", "x"]) {
      const { shortContext } = encodeContext(contextOf(padding + "😀".repeat(1300)), "jackson-6");
      expect(shortContext.isWellFormed()).toBe(true);
      expect([2495, 2496]).toContain(shortContext.length);
    }
  });

  it("a cut text alone is a problem, not a context", () => {
    const { shortContext } = encodeContext(contextOf(textOfLength(2501)), "jackson-6");
    const decoded = decodeContext(shortContext, null);
    expect(decoded.problem).toMatch(/Only the beginning of the context is stored/);
    expect(decoded.context.size).toBe(0);
  });

  it("nothing at all is an empty context", () => {
    for (const nothing of [null, "", "  "])
      expect(decodeContext(nothing, null)).toMatchObject({ format: "empty", problem: null });
  });
});

describe("what no format can hold is refused before anything is written", () => {
  const loop: unknown[] = [];
  loop.push(loop);

  it.each([
    ["a function", () => 1, /"k" is, or contains, a function/],
    ["undefined in a list", [undefined], /undefined/],
    ["an invalid date", new Date(Number.NaN), /invalid date/],
    ["an integer beyond 64 bits", 2n ** 63n, /beyond 64 bits/],
    ["a list that contains itself", loop, /contains itself/],
    ["a class instance", new Map([["a", 1]]), /a Map, which is no plain value/],
    ["a value of an unknown class", new JavaValue("com.acme.Thing", "x"), /com\.acme\.Thing, which cannot be written/],
    [
      "a text that is not of its class",
      new JavaValue("java.time.LocalDate", "soon"),
      /java\.time\.LocalDate, which cannot be written/,
    ],
  ])("%s", (_, value, message) => {
    for (const format of ["java", "jackson-5"] as const) {
      const refused = () => encodeContext(contextOf(value as ContextValue), format); // what a caller without types may pass
      expect(refused).toThrow(ContextNotSerializableError);
      expect(refused).toThrow(message);
    }
  });

  it("a key that Jackson 2 keeps for itself", () => {
    expect(() => encodeContext(new ExecutionContext([["@class", "x"]]), "jackson-4")).toThrow(
      ContextNotSerializableError,
    );
    expect(() => encodeContext(contextOf({ "@class": "x" }), "jackson-5")).toThrow(ContextNotSerializableError);
    expect(encodeContext(contextOf({ "@class": "x" }), "jackson-6").shortContext).toContain('"@class":"x"');
  });

  it("an object of an application in another format than it was read from", () => {
    const { context } = decodeContext('{"@class":"java.util.HashMap","k":{"@class":"pkg.Pojo","a":1}}', null);
    expect(() => encodeContext(context, "jackson-6")).toThrow(/"k" is, or contains, a pkg\.Pojo/);
    expect(() => encodeContext(context, "java")).toThrow(/"k" is, or contains, a pkg\.Pojo/);
  });
});

const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const key = fc
  .oneof(fc.string({ unit: "binary" }), fc.constantFrom("__proto__", "constructor", "toString"))
  .filter((k) => k !== "@class" && !/^\d+$/.test(k));
const javaScalar = fc.oneof(
  fc
    .tuple(fc.bigInt(), fc.integer({ min: -50, max: 50 }))
    .map(([n, s]) => scalar("java.math.BigDecimal", s < 0 ? `${n}E+${-s}` : `${n}.${"0".repeat(s)}5`)),
  fc
    .integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
    .map((n) => scalar("java.lang.Double", `${n}`.length < 8 ? `${n}.0` : "-7.0")),
  fc
    .date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })
    .map((d) => scalar("java.time.LocalDate", d.toISOString().slice(0, 10))),
  fc.uuid().map((text) => scalar("java.util.UUID", text)),
);
const { value: contextValue } = fc.letrec<{ value: ContextValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.double(),
    int64,
    fc.string({ unit: "binary" }),
    fc.date({ noInvalidDate: true, min: new Date("0001-01-01"), max: new Date("9999-12-31") }),
    javaScalar,
    fc.array(tie("value"), { maxLength: 5 }),
    fc.dictionary(key, tie("value"), { maxKeys: 5 }),
  ),
}));
const contexts = fc
  .uniqueArray(fc.tuple(key, contextValue), { selector: ([k]) => k, maxLength: 8 })
  .map((entries) => new ExecutionContext(entries));

/** A Double that is a 32-bit integer is a Double still, and a decimal has one text. */
const normal = (context: ExecutionContext) =>
  decodeContext(encodeContext(context, "java").shortContext, encodeContext(context, "java").serializedContext);

describe("any context", () => {
  it("of any length", () => {
    // The writer's buffer grows at 1024, 2050, 4102 … bytes: every kind of value meets its end.
    for (let length = 0; length < 4_200; length += length < 700 ? 700 : 1) {
      const context = new ExecutionContext([
        ["pad", "x".repeat(length)],
        ["i", 1],
        ["l", 2n],
        ["d", 0.5],
        ["b", true],
        ["date", date],
      ]);
      const { shortContext, serializedContext } = encodeContext(context, "java");
      expect(decodeContext(shortContext, serializedContext).context.entries()).toEqual(context.entries());
    }
  });

  it.each(CONTEXT_FORMATS)(
    "written as %s reads back as it was, in the same order, and is written the same again",
    (format) => {
      fc.assert(
        fc.property(contexts, (context) => {
          const encoded = encodeContext(context, format);
          const decoded = decodeContext(encoded.shortContext, encoded.serializedContext, {
            generation: format === "jackson-4" ? 4 : 5,
          });
          expect(decoded.problem).toBeNull();
          expect(decoded.context.entries()).toEqual(normal(context).context.entries());
          expect(encodeContext(decoded.context, format)).toEqual(encoded);
        }),
        { numRuns: 300 },
      );
    },
  );

  it.each(
    CONTEXT_FORMATS.flatMap((from) => CONTEXT_FORMATS.filter((to) => to !== from).map((to) => [from, to] as const)),
  )("read from %s can be written as %s", (from, to) => {
    fc.assert(
      fc.property(contexts, (context) => {
        const first = encodeContext(context, from);
        const { context: moved } = decodeContext(first.shortContext, first.serializedContext, {
          generation: from === "jackson-4" ? 4 : 5,
        });
        expect(encodeContext(moved, to)).toEqual(encodeContext(normal(context).context, to));
      }),
      { numRuns: 50 },
    );
  });
});
