/** `npm run screenshots`: draws the pictures of the README anew, from the built console over a seeded past and freshly run example jobs. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { findChromium } from "./chromium.mjs";
import { freePort } from "./mariadb.mjs";
import { build, command, nextBin, node, Problem, prepare, root, run } from "./setup.mjs";

const PICTURES = "docs/images";
/** Below the working folder, so that no picture shows where that is. */
const MENDED = "data/invoices-september.csv";
const size = { width: 1440, height: 900 };

command(async () => {
  await prepare();
  await build();
  const executablePath = findChromium();
  if (!executablePath) throw new Problem("There is no Chromium here. Install it, or set CHROMIUM_PATH.");
  const folder = mkdtempSync(join(tmpdir(), "batchdeck-screenshots-"));
  process.env.DATABASE_URL = `file:${join(folder, "batchdeck.db")}`;
  const children = [];
  try {
    await makeHistory(folder);
    const port = await freePort();
    const server = [nextBin, "start", "--hostname", "127.0.0.1", "--port", String(port)];
    children.push(start(server, { NEXT_MANUAL_SIG_HANDLE: "true", LOG_LEVEL: "silent" }));
    children.push(start(["jobs/cli.ts", "start", "zipCodeImportJob", "pauseMs=1500", "run.id=2"]));
    await draw(`http://127.0.0.1:${port}`, executablePath);
  } finally {
    for (const child of children) child.kill("SIGTERM");
    rmSync(folder, { recursive: true, force: true });
    rmSync(join(root, MENDED), { force: true });
  }
});

/** A week of many jobs, and the example jobs as they end today. */
async function makeHistory(folder) {
  const quiet = { stdio: "ignore" };
  await run(node(), ["batch-core/bench/seed-history.ts", "--executions", "15000"], quiet);
  const report = `outputFile=${join(folder, "flight-delays.csv")}`;
  mkdirSync(join(root, "data"), { recursive: true });
  writeFileSync(join(root, MENDED), readFileSync(join(root, "jobs/data/invoices.csv"), "utf8").replace("12O8", "1208"));
  for (const job of [
    ["helloJob"],
    ["birdStrikeImportJob"],
    ["flightDelayReportJob", report],
    ["zipCodeImportJob", "pauseMs=40"],
    ["invoiceImportJob", `inputFile=${MENDED}`],
    ["orderMonthCloseJob", "month=2026-10"],
    ["invoiceImportJob"],
  ]) {
    await run(node(), ["jobs/cli.ts", "start", ...job], quiet);
  }
}

async function draw(url, executablePath) {
  // Playwright is only there once the dependencies are.
  const { chromium } = await import("playwright");
  mkdirSync(join(root, PICTURES), { recursive: true });
  await untilReady(url);
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  const page = async (theme) => {
    const context = await browser.newContext({
      viewport: size,
      colorScheme: theme,
      locale: "en-GB",
      timezoneId: "UTC",
    });
    return context.newPage();
  };
  const light = await page("light");
  const dark = await page("dark");
  const failed = await executionOf(light, url, "invoiceImportJob");
  const closed = await executionOf(light, url, "orderMonthCloseJob");
  const pictures = [
    [light, `/executions/${failed}`, "execution"],
    [dark, `/executions/${closed}`, "flow-dark"],
    [light, "/", "overview"],
    [dark, "/running", "running-dark"],
    [light, "/jobs/zipCodeImportJob/launch", "launch"],
  ];
  for (const [tab, path, name] of pictures) {
    await tab.goto(url + path, { waitUntil: "networkidle" });
    await tab.screenshot({ path: join(root, PICTURES, `${name}.png`) });
    console.log(`${PICTURES}/${name}.png`);
  }
  await browser.close();
}

/** The newest execution of a job, as the list shows it. */
async function executionOf(page, url, jobName) {
  const response = await page.request.get(`${url}/api/executions?job=${jobName}`);
  const { items } = await response.json();
  return items[0].id;
}

async function untilReady(url) {
  for (let attempt = 0; attempt < 600; attempt++) {
    const response = await fetch(`${url}/api/health`).catch(() => null);
    if (response?.ok) return;
    await delay(100);
  }
  throw new Problem("The console did not answer.");
}

function start(args, environment = {}) {
  return spawn(node(), args, { cwd: root, stdio: "ignore", env: { ...process.env, ...environment } });
}
