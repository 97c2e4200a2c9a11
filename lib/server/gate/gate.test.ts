import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { proxy } from "../../../proxy.ts";
import { readEnvironment } from "../env";
import { en } from "../messages/en";
import { parseAllowedHosts } from "./allowed-hosts";
import { refuseAtGate } from "./gate";

const allowed = parseAllowedHosts("batch.example.com, Night-Shift");

interface Ask {
  readonly method?: string;
  readonly path?: string;
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function ask({ method = "GET", path = "/executions", host = "127.0.0.1:3000", headers = {} }: Ask = {}) {
  const request = new Request(`http://127.0.0.1:3000${path}`, { method, headers: { host, ...headers } });
  return refuseAtGate(request, allowed, en);
}

describe("the name a request calls", () => {
  it.each([
    "127.0.0.1:3000",
    "127.8.8.8",
    "localhost:3000",
    "batchdeck.localhost",
    "[::1]:3000",
    "192.168.1.20:3000",
    "batch.example.com",
    "BATCH.example.com:8443",
    "night-shift:3000",
  ])("%s is answered", (host) => {
    expect(ask({ host })).toBeNull();
  });

  it.each([
    ["evil.example", "evil.example"],
    ["localhost.evil.example:3000", "localhost.evil.example"],
    ["127.0.0.1.evil.example", "127.0.0.1.evil.example"],
    ["batch.example.com.evil.example", "batch.example.com.evil.example"],
    ["other.batch.example.com", "other.batch.example.com"],
  ])("%s is not: another site's page may have pointed it here", async (host, name) => {
    const response = ask({ host });
    expect([response?.status, response?.headers.get("content-type")]).toEqual([421, "text/plain; charset=utf-8"]);
    expect(await response?.text()).toContain(`BATCHDECK_ALLOWED_HOSTS=${name} `);
  });

  it.each(["", "a b", "<script>", "batch.example.com@evil.example", "evil.example/batch.example.com"])(
    "%j is none",
    (host) => {
      expect(ask({ host })?.status).toBe(421);
    },
  );

  it("is asked of a reverse proxy too", async () => {
    expect(ask({ headers: { "x-forwarded-host": "batch.example.com" } })).toBeNull();
    expect(ask({ headers: { "x-forwarded-host": "evil.example" } })?.status).toBe(421);
    expect(ask({ host: "evil.example", headers: { "x-forwarded-host": "batch.example.com" } })?.status).toBe(421);
  });

  it("is asked for everything, with problem details where a program may read", async () => {
    for (const path of ["/", "/api/health", "/api/executions", "/api/v1/executions", "/nothing/here"]) {
      expect(ask({ path, host: "evil.example" })?.status, path).toBe(421);
    }
    const response = ask({ path: "/api/v1/executions", host: "evil.example" });
    expect(await response?.json()).toMatchObject({ code: "HOST_NOT_ALLOWED", status: 421 });
  });

  it.each(["https://batch.example.com", "batch.example.com:3000", "*", "a..b"])("cannot be set to %s", (names) => {
    const variables = { DATABASE_URL: "file:x.db", BATCHDECK_ALLOWED_HOSTS: names };
    expect(() => readEnvironment(variables)).toThrow(/BATCHDECK_ALLOWED_HOSTS: expected names such as/);
  });
});

describe("where a request comes from", () => {
  const OWN: readonly Readonly<Record<string, string>>[] = [
    { "sec-fetch-site": "same-origin" },
    { origin: "http://127.0.0.1:3000" },
    { origin: "https://batch.example.com", "x-forwarded-host": "batch.example.com" },
  ];
  const OTHER: readonly Readonly<Record<string, string>>[] = [
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site", origin: "http://127.0.0.1:3000" },
    { origin: "http://127.0.0.1:8080" },
    { origin: "https://evil.example" },
    { origin: "null" },
  ];
  const action = { method: "POST", path: "/executions/1" };

  it.each(OWN)("an action of its own page passes: %j", (headers) => {
    expect(ask({ ...action, headers: { "next-action": "x", ...headers } })).toBeNull();
    expect(ask({ method: "POST", path: "/api/jobs/x/launch-preview", headers })).toBeNull();
  });

  it.each(OTHER)("one of another site does not: %j", (headers) => {
    expect(ask({ ...action, headers: { "next-action": "x", ...headers } })?.status).toBe(403);
    expect(ask({ method: "POST", path: "/api/jobs/x/launch-preview", headers })?.status).toBe(403);
    expect(ask({ path: "/api/executions", headers })?.status).toBe(403);
  });

  it.each(["POST", "PUT", "PATCH", "DELETE"])("%s without any word of it does not", async (method) => {
    const response = ask({ method, path: "/executions/1" });
    expect([response?.status, await response?.text()]).toEqual([403, `${en.gate.noOrigin}\n`]);
  });

  it("does not matter to a link, nor to the documented API, which asks for itself", () => {
    expect(ask({ path: "/executions/1", headers: { "sec-fetch-site": "cross-site" } })).toBeNull();
    expect(ask({ method: "POST", path: "/api/v1/executions/1/stop" })).toBeNull();
  });
});

it.each(["/jobs/%E0%A4%A", "/jobs/%", "/api/v1/jobs/%ff"])("%s is no address", async (path) => {
  const response = ask({ path });
  expect([response?.status, await response?.text()]).toEqual([400, expect.stringContaining("%")]);
});

describe("what a page may load", () => {
  const policyOf = (path: string) =>
    proxy(new NextRequest(`http://127.0.0.1:3000${path}`, { headers: { host: "127.0.0.1:3000" } })).headers.get(
      "content-security-policy",
    ) ?? "";

  it("is only what has the nonce of this one page", () => {
    const [first, second] = [policyOf("/"), policyOf("/")];
    const nonce = /script-src 'self' 'nonce-([\w+/=]{24})' 'strict-dynamic';/;
    expect(first).toMatch(nonce);
    expect(nonce.exec(first)?.[1]).not.toBe(nonce.exec(second)?.[1]);
    expect(/script-src [^;]*/.exec(first)?.[0]).not.toContain("unsafe");
    for (const part of ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]) {
      expect(first.split("; ")).toContain(part);
    }
  });

  it("is nothing where there is no page", () => {
    expect(policyOf("/api/v1/executions")).toBe("default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
  });
});
