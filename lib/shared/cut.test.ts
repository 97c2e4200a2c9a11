import { expect, it } from "vitest";
import { cut } from "./cut";

it.each([
  { text: "plain", lengthMax: 3, whole: "pla" },
  { text: "plain", lengthMax: 5, whole: "plain" },
  { text: "ab😀cd", lengthMax: 3, whole: "ab" },
  { text: "ab😀cd", lengthMax: 4, whole: "ab😀" },
  { text: "한글", lengthMax: 1, whole: "한" },
  { text: "", lengthMax: 3, whole: "" },
])("$text cut at $lengthMax is $whole", ({ text, lengthMax, whole }) => {
  expect(cut(text, lengthMax)).toBe(whole);
  expect(cut(text, lengthMax).isWellFormed()).toBe(true);
});
