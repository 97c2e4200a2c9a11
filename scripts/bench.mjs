/**
 * `npm run bench`: the measurements of batch-core/bench, one after the other. Words after `--` choose by file name:
 * `npm run bench -- csv-to-table`; `--save` writes what was measured to batch-core/bench/RESULTS.md. See batch-core/bench/README.md.
 *
 * `npm run bench -- console` measures the console instead: bench/README.md.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { findMariadb, startMariadb, stopMariadb } from "./mariadb.mjs";
import { build, command, node, Problem, prepare, run } from "./setup.mjs";

command(async (args) => {
  await prepare();
  const words = args.filter((arg) => !arg.startsWith("-"));
  if (words.length === 1 && words[0] === "console") {
    await build();
    return run(node(), ["bench/console.bench.ts", ...args.filter((arg) => arg !== "console")]);
  }
  const options = args.filter((arg) => arg.startsWith("-") && arg !== "--save");
  const all = readdirSync("batch-core/bench")
    .filter((file) => file.endsWith(".bench.ts"))
    .sort();
  const chosen = all.filter((file) => words.length === 0 || words.some((word) => file.includes(word)));
  if (chosen.length === 0) throw new Problem(`No measurement is named so. There are: ${all.join(", ")}.`);
  const folder = mkdtempSync(join(tmpdir(), "batchdeck-npm-bench-"));
  const mariadb = join(folder, "mariadb");
  const results = join(folder, "results.jsonl");
  process.env.BATCHDECK_BENCH_RESULTS = results;
  const loadBefore = loadavg()[0];
  try {
    if (!process.env.BATCHDECK_BENCH_MYSQL_URL && findMariadb()) {
      // What a production server has: commits are synced, and the data fits.
      process.env.BATCHDECK_BENCH_MYSQL_URL = await startMariadb(mariadb, [
        "--innodb-flush-log-at-trx-commit=1",
        "--innodb-buffer-pool-size=1G",
        "--innodb-log-file-size=512M",
      ]);
    }
    let code = 0;
    for (const file of chosen) {
      console.log(`\n${file}`);
      code = (await run(node(), ["--expose-gc", `batch-core/bench/${file}`, ...options])) || code;
    }
    const comparisons = existsSync(results)
      ? readFileSync(results, "utf8")
          .trim()
          .split("\n")
          .map((line) => JSON.parse(line))
      : [];
    printBudgets(comparisons);
    if (args.includes("--save")) {
      writeFileSync("batch-core/bench/RESULTS.md", resultsPage(comparisons, [loadBefore, loadavg()[0]], options));
    }
    return code;
  } finally {
    await stopMariadb(mariadb);
    rmSync(folder, { recursive: true, force: true });
  }
});

function printBudgets(comparisons) {
  const verdicts = comparisons.flatMap((comparison) => comparison.verdicts);
  if (verdicts.length === 0) return;
  console.log("\nBudgets of this run\n");
  console.table(verdicts.map(({ what, measured, met }) => ({ budget: what, measured, "": met ? "met" : "MISSED" })));
}

/** The machine is described by its cores alone; how busy it was beside the measurement is part of the result. */
function resultsPage(comparisons, load, options) {
  const day = new Date().toISOString().slice(0, 10);
  const verdicts = comparisons.flatMap((comparison) => comparison.verdicts);
  return `# Results

Written by \`npm run bench -- --save\` on ${day}: ${availableParallelism()} cores, client and database on the same machine, Node ${process.versions.node.split(".")[0]}
or newer, MariaDB with synced commits. Load of the machine when it began and ended: ${load.map((value) => value.toFixed(1)).join(" and ")}${
    load[0] > 1
      ? "; **it was not idle when it began**, so ratios between one busy core and two say less than they should"
      : ""
  }.
${options.length > 0 ? `Options: ${options.join(" ")}.\n` : ""}
Ratios are medians of ratios inside a round. Differences below about 15 % mean nothing.

## Budgets

${markdownTable(verdicts.map(({ what, measured, met }) => ({ budget: what, measured, "": met ? "met" : "**missed**" })))}
${comparisons.map(({ title, rounds, table }) => `## ${title}\n\n${rounds} rounds; ratio to the first line.\n\n${markdownTable(table)}`).join("\n")}`;
}

function markdownTable(rows) {
  const [first] = rows;
  if (!first) return "";
  const line = (cells) => `| ${cells.join(" | ")} |\n`;
  const columns = Object.keys(first);
  return line(columns) + line(columns.map(() => "---")) + rows.map((row) => line(Object.values(row))).join("");
}
