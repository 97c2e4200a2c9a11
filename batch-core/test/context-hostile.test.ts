import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ContextNotSerializableError } from "../src/errors.ts";
import { ExecutionContext } from "../src/model/execution-context.ts";
import { type DecodedContext, decodeContext } from "../src/repository/context/decode-context.ts";
import { encodeContext } from "../src/repository/context/encode-context.ts";
import type { ContextSample } from "./fixtures/spring-batch/read-dump.ts";

/** CPU time of one context of usual size, in milliseconds. Other processes on the machine do not count. */
const CPU_MS_MAX = 50;
/** CPU time for a context made as large and as nasty as the limits allow. */
const LARGE_CPU_MS_MAX = 1_500;

function readJson<T>(name: string): T[] {
  // Written by the script beside it.
  return JSON.parse(readFileSync(new URL(`fixtures/spring-batch/${name}.json`, import.meta.url), "utf8")) as T[];
}

const samples = readJson<ContextSample>("contexts").map(({ short, serialized }) => serialized ?? short);
const javaSamples = readJson<{ base64: string }>("java-values").map(({ base64 }) => base64);
const streams = [
  ...samples.filter((text) => text.startsWith("rO0")),
  ...javaSamples.filter((text) => text.length < 20_000),
].map((text) => Buffer.from(text, "base64"));
const texts = samples.filter((text) => text.startsWith("{"));

/** Decodes, checks what must hold of any answer, and writes back what was read. */
function decodeWithin(text: string, cpuMs: number): DecodedContext {
  const before = process.threadCpuUsage();
  const decoded = decodeContext(text, null);
  const { user, system } = process.threadCpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(cpuMs);

  expect(decoded.raw).toBe(text);
  expect(JSON.stringify(decoded.tree).length).toBeLessThan(10_000_000);
  if (decoded.problem !== null) {
    expect(decoded.problem).toMatch(/^[A-Z].*\.$/s);
    expect(decoded.problem).not.toContain("fault of ours");
    expect(decoded.context.size).toBe(0);
    expect(() => encodeContext(decoded.context.copy(), "java")).toThrow(
      /would replace what is stored, which could not be read/,
    );
  } else {
    writeBack(decoded);
  }
  return decoded;
}

/** A mutation may leave two equal keys or a value Java could not have written; a refusal is an answer, another value is not. */
function writeBack({ context, format }: DecodedContext): void {
  if (format === "empty" || format === "text") return;
  try {
    const { shortContext, serializedContext } = encodeContext(context, format);
    const again = decodeContext(shortContext, serializedContext);
    expect(again.problem).toBeNull();
    expect(again.context.entries().map(([key]) => key)).toEqual(context.entries().map(([key]) => key));
  } catch (error) {
    if (!(error instanceof ContextNotSerializableError)) throw error;
  }
}

/** Damages of the kinds that reach what random bytes never would. */
function damage(
  bytes: Buffer,
  other: Buffer,
  [kind, at, length, byte]: readonly [number, number, number, number],
): Buffer {
  const start = at % (bytes.length + 1);
  const end = Math.min(bytes.length, start + length);
  switch (kind) {
    case 0:
      return bytes.subarray(0, start);
    case 1:
      return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
    case 2:
      return Buffer.concat([bytes.subarray(0, end), bytes.subarray(start)]);
    case 3:
      return Buffer.concat([
        bytes.subarray(0, start),
        other.subarray(at % (other.length + 1), (at % (other.length + 1)) + length),
        bytes.subarray(end),
      ]);
    case 4:
      return Buffer.concat([
        bytes.subarray(0, start),
        Buffer.from([0x71, 0x00, 0x7e, 0x00, byte]),
        bytes.subarray(start + 5),
      ]);
    default: {
      const copy = Buffer.from(bytes);
      if (copy.length > 0) copy[at % copy.length] = byte;
      return copy;
    }
  }
}

const blow = fc.tuple(fc.nat(9), fc.nat(30_000), fc.nat(40), fc.nat(255));
const blows = fc.array(blow, { minLength: 1, maxLength: 4 });

describe("damaged contexts give an answer, quickly, and never an exception", () => {
  it("6000 Java streams", () => {
    for (const text of [...samples, ...javaSamples]) decodeContext(text, null);
    fc.assert(
      fc.property(fc.constantFrom(...streams), fc.constantFrom(...streams), blows, (stream, other, all) => {
        const damaged = all.reduce<Buffer>((bytes, one) => damage(bytes, other, one), stream);
        decodeWithin(damaged.toString("base64"), CPU_MS_MAX);
      }),
      { numRuns: 6_000 },
    );
  });

  it("4000 JSON texts", () => {
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.constantFrom(...texts), blows, (text, other, all) => {
        const damaged = all.reduce<Buffer>((bytes, one) => damage(bytes, Buffer.from(other), one), Buffer.from(text));
        decodeWithin(damaged.toString("utf8"), CPU_MS_MAX);
      }),
      { numRuns: 4_000 },
    );
  });

  it("any text at all", () => {
    const start = fc.constantFrom(
      "",
      "{",
      "rO0AB",
      "\u00ac\u00ed\u0000\u0005",
      '{"@class":"java.util.HashMap","k":',
      "rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcAUH2sHDFmDRAwAC",
    );
    fc.assert(
      fc.property(
        start,
        fc.string({ unit: "binary", maxLength: 200 }),
        (head, tail) => void decodeWithin(head + tail, CPU_MS_MAX),
      ),
      { numRuns: 2_000 },
    );
  });
});

/** A stream by hand. */
const hex = (text: string) => Buffer.from(text.replace(/\s/g, ""), "hex");
const utf = (text: string) => Buffer.concat([hex(text.length.toString(16).padStart(4, "0")), Buffer.from(text)]);
const int = (value: number) => hex((value >>> 0).toString(16).padStart(8, "0"));
const classDesc = (name: string, flags = "02", fields = "0000", above = "70") =>
  Buffer.concat([hex("72"), utf(name), hex("0000000000000001"), hex(flags), hex(fields), hex("78"), hex(above)]);
const stream = (...parts: Buffer[]) => Buffer.concat([hex("aced0005"), ...parts]).toString("base64");
/** Header and HashMap of one key "k". */
const hashMap = Buffer.from(
  "rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcAUH2sHDFmDRAwACRgAKbG9hZEZhY3RvckkACXRocmVzaG9sZHhwP0AAAAAAAAx3CAAAABAAAAABdAABa3",
  "base64",
).subarray(0, -1);
const inMap = (...parts: Buffer[]) => Buffer.concat([hashMap, hex("6b"), ...parts, hex("78")]).toString("base64");
const objectArray = classDesc("[Ljava.lang.Object;");
const reference = (handle: number) => Buffer.concat([hex("71"), int(0x7e0000 + handle)]);

describe("hostile Java streams", () => {
  it.each<[string, string, RegExp]>([
    [
      "no header",
      Buffer.from("aced00047070", "hex").toString("base64").replace(/^.{5}/, "rO0AB"),
      /does not begin as one|unknown type code/,
    ],
    ["an array of two thousand million", stream(hex("75"), objectArray, int(0x7fffffff)), /array longer than itself/],
    ["an array of less than nothing", stream(hex("75"), objectArray, int(-1)), /array longer than itself/],
    ["bytes of two thousand million", stream(hex("75"), classDesc("[B"), int(0x7fffffff)), /ends too early/],
    ["a text of many exabytes", stream(hex("7c 7fffffffffffffff")), /ends too early/],
    ["a text of negative length", stream(hex("7c ffffffffffffffff")), /ends too early/],
    ["a reference to nothing", stream(reference(5)), /points to a value that is not there/],
    [
      "a class that is its own superclass",
      stream(hex("73"), classDesc("a.B", "02", "0000", "71007e0000")),
      /points to a value that is not complete/,
    ],
    [
      "a class that is a text",
      stream(
        hex("73 72"),
        utf("a.B"),
        hex("0000000000000001 02 0001 4c"),
        utf("f"),
        hex("74"),
        utf("La;"),
        hex("78 71007e0001"),
      ),
      /points to something that is no class/,
    ],
    ["an externalizable of an old protocol", stream(hex("73"), classDesc("a.B", "04")), /only its own class can read/],
    ["an exception", stream(hex("7b")), /the application failed while writing it/],
    [
      "lists nested without end",
      stream(...Array.from({ length: 5_000 }, () => Buffer.concat([hex("75"), objectArray, int(1)]))),
      /nested deeper than 1000 levels/,
    ],
    [
      "more values than anybody has",
      stream(hex("75"), objectArray, int(300_000), Buffer.alloc(300_000, 0x70)),
      /more than 200000 values/,
    ],
    ["a text that is no modified UTF-8", stream(hex("74 0001 ff")), /no modified UTF-8/],
    ["something that is no map", stream(hex("74"), utf("x")), /not a map with text keys/],
    ["nothing", stream(hex("70")), /not a map with text keys/],
  ])("%s", (_, text, problem) => expect(decodeWithin(text, LARGE_CPU_MS_MAX).problem).toMatch(problem));

  // In the map, handles 0 to 2 are its class, itself and "k"; the array class is 3, the array of k is 4.
  it("a few lists that stand for two to the power of fifty are cut, and written back as small as they were", () => {
    let list = Buffer.concat([hex("75"), reference(3), int(0)]);
    for (let level = 49; level > 0; level--) {
      // Every list holds the next one twice: once in full, once by its handle.
      list = Buffer.concat([hex("75"), reference(3), int(2), list, reference(5 + level)]);
    }
    const text = inMap(hex("75"), objectArray, int(2), list, reference(5));
    const { problem, tree, context } = decodeWithin(text, LARGE_CPU_MS_MAX);
    expect(problem).toBeNull();
    expect(JSON.stringify(tree)).toContain("not shown: too much of it");
    expect(encodeContext(context, "java").shortContext).toBe(text);
  });

  it("one long text shown ten thousand times is cut", () => {
    const long = Buffer.concat([hex("7c"), hex("00000000000186a0"), Buffer.alloc(100_000, 0x61)]);
    const again = Array.from({ length: 9_999 }, () => reference(5));
    expect(
      decodeWithin(inMap(hex("75"), objectArray, int(10_000), long, ...again), LARGE_CPU_MS_MAX).problem,
    ).toBeNull();
  });

  it("classes named after what every JavaScript object has are only names", () => {
    for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty"]) {
      const { problem, tree } = decodeWithin(inMap(hex("73"), classDesc(name)), CPU_MS_MAX);
      expect(problem).toBeNull();
      expect(tree.entries?.[0]?.value).toEqual({ kind: "object", javaType: name, entries: [] });
    }
  });

  it("a number of a million digits is not counted", () => {
    const fields = "0002 49 0006 7369676e756d 5b 0009 6d61676e6974756465 74 0002 5b42";
    const magnitude = Buffer.concat([hex("75"), classDesc("[B"), int(500_000), Buffer.alloc(500_000, 0x7f)]);
    const { problem, tree } = decodeWithin(
      inMap(hex("73"), classDesc("java.math.BigInteger", "02", fields), int(1), magnitude),
      LARGE_CPU_MS_MAX,
    );
    expect(problem).toBeNull();
    expect(tree.entries?.[0]?.value).toMatchObject({ kind: "cut", text: "a number of too many digits" });
  });

  it("a builder of text that says too little of itself", () => {
    const builder = classDesc("java.lang.StringBuilder", "03");
    const chars = Buffer.concat([hex("75"), classDesc("[C"), int(1), hex("0061")]);
    for (const block of ["", "7700", "7702 0001", "7704 00000001"]) {
      const { problem, tree } = decodeWithin(inMap(hex("73"), builder, hex(block), chars, hex("78")), CPU_MS_MAX);
      expect(problem).toBeNull();
      expect(tree.entries?.[0]?.value).toMatchObject({ javaType: "java.lang.StringBuilder" });
    }
  });

  it("two thousand million copies are not made", () => {
    const copies = classDesc(
      "java.util.Collections$CopiesList",
      "02",
      "0002 49 0001 6e 4c 0007 656c656d656e74 74 0012 4c6a6176612f6c616e672f4f626a6563743b",
    );
    expect(decodeWithin(inMap(hex("73"), copies, int(0x7fffffff), hex("70")), CPU_MS_MAX).problem).toBeNull();
  });
});

describe("what can be read of a context that breaks off is shown", () => {
  const context = new ExecutionContext([
    ["first", 1],
    ["second", ["a", { inner: 2n }, "long enough to be cut through the middle"]],
    ["third", true],
  ]);

  it.each(["jackson-4", "jackson-5", "jackson-6", "java", "java-raw"] as const)("in %s", (format) => {
    const { shortContext } = encodeContext(context, format);
    const isBase64 = format === "java";
    const whole = isBase64 ? Buffer.from(shortContext, "base64").toString("latin1") : shortContext;
    const cut = whole.slice(0, whole.indexOf("enough"));
    const { problem, tree } = decodeWithin(
      isBase64 ? Buffer.from(cut, "latin1").toString("base64") : cut,
      LARGE_CPU_MS_MAX,
    );

    expect(problem).toMatch(/ends too early|ends inside a text/);
    const [first, second, ...others] = tree.entries ?? [];
    expect(first).toMatchObject({ key: "first", value: { text: "1" } });
    expect(second).toMatchObject({
      key: "second",
      value: {
        kind: "list",
        items: [
          { text: "a" },
          { kind: "map", entries: [{ key: "inner", value: { text: "2" } }] },
          { kind: "cut", text: "not read: broken from here on" },
        ],
      },
    });
    expect(JSON.stringify(others)).not.toContain("third");
  });

  it("also when SHORT_CONTEXT is all there is of a long one", () => {
    const long = new ExecutionContext([
      ["first", 1],
      ["second", "x".repeat(3_000)],
    ]);
    for (const format of ["jackson-5", "java"] as const) {
      const { problem, tree } = decodeContext(encodeContext(long, format).shortContext, null);
      expect(problem).toMatch(/SHORT_CONTEXT was cut/);
      expect(tree.entries?.[0]).toMatchObject({ key: "first", value: { text: "1" } });
    }
  });

  it("two keys of one text before the break are both shown", () => {
    const { problem, tree } = decodeWithin('{"@class":"java.util.HashMap","a":1,"a":2,"b', CPU_MS_MAX);
    expect(problem).toMatch(/ends inside a text/);
    expect(tree.entries?.map(({ key }) => key)).toEqual(["a", "a", "…"]);
  });
});

describe("hostile JSON", () => {
  const root = '{"@class":"java.util.HashMap","k":';

  it.each<[string, string, RegExp]>([
    ["lists nested without end", `${root}${"[".repeat(1_000_000)}`, /nested deeper than 1000 levels/],
    ["objects nested without end", `${root}${'{"a":'.repeat(500_000)}`, /nested deeper than 1000 levels/],
    ["more values than anybody has", `${root}[${"1,".repeat(1_000_000)}1]}`, /more than 200000 values/],
    ["a text without end", `${root}"${"x".repeat(1_000_000)}`, /ends inside a text/],
    ["a backslash at the end", `${root}"\\`, /ends inside a text/],
    ["more than one value", `${root}1}}`, /unexpected "}"/],
    ["a number that is none", `${root}01}`, /unexpected "0"/],
    ["a control character", `${root}"\n"}`, /invalid escape or control character/],
    ["four million blanks", `rO0AB${" ".repeat(3_900_000)}!`, /begins as Base64 but is not/],
    ["more than is ever decoded", "x".repeat(5_000_000), /5000000 characters/],
    ["the format of Spring Batch 2 and 3", '{"map":[{"entry":{"string":["a","b"]}}]}', /Spring Batch 2 or 3/],
  ])("%s", (_, text, problem) => expect(decodeWithin(text, LARGE_CPU_MS_MAX).problem).toMatch(problem));

  it("a number of a million digits is not counted", () => {
    for (const number of [
      "9".repeat(1_000_000),
      `["java.math.BigDecimal",${"9".repeat(1_000_000)}.5]`,
      `["java.lang.Long",${"9".repeat(1_000_000)}]`,
    ]) {
      expect(decodeWithin(`${root}${number}}`, LARGE_CPU_MS_MAX).problem).toBeNull();
    }
  });

  it("keys that every JavaScript object has are only keys", () => {
    const { context } = decodeWithin(
      '{"@class":"java.util.HashMap","__proto__":1,"k":{"@class":"java.util.LinkedHashMap","__proto__":2,"constructor":3}}',
      CPU_MS_MAX,
    );
    expect(context.get("__proto__")).toBe(1);
    expect(Object.entries(context.get("k") ?? {})).toEqual([
      ["__proto__", 2],
      ["constructor", 3],
    ]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
