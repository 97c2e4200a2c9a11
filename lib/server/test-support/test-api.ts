import { randomBytes } from "node:crypto";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Job } from "batch-core";
import { pino } from "pino";
import { expect } from "vitest";
import type { TestDatabase } from "../../../batch-core/test/support/databases.ts";
import type { Endpoint } from "../api/endpoint";
import { ENDPOINTS } from "../api/endpoints";
import { handleApi } from "../api/handle";
import { openApiDocument } from "../api/openapi";
import { problem } from "../api/problems";
import { readEnvironment } from "../env";
import { statementLog } from "../prisma/statement-log";
import type { Desk } from "../runtime";
import { sharedReads } from "../shared-reads";
import { openTestDesk, type TestDesk } from "./test-desk";

export const API = "http://127.0.0.1:3000/api/v1";

export interface Ask {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The API over a desk of its own. Every answer is held against the OpenAPI document before a test sees it. */
export interface TestApi extends AsyncDisposable {
  readonly desk: TestDesk;
  /** Endpoints that were asked, by operationId. */
  readonly asked: ReadonlySet<string>;
  ask(method: string, path: string, ask?: Ask): Promise<Response>;
  /** The JSON of an answer of this status. */
  get(path: string, status?: number): Promise<Json>;
  post(path: string, body?: unknown, status?: number): Promise<Json>;
}

// biome-ignore lint/suspicious/noExplicitAny: an answer is looked at as its reader would, who has no types
export type Json = any;

const document = openApiDocument(ENDPOINTS);
const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addSchema({ $id: "document", ...document });

export async function openTestApi(
  database: Pick<TestDatabase, "url">,
  options: {
    readonly jobs?: readonly Job[];
    readonly now?: () => Date;
    readonly variables?: Readonly<Record<string, string>>;
    readonly onLog?: (line: string) => void;
  } = {},
): Promise<TestApi> {
  const url = await database.url();
  const test = await openTestDesk({ url: async () => url }, options);
  const write = (line: string) => options.onLog?.(line);
  const log = options.onLog ? pino({ level: "debug" }, { write }) : pino({ level: "silent" });
  const desk: Desk = {
    environment: readEnvironment({ DATABASE_URL: url, BATCHDECK_OPERATOR: "kim", ...options.variables }),
    runtime: test.runtime,
    read: test.read,
    shared: sharedReads(),
    statements: statementLog(),
    log,
    databaseLabel: "test",
  };
  const asked = new Set<string>();
  const ask = async (method: string, path: string, { body, headers }: Ask = {}): Promise<Response> => {
    const request = new Request(API + path, {
      method,
      headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const response = await handleApi(request, async () => desk);
    const endpoint = endpointAt(method, path);
    if (endpoint && response.ok) asked.add(endpoint.operationId);
    await mustFit(response, endpoint, `${method} ${path}`);
    return response;
  };
  const json = async (status: number, response: Response): Promise<Json> => {
    const value: Json = await response.json();
    expect({ status: response.status, value }).toMatchObject({ status });
    return value;
  };
  return {
    desk: test,
    asked,
    ask,
    get: async (path, status = 200) => json(status, await ask("GET", path)),
    async post(path, body = {}, status) {
      const response = await ask("POST", path, { body });
      return json(status ?? endpointAt("POST", path)?.status ?? 200, response);
    },
    [Symbol.asyncDispose]: () => test[Symbol.asyncDispose](),
  };
}

function endpointAt(method: string, path: string): Endpoint | undefined {
  const [plain = ""] = path.split("?");
  const fits = (pattern: string) => new RegExp(`^${pattern.replaceAll(/\{.+?\}/g, "[^/]+").replaceAll(".", "\\.")}$`);
  const named = ENDPOINTS.some(({ path: pattern }) => pattern === plain);
  const isAt = ({ path: pattern }: Endpoint) => (named ? pattern === plain : fits(pattern).test(plain));
  return ENDPOINTS.find((endpoint) => endpoint.method === method && isAt(endpoint));
}

/** Status, media type and body have to be what the document says of this endpoint, and hold no field that no schema knows. */
async function mustFit(response: Response, endpoint: Endpoint | undefined, what: string): Promise<void> {
  expect(response.headers.get("x-content-type-options"), what).toBe("nosniff");
  expect(response.headers.get("cache-control"), what).toBe("no-store");
  if (!response.ok) {
    if (response.body === null) return;
    expect(response.headers.get("content-type"), what).toBe("application/problem+json");
    problem.parse(await response.clone().json());
    if (endpoint) expect(Object.keys(responsesOf(endpoint)), what).toContain(String(response.status));
    return;
  }
  if (!endpoint || response.body === null) return;
  expect(response.status, what).toBe(endpoint.status);
  expect(response.headers.get("content-type"), what).toContain(endpoint.mediaType);
  if (endpoint.mediaType !== "application/json" || !endpoint.reply) return;
  // A copy holds what its original has read and it has not: only of answers that are no download.
  const body: unknown = await response.clone().json();
  endpoint.reply.parse(body);
  const pointer = [
    "document#",
    "paths",
    endpoint.path.replaceAll("/", "~1"),
    endpoint.method.toLowerCase(),
    "responses",
    String(endpoint.status),
    "content",
    "application~1json",
    "schema",
  ].join("/");
  const validate = ajv.getSchema(encodeURI(pointer).replaceAll("%7B", "{").replaceAll("%7D", "}"));
  if (!validate) throw new Error(`The document has no ${pointer}.`);
  expect(validate(body) ? [] : validate.errors, what).toEqual([]);
}

function responsesOf(endpoint: Endpoint): Json {
  return (document.paths as Json)[endpoint.path][endpoint.method.toLowerCase()].responses;
}

/** Unlike anything that could be in an answer by chance. */
export function canary(): string {
  return `canary${randomBytes(12).toString("hex")}`;
}
