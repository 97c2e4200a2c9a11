/**
 * `npm run bench`: the measurements of batch-core/bench, one after the other. Words after `--` choose by file name:
 * `npm run bench -- csv-to-table`. See batch-core/bench/README.md.
 */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findMariadb, startMariadb, stopMariadb } from "./mariadb.mjs";
import { command, node, Problem, prepare, run } from "./setup.mjs";

command(async (args) => {
  await prepare();
  const words = args.filter((arg) => !arg.startsWith("-"));
  const options = args.filter((arg) => arg.startsWith("-"));
  const all = readdirSync("batch-core/bench")
    .filter((file) => file.endsWith(".bench.ts"))
    .sort();
  const chosen = all.filter((file) => words.length === 0 || words.some((word) => file.includes(word)));
  if (chosen.length === 0) throw new Problem(`No measurement is named so. There are: ${all.join(", ")}.`);
  const folder = mkdtempSync(join(tmpdir(), "batchdeck-npm-bench-"));
  const mariadb = join(folder, "mariadb");
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
    return code;
  } finally {
    await stopMariadb(mariadb);
    rmSync(folder, { recursive: true, force: true });
  }
});
