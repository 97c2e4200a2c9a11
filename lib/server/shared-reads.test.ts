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

it("asks again for what was changed, and only for that", async () => {
  const shared = sharedReads(() => 0);
  let asked = 0;
  const ask = (key: string) => shared.get(key, 1_000, async () => ++asked);
  await Promise.all([ask("execution 1 operator"), ask("execution 12 operator")]);

  shared.forget("execution 1 ");

  expect(await ask("execution 12 operator")).toBe(2);
  expect(await ask("execution 1 operator")).toBe(3);
});
