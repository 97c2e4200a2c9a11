import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { type APIRequestContext, expect } from "@playwright/test";

/** Another console over the same database, with settings of its own; ends when `stop` is called. */
export async function openOtherConsole(
  request: APIRequestContext,
  settings: Readonly<Record<string, string>>,
): Promise<{ readonly address: string; stop(): void }> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const server = spawn(
    process.execPath,
    ["node_modules/next/dist/bin/next", "start", "--hostname", "127.0.0.1", "--port", String(port)],
    { stdio: "ignore", env: { ...process.env, DATABASE_URL: process.env.E2E_DATABASE_URL, ...settings } },
  );
  await expect(async () => expect((await request.get(`${address}/api/health`)).ok()).toBe(true)).toPass();
  return { address, stop: () => void server.kill() };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const at = probe.address();
      probe.close(() => resolve(typeof at === "object" && at ? at.port : 0));
    });
  });
}
