import { expect, it } from "vitest";
import { sharedReads } from "./shared-reads";

it("twenty who ask within the interval cost one reading", async () => {
  let time = 0;
  let readings = 0;
  const shared = sharedReads(() => time);
  const ask = () => shared.get("board", 1_000, async () => ++readings);

  await Promise.all(Array.from({ length: 20 }, ask));
  time = 999;
  expect(await ask()).toBe(1);
  time = 1_000;
  expect(await ask()).toBe(2);
  expect(readings).toBe(2);
});

it("a failure is told to those who waited and not remembered", async () => {
  const shared = sharedReads(() => 0);
  await expect(shared.get("board", 1_000, () => Promise.reject(new Error("no database")))).rejects.toThrow(
    "no database",
  );
  expect(await shared.get("board", 1_000, async () => "back")).toBe("back");
});
