import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "../../scripts/mariadb.mjs";

/** The built console over a database, in a process of its own, as `npm start` runs it. */
export interface ConsoleServer extends AsyncDisposable {
  get(path: string): Promise<Answer>;
  json<T>(path: string): Promise<T>;
  /** Milliseconds of CPU that the server has used; null where the system does not tell. */
  cpuMs(): number | null;
}

export interface Answer {
  readonly status: number;
  /** Until the last byte was here. */
  readonly ms: number;
  readonly body: string;
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const START_MS_MAX = 60_000;

export async function startConsole(databaseUrl: string): Promise<ConsoleServer> {
  const port = await freePort();
  const child = spawn(
    process.execPath,
    ["node_modules/next/dist/bin/next", "start", "--hostname", "127.0.0.1", "--port", String(port)],
    {
      cwd: ROOT,
      stdio: ["ignore", "ignore", "inherit"],
      env: {
        ...process.env,
        // One of the pages is the launch form of an example job.
        BATCHDECK_EXAMPLES: "true",
        DATABASE_URL: databaseUrl,
        BATCH_INITIALIZE_SCHEMA: "always",
        LOG_LEVEL: "error",
        NEXT_MANUAL_SIG_HANDLE: "true",
        NEXT_TELEMETRY_DISABLED: "1",
      },
    },
  );
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const get = (path: string) => ask(agent, port, path);
  await answers(child, get);
  return {
    get,
    async json<T>(path: string) {
      const { status, body } = await get(path);
      if (status !== 200) throw new Error(`${path} answered ${status}: ${body.slice(0, 500)}`);
      return JSON.parse(body) as T; // of our own server
    },
    cpuMs: () => cpuMsOf(child.pid),
    async [Symbol.asyncDispose]() {
      agent.destroy();
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}

/** Linux counts in hundredths of a second; the name of the process stands in parentheses and may hold anything. */
function cpuMsOf(pid: number | undefined): number | null {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return null;
  const fields = readFileSync(file, "utf8").replace(/^.*\)/, "").trim().split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function answers(child: ChildProcess, get: (path: string) => Promise<Answer>): Promise<void> {
  for (const deadline = Date.now() + START_MS_MAX; Date.now() < deadline; await delay(100)) {
    if (child.exitCode !== null) throw new Error("The console did not start; its own words are above.");
    const health = await get("/api/health").catch(() => null);
    if (health?.status === 200) return;
  }
  child.kill("SIGKILL");
  throw new Error(`The console did not answer within ${START_MS_MAX / 1000} s.`);
}

function ask(agent: Agent, port: number, path: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    request({ agent, host: "127.0.0.1", port, path, headers: { "accept-language": "en" } }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", reject);
      response.on("end", () => {
        const ms = performance.now() - begun;
        resolve({ status: response.statusCode ?? 0, ms, body: Buffer.concat(parts).toString("utf8") });
      });
    })
      .on("error", reject)
      .end();
  });
}
