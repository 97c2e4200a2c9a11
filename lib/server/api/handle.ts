import "server-only";
import { z } from "zod";
import { API_ROOT } from "@/lib/shared/api-routes";
import { parsePreferences } from "@/lib/shared/preferences";
import type { Failure } from "@/lib/shared/result";
import { originOf } from "../gate/origin";
import { failureOf } from "../http";
import { type ServerMessages, serverMessages } from "../messages";
import { type Desk, getDesk } from "../runtime";
import { whoAsks } from "./authenticate";
import type { ApiScope, Endpoint } from "./endpoint";
import { ENDPOINTS } from "./endpoints";
import { COMMON_HEADERS, problemResponse } from "./problems";
import { problemsOf, readQuery } from "./read-query";

/** A thousand ids and a reason are far below this. */
const BODY_BYTES_MAX = 1024 * 1024;

/**
 * Answers any request below the root of the API. In this order: is there something at the address, does it take the method, who asks, is
 * what was sent understood; then the endpoint's own handler. Nothing is changed by a GET.
 */
export async function handleApi(request: Request, openDesk: () => Promise<Desk> = getDesk): Promise<Response> {
  const messages = serverMessages(parsePreferences(() => undefined, request.headers.get("accept-language")).language);
  let desk: Desk | null = null;
  try {
    desk = await openDesk();
    return withoutBodyForHead(request, await route(request, desk, messages));
  } catch (error) {
    const failure = failureOf(error, messages);
    // The stack is for the log; the path alone says what was asked, for a query may hold values of parameters.
    const text = error instanceof Error ? error.stack : String(error);
    if (failure.code === "UNEXPECTED" || failure.code === "DATABASE_UNAVAILABLE") {
      desk?.log.error({ error: text, path: new URL(request.url).pathname }, "A request failed");
    }
    return problemResponse(failure);
  }
}

async function route(request: Request, desk: Desk, messages: ServerMessages): Promise<Response> {
  const url = new URL(request.url);
  const found = matchesAt(url.pathname);
  if (found.length === 0) return problemResponse(say(messages, "NOT_FOUND"));
  const methods = [...new Set(found.map(({ endpoint }) => endpoint.method))];
  const allow = [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
  if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: { ...COMMON_HEADERS, allow } });
  const method = request.method === "HEAD" ? "GET" : request.method;
  const match = found.find(({ endpoint }) => endpoint.method === method);
  if (!match) return problemResponse(say(messages, "METHOD_NOT_ALLOWED"), { allow });

  if (originOf(request) === "other") return problemResponse(say(messages, "OTHER_SITE"));
  const actor = whoAsks(request, desk.environment);
  if (!actor) return problemResponse(say(messages, "UNAUTHORIZED"), { "www-authenticate": "Bearer" });
  return call(request, url, match, { desk, actor, messages });
}

interface Match {
  readonly endpoint: Endpoint;
  readonly path: Readonly<Record<string, string>>;
}

async function call(request: Request, url: URL, { endpoint, path }: Match, scope: ApiScope): Promise<Response> {
  const { messages } = scope;
  const query = readQuery(url.searchParams, endpoint);
  if (!query.ok) return problemResponse({ ...say(messages, "INVALID_REQUEST"), problems: query.problems });
  // An id that is no id is nothing's id.
  const parameters = (endpoint.parameters ?? z.strictObject({})).safeParse(path);
  if (!parameters.success) return problemResponse(say(messages, absentCode(endpoint)));
  const body = await readBody(request, endpoint, messages);
  if (!body.ok) return problemResponse(body.failure);

  const result = await endpoint.run({
    scope,
    path: parameters.data,
    query: query.value,
    filter: query.filter,
    body: body.value,
  });
  if (result instanceof Response) return result;
  if (!result.ok) return problemResponse(result.error);
  const { body: reply, location } = result.value;
  const headers = { ...COMMON_HEADERS, ...(location !== undefined && { location }) };
  return Response.json(reply, { status: endpoint.status, headers });
}

/** Endpoints whose address is this one; one that names it before one that takes any id there. */
function matchesAt(pathname: string): Match[] {
  if (!pathname.startsWith(`${API_ROOT}/`)) return [];
  const asked = pathname
    .slice(API_ROOT.length + 1)
    .split("/")
    .map(decode);
  const found = ENDPOINTS.flatMap((endpoint): Match[] => {
    const parts = endpoint.path.slice(1).split("/");
    if (parts.length !== asked.length) return [];
    const path: Record<string, string> = {};
    const fits = parts.every((part, index) => {
      const value = asked[index] ?? null;
      const name = /^\{(.+)\}$/.exec(part)?.[1];
      if (name === undefined) return value === part;
      if (value === null || value === "") return false;
      path[name] = value;
      return true;
    });
    return fits ? [{ endpoint, path }] : [];
  });
  const byName = found.filter(({ path }) => Object.keys(path).length === 0);
  return byName.length > 0 ? byName : found;
}

/** Null for what is no encoding of anything. */
function decode(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

function absentCode({
  path,
}: Endpoint): "NO_SUCH_JOB" | "NO_SUCH_JOB_INSTANCE" | "NO_SUCH_BULK_OPERATION" | "NO_SUCH_JOB_EXECUTION" {
  if (path.includes("{jobName}")) return "NO_SUCH_JOB";
  if (path.includes("{instanceId}")) return "NO_SUCH_JOB_INSTANCE";
  return path.includes("{bulkId}") ? "NO_SUCH_BULK_OPERATION" : "NO_SUCH_JOB_EXECUTION";
}

type Body = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly failure: Failure };

async function readBody(request: Request, { method, body }: Endpoint, messages: ServerMessages): Promise<Body> {
  if (method === "GET" || !body) return { ok: true, value: undefined };
  const [mediaType] = (request.headers.get("content-type") ?? "").split(";");
  // Only this type makes a browser ask before it sends another site's request.
  if (mediaType?.trim().toLowerCase() !== "application/json") {
    return { ok: false, failure: say(messages, "UNSUPPORTED_MEDIA_TYPE") };
  }
  const text = await readText(request);
  if (text === null) return { ok: false, failure: say(messages, "BODY_TOO_LARGE") };
  const parsed = body.safeParse(parseJson(text), { reportInput: false });
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, failure: { ...say(messages, "INVALID_REQUEST"), problems: problemsOf(parsed.error) } };
}

/** Null when it is too long; no more than the limit is ever held. */
async function readText(request: Request): Promise<string | null> {
  if (Number(request.headers.get("content-length") ?? 0) > BODY_BYTES_MAX) return null;
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > BODY_BYTES_MAX) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** Undefined, which no schema takes, for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function say(messages: ServerMessages, code: keyof ServerMessages["errors"]): Failure {
  return { code, message: messages.errors[code]({}) };
}

async function withoutBodyForHead(request: Request, response: Response): Promise<Response> {
  if (request.method !== "HEAD") return response;
  await response.body?.cancel();
  return new Response(null, { status: response.status, headers: response.headers });
}
