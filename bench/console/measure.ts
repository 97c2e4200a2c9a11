import { gzipSync } from "node:zlib";
import type { MeasuredPage } from "./pages.ts";
import type { ConsoleServer } from "./server.ts";

export interface Measured {
  readonly page: MeasuredPage;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  /** Of the server, per request: hardly more on a busy machine than on an idle one. */
  readonly cpuMs: number | null;
  /** Per request on average, what all pages share among them. */
  readonly statements: number;
  readonly kB: number;
  readonly gzipKB: number;
}

const WARM_UP = 5;

/** So that the first page that is measured does not pay for code that all share. */
export async function warmUp(server: ConsoleServer, pages: readonly MeasuredPage[]): Promise<void> {
  for (let turn = 0; turn < WARM_UP; turn++) for (const page of pages) await mustAnswer(server, page.path(turn));
}

/** Asks for a page `requests` times, one after the other, on a server that has answered it before. */
export async function measure(server: ConsoleServer, page: MeasuredPage, requests: number): Promise<Measured> {
  for (let turn = 0; turn < WARM_UP; turn++) await mustAnswer(server, page.path(requests + turn));
  const before = await statementsOf(server);
  const itself = (await statementsOf(server)) - before;
  const cpuBefore = server.cpuMs();
  const times: number[] = [];
  let body = "";
  for (let turn = 0; turn < requests; turn++) {
    const answer = await mustAnswer(server, page.path(turn));
    times.push(answer.ms);
    body = answer.body;
  }
  const cpuAfter = server.cpuMs();
  const statements = (await statementsOf(server)) - before - 2 * itself;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.ceil(share * times.length) - 1] ?? Number.NaN;
  return {
    page,
    p50: at(0.5),
    p95: at(0.95),
    max: at(1),
    cpuMs: cpuBefore === null || cpuAfter === null ? null : (cpuAfter - cpuBefore) / requests,
    statements: statements / requests,
    kB: Buffer.byteLength(body) / 1000,
    gzipKB: gzipSync(body).byteLength / 1000,
  };
}

async function mustAnswer(server: ConsoleServer, path: string) {
  const answer = await server.get(path);
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${answer.body.slice(0, 500)}`);
  return answer;
}

/** The console's own count since it started. */
async function statementsOf(server: ConsoleServer): Promise<number> {
  const { statements } = await server.json<{ statements: { count: number } }>("/api/v1/diagnostics");
  return statements.count;
}

/** JavaScript that a browser loads before the page is alive, in kB of gzip. */
export async function firstLoadScripts(server: ConsoleServer, path: string): Promise<number> {
  const { body } = await mustAnswer(server, path);
  const tags = [...body.matchAll(/<script\b[^>]*\bsrc="([^"]+\.js[^"]*)"[^>]*>/g)];
  const sources = new Set(tags.filter(([tag]) => !/\bnomodule\b/i.test(tag)).map(([, source]) => source ?? ""));
  let bytes = 0;
  for (const source of sources) bytes += gzipSync((await mustAnswer(server, source)).body).byteLength;
  return bytes / 1000;
}
