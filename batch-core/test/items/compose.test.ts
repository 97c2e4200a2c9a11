import { describe, expect, it } from "vitest";
import type { StepScope } from "../../src/definition/step-scope.ts";
import { compose } from "../../src/item/index.ts";

const scope = { stepName: "load" } as StepScope;

describe("compose", () => {
  it("gives each function what the one before gave, and the scope", () => {
    const chain = compose(
      (text: string) => Number(text),
      (number, { stepName }) => `${stepName} ${number + 1}`,
    );
    expect(chain("41", scope)).toBe("load 42");
  });

  it("ends at the first null", async () => {
    const calls: number[] = [];
    const note = (n: number) => (item: number) => {
      calls.push(n);
      return n === 2 ? null : item;
    };
    expect(await compose(note(1), note(2), note(3))(0, scope)).toBeNull();
    const later = compose(note(1), async (item) => note(2)(item), note(3));
    expect(await later(0, scope)).toBeNull();
    expect(calls).toEqual([1, 2, 1, 2]);
  });

  it("waits for those that need time", async () => {
    const chain = compose(
      async (item: number) => item + 1,
      (item) => item * 10,
      async (item) => `${item}`,
    );
    expect(await chain(1, scope)).toBe("20");
  });
});
