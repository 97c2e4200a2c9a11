import { expect, it } from "vitest";
import { searchPace } from "./search-pace";

it("looks further where the database is quick, and less far where it is slow", () => {
  const pace = searchPace();
  for (let search = 0; search < 10; search++) pace.learn("rows", pace.span("rows"), 100);
  expect(pace.span("rows")).toBe(1_000_000n);
  for (let search = 0; search < 20; search++) pace.learn("rows", pace.span("rows"), Number(pace.span("rows")) / 50);
  expect(Number(pace.span("rows"))).toBeCloseTo(15_000, -2);
});

it("learns of rows and of parameters apart, and never gives up", () => {
  const pace = searchPace();
  const before = pace.span("rows");
  for (let search = 0; search < 20; search++) pace.learn("parameters", pace.span("parameters"), 60_000);
  expect(pace.span("parameters")).toBe(10_000n);
  expect(pace.span("rows")).toBe(before);
});
