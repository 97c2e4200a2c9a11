import { describe, expect, it } from "vitest";
import { mostTellingLine, readCause } from "./cause";

const JAVA = `org.springframework.batch.core.JobExecutionException: step failed
\tat org.example.Job.run(Job.java:12)
\tat org.example.Main.main(Main.java:3)
Caused by: org.example.GatewayException: transfer refused
\tat org.example.Gateway.send(Gateway.java:9)
\t... 2 more
Caused by: java.net.SocketTimeoutException: Read timed out
\t... 4 more
\tSuppressed: java.lang.IllegalStateException: connection already closed
\t\t... 11 more
`;

describe("a stack trace", () => {
  it("is turned over, so that what broke comes first and what was suppressed last", () => {
    expect(readCause(JAVA).causes.map(({ headline }) => headline)).toEqual([
      "java.net.SocketTimeoutException: Read timed out",
      "org.example.GatewayException: transfer refused",
      "org.springframework.batch.core.JobExecutionException: step failed",
      "java.lang.IllegalStateException: connection already closed",
    ]);
  });

  it("keeps the frames with their exception", () => {
    expect(readCause(JAVA).causes.at(1)?.frames).toEqual(["at org.example.Gateway.send(Gateway.java:9)", "... 2 more"]);
  });

  it("is told in one line by its deepest cause", () => {
    expect(mostTellingLine(JAVA)).toBe("java.net.SocketTimeoutException: Read timed out");
  });
});

it("a message of several lines stays whole", () => {
  const { causes } = readCause("ParseError: line 147\nRecord: a;b;c\n\tat read (reader.ts:1)");
  expect(causes).toEqual([{ headline: "ParseError: line 147\nRecord: a;b;c", frames: ["at read (reader.ts:1)"] }]);
});

it("descriptions of several steps are several causes", () => {
  const { causes } = readCause("Error: manager\n\tat a (a.ts:1)\n; Error: worker\n\tat b (b.ts:1)");
  expect(causes.map(({ headline }) => headline)).toEqual(["Error: worker", "Error: manager"]);
});

it.each([
  ["", null],
  ["   \n", null],
  ["plain words", "plain words"],
])("the telling line of %j is %j", (message, expected) => {
  expect(mostTellingLine(message)).toBe(expected);
});

it("a message that fills its column may have lost its end", () => {
  expect(readCause("x".repeat(2499)).truncated).toBe(true);
  expect(readCause("x".repeat(2400)).truncated).toBe(false);
});
