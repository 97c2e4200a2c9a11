import { expect, it } from "vitest";
import { NO_FILTER } from "./filter/execution-filter";
import { applyFilterLine } from "./filter/filter-line";
import { parseExecutionFilter, parsePageRequest } from "./filter/parse-execution-filter";
import { isId } from "./ids";

it.each(["0", "1", "114891", "9223372036854775807"])("%s is an id", (text) => {
  expect(isId(text)).toBe(true);
});

it.each(["", "-1", "1.0", "0x1", "9223372036854775808", "9999999999999999999", "10000000000000000000", "１"])(
  "%j is none, and asks the database for nothing",
  (text) => {
    expect(isId(text)).toBe(false);
    const query = new URLSearchParams({ id: text, instance: text, before: text });
    expect(parseExecutionFilter(query)).toMatchObject({ id: null, instance: null });
    expect(parsePageRequest(query).before).toBeNull();
    expect(applyFilterLine(NO_FILTER, `instance:${text}`).filter.instance).toBeNull();
  },
);
