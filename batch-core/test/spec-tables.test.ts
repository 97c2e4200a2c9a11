import { describe, expect, it } from "vitest";
import { defineJob, matchesPattern } from "../src/index.ts";
import { openTestBatch } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";
import { EXIT_CODES, JOINED, PATTERNS_IN_ORDER } from "./vectors/exit-code-rules.ts";

/** Two listeners of a step that completed say row and column, so EXECUTING alone becomes COMPLETED. */
function storedOf(row: keyof typeof JOINED): string[] {
  return JOINED[row].split(",").map((code) => `COMPLETED ${code === "EXECUTING" ? "COMPLETED" : code}`);
}

describe.each(testDatabases)("the tables of the rules on $dialect", ({ openDatabase }) => {
  it("combine exit codes as they are stored, cell by cell", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    const job = defineJob({
      name: "cells",
      flow: (builder) => {
        const steps = EXIT_CODES.flatMap((row) =>
          EXIT_CODES.map((column) =>
            // Heard in reverse: the row's listener speaks first.
            builder.taskletStep(`${row} and ${column}`, () => {}, {
              listeners: [{ afterStep: () => column }, { afterStep: () => row }],
            }),
          ),
        );
        const [first, ...rest] = steps;
        if (!first) throw new Error("no cells");
        return rest.reduce((flow, step) => flow.next(step), builder.start(first));
      },
    });

    await batch.startAndWait(job);

    const rows = await batch.rows("BATCH_STEP_EXECUTION");
    const stored = new Map(rows.map((row) => [row.STEP_NAME, `${row.STATUS} ${row.EXIT_CODE}`]));
    for (const row of EXIT_CODES) {
      expect(
        EXIT_CODES.map((column) => stored.get(`${row} and ${column}`)),
        row,
      ).toEqual(storedOf(row));
    }
  });

  it.each(["COMPLETED", "FAILED", "STOPPED", "COMPLETED WITH SKIPS", "FAILED BADLY", "CUSTOM", "FINE", "NOOP"])(
    "try the transitions of a step that says %s in their order",
    async (code) => {
      await using batch = await openTestBatch({ database: await openDatabase() });
      const inOrder = PATTERNS_IN_ORDER.filter((pattern) => matchesPattern(pattern, code));
      const taken: string[] = [];
      // Each time without the way that was taken the time before; written in another order than they are tried in.
      for (let left = PATTERNS_IN_ORDER.toReversed(); taken.length < inOrder.length; ) {
        const patterns = left;
        const job = defineJob({
          name: "ways",
          flow: (builder) => {
            const says = builder.taskletStep("says", ({ setExitCode }) => setExitCode(code as never));
            const start = builder.start(says);
            return patterns.reduce(
              (flow, pattern) => flow.on(pattern as "*").to(builder.taskletStep(`way ${pattern}`, () => {})) as never,
              start,
            );
          },
        });
        const { stepExecutions } = await batch.startAndWait(job, { left: left.length });
        const way = stepExecutions[1]?.stepName.replace("way ", "") ?? "none";
        taken.push(way);
        left = left.filter((pattern) => pattern !== way);
      }
      expect(taken).toEqual(inOrder);
    },
  );
});
