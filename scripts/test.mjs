/**
 * `npm test`: unit and engine tests and the example jobs on SQLite, on MySQL or MariaDB too where BATCHDECK_TEST_MYSQL_URL names a server,
 * then operator stories in a real browser. Sets everything up by itself.
 *
 *     npm test                       everything
 *     npm test -- --mariadb          starts a throwaway MariaDB for it
 *     npm test -- --no-browser       without the operator stories
 *     npm test -- restart            only test files with "restart" in their path
 *     npm test -- e2e                only the operator stories; e2e/launch only those with that in their path
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium } from "./chromium.mjs";
import { startMariadb, stopMariadb } from "./mariadb.mjs";
import { build, command, node, prepare, run } from "./setup.mjs";

const vitest = "node_modules/vitest/vitest.mjs";
const playwright = "node_modules/@playwright/test/cli.js";

command(async (args) => {
  const filters = args.filter((arg) => !["--mariadb", "--no-browser"].includes(arg));
  const folder = mkdtempSync(join(tmpdir(), "batchdeck-npm-test-"));
  const mariadb = join(folder, "mariadb");
  try {
    await prepare();
    if (args.includes("--mariadb")) {
      process.env.BATCHDECK_TEST_MYSQL_URL = await startMariadb(mariadb, ["--innodb-flush-log-at-trx-commit=2"]);
    }
    const notes = [];
    if (!process.env.BATCHDECK_TEST_MYSQL_URL) {
      notes.push("MySQL was not tested: set BATCHDECK_TEST_MYSQL_URL, or run npm test -- --mariadb.");
    }
    const stories = filters.filter((filter) => filter.startsWith("e2e"));
    const others = filters.filter((filter) => !stories.includes(filter));
    const all = filters.length === 0;
    const results = [];
    if (all || others.length > 0) results.push(await runVitest(folder, others));
    if ((all && !args.includes("--no-browser")) || stories.length > 0) {
      results.push(await runStories(folder, notes, stories));
    }
    return report(results, notes);
  } finally {
    await stopMariadb(mariadb);
    rmSync(folder, { recursive: true, force: true });
  }
});

async function runVitest(folder, filters) {
  const file = join(folder, "vitest.json");
  const code = await run(node(), [
    vitest,
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
    ...filters,
  ]);
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const counts = JSON.parse(readFileSync(file, "utf8"));
  return {
    passed: counts.numPassedTests,
    // A test file that cannot even be loaded, or an error outside any test, fails no test but the run.
    failed: counts.numFailedTests || (code === 0 ? 0 : 1),
    skipped: counts.numPendingTests + counts.numTodoTests,
  };
}

async function runStories(folder, notes, filters) {
  const chromium = findChromium();
  if (!chromium) {
    const count = countStories();
    notes.push(`${count} operator stories were SKIPPED: there is no Chromium here. Install it, or set CHROMIUM_PATH.`);
    return { passed: 0, failed: 0, skipped: count };
  }
  await build();
  const file = join(folder, "playwright.json");
  const code = await run(node(), [playwright, "test", "--reporter=list,json", ...filters], {
    env: { ...process.env, CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  });
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const { stats } = JSON.parse(readFileSync(file, "utf8"));
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky || (code === 0 ? 0 : 1),
    skipped: stats.skipped,
  };
}

/** Asks Playwright how many stories there are; at least one, so that what was left out is never counted as nothing. */
function countStories() {
  const list = spawnSync(node(), [playwright, "test", "--list"], { encoding: "utf8" });
  return Number(/Total: (\d+) test/.exec(list.stdout)?.[1] ?? 1);
}

function report(results, notes) {
  const sum = (kind) => results.reduce((total, result) => total + result[kind], 0);
  const [passed, failed, skipped] = [sum("passed"), sum("failed"), sum("skipped")];
  console.log(`\n${notes.map((note) => `NOTE: ${note}\n`).join("")}`);
  console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`);
  return failed === 0 && passed > 0 ? 0 : 1;
}
