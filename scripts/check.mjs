/** `npm run check`: format, lint and types of everything; all three run, so that one report holds every problem. */
import { command, nextBin, node, prepare, run } from "./setup.mjs";

command(async () => {
  await prepare();
  const steps = [
    ["Format and lint", "node_modules/@biomejs/biome/bin/biome", ["ci", "--error-on-warnings", "."]],
    // Types of routes come from Next and are not in the repository.
    ["Route types", nextBin, ["typegen"]],
    ["Types of the console", "node_modules/typescript/bin/tsc", ["--noEmit"]],
    ["Types of the engine", "node_modules/typescript/bin/tsc", ["--noEmit", "-p", "batch-core"]],
  ];
  let failed = 0;
  for (const [title, script, args] of steps) {
    console.log(`\n${title}`);
    if ((await run(node(), [script, ...args])) !== 0) failed++;
  }
  console.log(failed === 0 ? "\nEverything is in order." : `\n${failed} of ${steps.length} checks failed.`);
  return failed === 0 ? 0 : 1;
});
