/**
 * `npm run bench`: the measurements of batch-core/bench, one after the other. Words after `--` choose by file name:
 * `npm run bench -- csv-to-table`. See batch-core/bench/README.md.
 */
import { readdirSync } from "node:fs";
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
  let code = 0;
  for (const file of chosen) {
    console.log(`\n${file}`);
    code = (await run(node(), ["--expose-gc", `batch-core/bench/${file}`, ...options])) || code;
  }
  return code;
});
