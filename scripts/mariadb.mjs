/**
 * A MariaDB server of one's own for tests and measurements: own data folder, a free port on loopback, ended by its process id.
 *
 *     node scripts/mariadb.mjs start <folder>    prints the server's URL
 *     node scripts/mariadb.mjs stop <folder>     ends it and deletes the folder
 *
 * Debian: `apt-get install mariadb-server` brings the programs; no service needs to run.
 */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { delimiter, join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const START_MS_MAX = 60_000;
const STOP_MS_MAX = 30_000;

/** Path of the server program, or null where MariaDB is not installed. */
export function findMariadb() {
  return findProgram("mariadbd");
}

/**
 * Starts a server in a new `folder`.
 * @param folder   made here; holds the data, the log and the process id
 * @param options  further server options, such as `--innodb-buffer-pool-size=1G`
 * @returns its URL, without a database: `mysql://root@127.0.0.1:40123/`
 */
export async function startMariadb(folder, options = []) {
  const server = findMariadb();
  const installer = findProgram("mariadb-install-db");
  if (!server || !installer)
    throw new Error("MariaDB is not installed here. On Debian: apt-get install mariadb-server");
  const directory = resolve(folder);
  const data = join(directory, "data");
  mkdirSync(data, { recursive: true });
  const user = process.getuid?.() === 0 ? ["--user=root"] : [];
  const own = ["--no-defaults", ...user, `--datadir=${data}`];
  execFileSync(installer, [...own, "--auth-root-authentication-method=normal", "--skip-test-db"], { stdio: "pipe" });

  const port = await freePort();
  const log = openSync(join(directory, "log"), "a");
  const child = spawn(
    server,
    [
      ...own,
      "--bind-address=127.0.0.1",
      `--port=${port}`,
      `--socket=${join(directory, "socket")}`,
      "--skip-name-resolve",
      "--skip-log-bin",
      "--character-set-server=utf8mb4",
      ...options,
    ],
    { stdio: ["ignore", log, log], detached: true },
  );
  writeFileSync(join(directory, "pid"), String(child.pid));
  child.unref();

  const deadline = Date.now() + START_MS_MAX;
  while (!(await greets(port))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stopMariadb(directory, { keep: true });
      throw new Error(`MariaDB did not start:\n${readFileSync(join(directory, "log"), "utf8").slice(-2000)}`);
    }
    await delay(50);
  }
  return `mysql://root@127.0.0.1:${port}/`;
}

/** Ends the server in `folder` and deletes the folder. Nothing happens when there is none. */
export async function stopMariadb(folder, { keep = false } = {}) {
  const directory = resolve(folder);
  const pidFile = join(directory, "pid");
  if (existsSync(pidFile)) {
    const pid = Number(readFileSync(pidFile, "utf8"));
    const deadline = Date.now() + STOP_MS_MAX;
    for (let signal = "SIGTERM"; send(pid, signal); signal = Date.now() > deadline ? "SIGKILL" : 0) await delay(50);
    rmSync(pidFile);
  }
  if (!keep) rmSync(directory, { recursive: true, force: true });
}

/** A port of 127.0.0.1 that was free a moment ago. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** The server speaks first: as soon as a greeting arrives it takes connections. */
function greets(port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1", timeout: 1000 });
    const end = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on("data", () => end(true));
    socket.on("error", () => end(false));
    socket.on("timeout", () => end(false));
    socket.on("close", () => end(false));
  });
}

/** Signal 0 only asks. False when the process is gone. */
function send(pid, signal) {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

function findProgram(name) {
  const folders = [...String(process.env.PATH).split(delimiter), "/usr/sbin", "/usr/local/sbin", "/usr/local/bin"];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [action, folder] = process.argv.slice(2);
  if (action === "start" && folder) console.log(await startMariadb(folder));
  else if (action === "stop" && folder) await stopMariadb(folder);
  else {
    console.error("Usage: node scripts/mariadb.mjs start|stop <folder>");
    process.exitCode = 2;
  }
}
