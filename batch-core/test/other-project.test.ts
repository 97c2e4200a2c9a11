import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { temporaryFolder } from "./support/temporary-folder.ts";

const core = fileURLToPath(new URL("..", import.meta.url));
const modules = join(core, "..", "node_modules");
const tsc = join(modules, "typescript", "bin", "tsc");

const JOB_TEST = `
import assert from "node:assert/strict";
import { test } from "node:test";
import { defineJob, listReader, listWriter } from "batch-core";
import { isRunning } from "batch-core/model";
import { assertCounts, openTestBatch } from "batch-core/testing";

const written: number[] = [];
const copyJob = defineJob({
  name: "copyJob",
  flow: (job) =>
    job.start(
      job.chunkStep("copy", { chunkSize: 2, reader: () => listReader([1, 2, 3]), writer: () => listWriter(written) }),
    ),
});

test("a job of another project", async () => {
  await using batch = await openTestBatch();
  await batch.crash({ chunk: 2, after: "write" }).startAndWait(copyJob);
  const { status, stepExecutions } = await batch.startAndWait(copyJob);
  assert.equal(isRunning(status), false);
  assertCounts(stepExecutions[0], { readCount: 1, writeCount: 1, commitCount: 1 });
});
`;

/** As after `npm install ../batchdeck/batch-core`, which links the package. */
it("is used by a project elsewhere: its types resolve, and its tests run", () => {
  using project = temporaryFolder();
  mkdirSync(project.file("node_modules"));
  symlinkSync(core, join(project.path, "node_modules", "batch-core"));
  writeFileSync(project.file("package.json"), JSON.stringify({ name: "other", type: "module" }));
  writeFileSync(
    project.file("tsconfig.json"),
    JSON.stringify({
      compilerOptions: {
        target: "es2024",
        module: "nodenext",
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        allowImportingTsExtensions: true,
        types: ["node"],
      },
      include: ["*.ts"],
    }),
  );
  writeFileSync(project.file("copy-job.test.ts"), JOB_TEST);
  symlinkSync(join(modules, "@types"), join(project.path, "node_modules", "@types"));

  expect(outputOf(project.path, [tsc, "-p", "."])).toBe("");
  expect(outputOf(project.path, ["--test", "--test-reporter=tap", "copy-job.test.ts"])).toMatch(
    /^# pass 1\n# fail 0$/m,
  );
}, 60_000);

function outputOf(folder: string, args: readonly string[]): string {
  try {
    // A test runner does not run another inside of it, unless it forgets that it is one.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    return execFileSync(process.execPath, args, { cwd: folder, env, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    return String((error as { stdout?: string }).stdout);
  }
}
