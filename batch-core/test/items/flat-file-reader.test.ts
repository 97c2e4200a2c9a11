import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  delimitedTokenizer,
  type FlatFileReaderOptions,
  fixedLengthTokenizer,
  flatFileReader,
  jsonLineMapper,
  jsonRecords,
  type LineMapper,
  lineMapper,
  passThroughLineMapper,
  patternMatchingLineMapper,
  quotedRecords,
  suffixRecords,
} from "../../src/item/index.ts";
import { ExecutionContext } from "../../src/model/execution-context.ts";
import { fileWith, newPath } from "./support/files.ts";
import { describeReaderContract, readAll } from "./support/reader-contract.ts";

const trades = fileWith("# trades\nUK21341EAH45978 1\n\nUK21341EAH46112 2\n#\nUK21341EAH47245 3\n");
const mapper = lineMapper(
  fixedLengthTokenizer({ columns: { isin: [1, 12], quantity: [13, 15], rest: [16] }, strict: false }),
  (fields) => ({
    isin: fields.readString("isin"),
    quantity: fields.readInt("quantity", 0),
  }),
);

describeReaderContract("flatFileReader", {
  defaultName: "flatFileReader",
  make: (options) => flatFileReader(trades, mapper, options),
  makeBroken: () => flatFileReader(newPath(), mapper),
  items: [
    { isin: "UK21341EAH45", quantity: 978 },
    { isin: "", quantity: 0 },
    { isin: "UK21341EAH46", quantity: 112 },
    { isin: "UK21341EAH47", quantity: 245 },
  ],
});

describeReaderContract("flatFileReader with records of several lines and lines to skip", {
  defaultName: "flatFileReader",
  make: (options) =>
    flatFileReader(fileWith("a;\nb\nc;\nd;\ne\nf\ng;"), passThroughLineMapper, {
      linesToSkip: 1,
      recordSeparatorPolicy: suffixRecords(),
      ...options,
    }),
  items: ["bc", "d", "efg"],
});

describe("flatFileReader", () => {
  it.each<[string, string, FlatFileReaderOptions, string[]]>([
    ["every line a record, empty ones too", "a\n\n b \n", {}, ["a", "", " b "]],
    ["LF, CRLF and CR", "a\r\nb\rc\nd\r", {}, ["a", "b", "c", "d"]],
    ["comments wherever they stand", "#1\na\n#2\nb #3\n", {}, ["a", "b #3"]],
    ["other comments", "--1\n#a\nREM\n", { comments: ["--", "REM"] }, ["#a"]],
    ["no comments", "#a\n", { comments: [] }, ["#a"]],
    [
      "quoted records over lines",
      'a "b\n\nc" d\n#\ne\n',
      { recordSeparatorPolicy: quotedRecords() },
      ['a "b\n\nc" d', "e"],
    ],
    ["continued lines", "a \\\nb\\ \nc\nd\n", { recordSeparatorPolicy: quotedRecords() }, ["a bc", "d"]],
    [
      "other quotes and continuations",
      "a 'b\nc' +\nd\n",
      { recordSeparatorPolicy: quotedRecords("'", "+") },
      ["a 'b\nc' d"],
    ],
    ["records with a suffix", "a;\nb\nc; \n", { recordSeparatorPolicy: suffixRecords() }, ["a", "bc"]],
    [
      "another suffix, blanks meant",
      "a. \nb.\n",
      { recordSeparatorPolicy: suffixRecords(".", { ignoreTrailingBlanks: false }) },
      ["a. b"],
    ],
    [
      "JSON records",
      '{"a":\n {"b": 1}\n}\n{"c": 2}\n',
      { recordSeparatorPolicy: jsonRecords() },
      ['{"a": {"b": 1}}', '{"c": 2}'],
    ],
    ["nothing of an empty file", "", { recordSeparatorPolicy: suffixRecords() }, []],
  ])("reads %s", async (_, content, options, expected) => {
    expect(await readLines(content, options)).toEqual(expected);
  });

  it("hands over the lines it skips, comments not counted", async () => {
    const skipped: string[] = [];
    const onSkippedLine = (line: string) => skipped.push(line);
    expect(await readLines("#c\nhead 1\n#c\nhead 2\na\n", { linesToSkip: 2, onSkippedLine })).toEqual(["a"]);
    expect(skipped).toEqual(["head 1", "head 2"]);
    expect(await readLines("only\n", { linesToSkip: 5 })).toEqual([]);
  });

  it("tells of a record that the end of the file cuts off, with the line it began at", async () => {
    const reader = flatFileReader(fileWith('a\n"b\nc\n'), passThroughLineMapper, {
      recordSeparatorPolicy: quotedRecords(),
    });
    await reader.open?.(new ExecutionContext());
    expect(await reader.read()).toBe("a");
    await expect((async () => reader.read())()).rejects.toMatchObject({ code: "PARSE", line: 2, input: '"b\nc' });
    expect(await reader.read()).toBeNull();
    await reader.close?.();
  });

  it("tells line and input of what cannot be mapped, and goes on", async () => {
    const tokenize = delimitedTokenizer({ names: ["id", "name"] });
    const reader = flatFileReader(
      fileWith("1,a\n2\n#\nx,c\n4,d\n"),
      lineMapper(tokenize, (fields) => fields.readInt("id")),
    );
    await reader.open?.(new ExecutionContext());
    expect(await reader.read()).toBe(1);
    const failure = async () => reader.read();
    await expect(failure()).rejects.toMatchObject({ line: 2, input: "2", cause: { code: "INCORRECT_TOKEN_COUNT" } });
    await expect(failure()).rejects.toThrow(/line 4: field "id" is no number: "x"\. Record: x,c/);
    expect(await reader.read()).toBe(4);
    await reader.close?.();
  });

  it("maps fields by a schema", async () => {
    const map = lineMapper(
      delimitedTokenizer({ names: ["id", "name"] }),
      z.object({ id: z.coerce.number(), name: z.string() }),
    );
    expect(await readLines(" 1 , owl \n", {}, map)).toEqual([{ id: 1, name: "owl" }]);
    await expect(readLines("x,owl\n", {}, map)).rejects.toThrow(/line 1: id: /);
  });

  it("maps lines of different kinds, and lines of JSON", async () => {
    const map = patternMatchingLineMapper<unknown>({
      "{*": jsonLineMapper,
      "*": (line, number) => `${number}: ${line}`,
    });
    expect(await readLines('head\n{"a":1}\n', {}, map)).toEqual(["1: head", { a: 1 }]);
  });

  it("joins CRLF across the blocks it reads", async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => "x".repeat(i % 13));
    expect(await readLines(lines.map((line) => `${line}\r\n`).join(""))).toEqual(lines);
  });
});

async function readLines(
  content: string,
  options: FlatFileReaderOptions = {},
  map: LineMapper<unknown> = passThroughLineMapper,
): Promise<unknown[]> {
  const reader = flatFileReader(fileWith(content), map, options);
  try {
    await reader.open?.(new ExecutionContext());
    return await readAll(reader);
  } finally {
    await reader.close?.();
  }
}
