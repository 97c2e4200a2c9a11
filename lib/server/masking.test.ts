import { describe, expect, it } from "vitest";
import { isSecretName } from "@/lib/shared/secret-names";
import { MASK, maskText, maskValue, secretValues } from "./masking";

it.each([
  ["password", true],
  ["db.password", true],
  ["dbPassword", true],
  ["DB_PASSWD", true],
  ["apiKey", true],
  ["api-key", true],
  ["API_KEY_2", true],
  ["client_secret", true],
  ["accessToken", true],
  ["tokens", true],
  ["private.key", true],
  ["credentials", true],
  ["tokenizer", false],
  ["secretary", false],
  ["key", false],
  ["jobKey", false],
  ["compass", false],
  ["run.id", false],
])("%s holds a secret: %s", (name, expected) => {
  expect(isSecretName(name)).toBe(expected);
});

it.each([
  [{ name: "apiKey", value: "s3cr3t" }, MASK],
  [{ name: "apiKey", value: "" }, ""],
  [{ name: "apiKey", value: null }, null],
  [{ name: "url", value: "mysql://root:hunter2@db:3306/x" }, `mysql://root:${MASK}@db:3306/x`],
  [
    { name: "url", value: "jdbc:mysql://db/x?user=app&password=hunter2" },
    `jdbc:mysql://db/x?user=app&password=${MASK}`,
  ],
  [{ name: "target", value: "Server=db;Uid=app;Password=hunter2" }, `Server=db;Uid=app;Password=${MASK}`],
  [{ name: "note", value: "the password = a word" }, "the password = a word"],
  [{ name: "url", value: "https://example.com/a:b@c" }, "https://example.com/a:b@c"],
  [{ name: "region", value: "KR" }, "KR"],
])("the value of %o is shown as %s", (parameter, expected) => {
  expect(maskValue(parameter)).toBe(expected);
});

it("masks what a job itself calls secret", () => {
  expect(maskValue({ name: "pin", value: "1234" }, new Set(["pin"]))).toBe(MASK);
});

describe("a text that quotes secrets", () => {
  it.each([
    ["login failed: password=hunter2, retrying", `login failed: password=${MASK}, retrying`],
    ['{"apiKey":"abc","region":"KR"}', `{"apiKey":${MASK},"region":"KR"}`],
    ["cannot open jdbc:mysql://app:pw@db/x", `cannot open jdbc:mysql://app:${MASK}@db/x`],
    ["no secrets here: 12 of 40 rows", "no secrets here: 12 of 40 rows"],
  ])("%s", (text, expected) => {
    expect(maskText(text)).toBe(expected);
  });

  it("loses values that are known from the parameters, wherever they stand", () => {
    const secrets = secretValues([
      { name: "apiKey", value: "s3cr3t" },
      { name: "token", value: "ab" },
      { name: "region", value: "KR" },
    ]);
    expect(secrets).toEqual(["s3cr3t"]);
    expect(maskText("called with s3cr3t and KR", secrets)).toBe(`called with ${MASK} and KR`);
  });
});
