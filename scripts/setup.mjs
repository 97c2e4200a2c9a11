/**
 * What every command needs before it can do its own work: dependencies, Prisma clients, a build of the console. Each step runs only
 * when what it depends on has changed.
 *
 * Plain JavaScript over `node:` modules: the first time it runs on whatever Node is there (20 or newer) with nothing installed.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const nextBin = join(root, "node_modules/next/dist/bin/next");

/** `npm ci` deletes this folder with node_modules, and so forgets what was made with the old packages. */
const stamps = join(root, "node_modules/.batchdeck");
/** `await using` and `.ts` files need no flag from here on. */
const NODE_MAJOR_MIN = 24;

/** A problem the person at the terminal can mend: shown as its sentence, without a stack. */
export class Problem extends Error {}

/**
 * Runs a command's `work`; its result is the exit code. Reads `.env` first; what the environment already says wins.
 */
export async function command(work) {
  process.chdir(root);
  if (existsSync(".env")) process.loadEnvFile(".env");
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  try {
    process.exitCode = (await work(process.argv.slice(2))) ?? 0;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}

/** Makes dependencies and Prisma clients ready. Milliseconds when nothing changed. */
export async function prepare() {
  await install();
  await generate();
}

async function install() {
  if (installedAsLocked()) return;
  await phase("Installing dependencies (npm ci)", async () => {
    // npm must not run on the very binary that it is about to delete.
    const path = String(process.env.PATH)
      .split(delimiter)
      .filter((entry) => !entry.startsWith(join(root, "node_modules")))
      .join(delimiter);
    // Scripts are not needed by any package here; devDependencies build the console, also under NODE_ENV=production.
    const args = ["ci", "--include=dev", "--include=optional", "--ignore-scripts", "--no-audit", "--no-fund"];
    await mustRun("npm", args, { env: { ...process.env, PATH: path }, shell: process.platform === "win32" });
  });
}

/** Compares the lockfile with npm's own record of what it put into node_modules. */
function installedAsLocked() {
  const record = readJson(join(root, "node_modules/.package-lock.json"));
  const lock = readJson(join(root, "package-lock.json"));
  if (!record || !lock) return false;
  return Object.entries(lock.packages).every(([path, locked]) => {
    if (path === "") return true;
    const installed = record.packages[path];
    // Optional packages are for other platforms, or could not be had here.
    if (!installed) return Boolean(locked.optional);
    return installed.version === locked.version && installed.integrity === locked.integrity;
  });
}

async function generate() {
  const current = hash(["prisma/schema.prisma", "prisma/generate.mjs", "node_modules/prisma/package.json"]);
  const stamp = join(stamps, "generate");
  if (readText(stamp) === current && existsSync(join(root, "lib/generated"))) return;
  await phase("Generating database clients", () => mustRun(node(), ["prisma/generate.mjs"]));
  writeStamp(stamp, current);
}

/** Builds the console with `next build` unless the last build had the same sources. */
export async function build() {
  const current = hash([
    ...["app", "components", "lib", "jobs", "batch-core/src", "prisma", "public"].flatMap((folder) =>
      filesBelow(folder),
    ),
    ...["next.config.js", "postcss.config.mjs", "instrumentation.ts", "proxy.ts", "tsconfig.json"],
    ...["package.json", "batch-core/package.json", "package-lock.json"],
  ]);
  const stamp = join(root, ".next/batchdeck-sources");
  if (readText(stamp) === current && existsSync(join(root, ".next/BUILD_ID"))) return;
  await phase("Building the console (next build)", async () => {
    // Type files of routes that only a former `next dev` knew would fail the type check.
    rmSync(join(root, ".next/dev"), { recursive: true, force: true });
    await mustRun(node(), [nextBin, "build"]);
  });
  writeStamp(stamp, current);
}

/**
 * The Node that runs everything after the installation: the one npm installed for this platform, else the running one.
 * @throws {Problem} when there is none that is new enough
 */
export function node() {
  const pinned = join(root, `node_modules/node-linux-${process.arch}/bin/node`);
  if (process.platform === "linux" && existsSync(pinned)) return pinned;
  if (Number(process.versions.node.split(".")[0]) >= NODE_MAJOR_MIN) return process.execPath;
  throw new Problem(
    `Batchdeck brings its own Node for Linux on x64 and arm64. On ${process.platform} ${process.arch} it needs Node ${NODE_MAJOR_MIN} or newer, and this is ${process.versions.node}.`,
  );
}

/**
 * Runs a program that talks to the terminal itself, passes signals on to it, and resolves to its exit code
 * (128 + n when signal n ended it).
 */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: "inherit", ...options, env: environment(options.env) });
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    // A Ctrl-C reaches the child twice, from the terminal and from here; what we run takes that.
    const forward = (signal) => child.kill(signal);
    for (const signal of signals) process.on(signal, forward);
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      for (const name of signals) process.off(name, forward);
      resolve(code ?? 128 + (SIGNAL_NUMBERS[signal] ?? 0));
    });
  });
}

const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

/** Runs a program quietly; what it printed is shown only when it fails. */
async function mustRun(program, args, options = {}) {
  const output = [];
  const code = await new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      ...options,
      env: environment(options.env),
    });
    child.stdout.on("data", (bytes) => output.push(bytes));
    child.stderr.on("data", (bytes) => output.push(bytes));
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (code === 0) return;
  console.error(`\n${Buffer.concat(output)}`);
  throw new Problem(`"${[program, ...args].join(" ")}" failed with code ${code}; its own words are above.`);
}

/**
 * Tools that say `#!/usr/bin/env node` get the pinned Node too. What Node compiled it keeps: a worker thread then starts in a third of the
 * time (0.1 instead of 0.3 s).
 */
function environment(env = process.env) {
  return {
    NODE_COMPILE_CACHE: join(root, "node_modules/.cache/node"),
    ...env,
    PATH: `${join(root, "node_modules/.bin")}${delimiter}${env.PATH}`,
  };
}

async function phase(title, work) {
  const start = performance.now();
  process.stdout.write(`${title} … `);
  await work();
  console.log(seconds(start));
}

/** Time since `start`, for people: "12.3 s". */
export function seconds(start) {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}

/** Paths of all files below a folder; data is not a source. */
function filesBelow(folder) {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.name !== "data" && entry.name !== "generated")
    .flatMap((entry) => {
      const child = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(child) : [child];
    })
    .filter((file) => !/\.(test|test-d)\.\w+$/.test(file));
}

/** One hash over names and contents; a file that is not there counts as empty. */
function hash(files) {
  const sum = createHash("sha256");
  for (const file of [...files].sort()) {
    const path = join(root, file);
    sum.update(`${file}\0`);
    if (existsSync(path) && statSync(path).isFile()) sum.update(readFileSync(path));
  }
  return sum.digest("hex");
}

function writeStamp(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function readText(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

function readJson(file) {
  const text = readText(file);
  return text === null ? null : JSON.parse(text);
}
