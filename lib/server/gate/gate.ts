import "server-only";
import { API_ROOT } from "@/lib/shared/api-routes";
import { type ProblemCode, problemResponse, statusOf } from "../api/problems";
import type { ServerMessages } from "../messages";
import { type AllowedHosts, hostName, isAllowedHost } from "./allowed-hosts";
import { forwardedHost, originOf } from "./origin";

const READING = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * What every request has to pass before anything looks at it: it calls the console by a name of its own, and what changes something, or
 * could be read by a program, comes from a page of this console or from no page at all. Null for a request that passes.
 */
export function refuseAtGate(request: Request, allowed: AllowedHosts, messages: ServerMessages): Response | null {
  const { pathname } = new URL(request.url);
  const say = (code: ProblemCode, message: string) =>
    pathname.startsWith("/api/") ? problemResponse({ code, message }) : plain(statusOf(code), message);

  for (const host of [request.headers.get("host") ?? "", forwardedHost(request.headers)]) {
    if (host === null || isAllowedHost(host, allowed)) continue;
    return say("HOST_NOT_ALLOWED", messages.gate.unknownHost(hostName(host)));
  }
  if (!isEncoded(pathname)) return say("MALFORMED_ADDRESS", messages.gate.malformedAddress);
  // The documented API asks for itself, and wants a token where there is one.
  if (pathname.startsWith(`${API_ROOT}/`)) return null;
  const origin = originOf(request);
  const isReading = READING.has(request.method);
  if (origin === "other" && (!isReading || pathname.startsWith("/api/"))) {
    return say("OTHER_SITE", messages.errors.OTHER_SITE({}));
  }
  // Next lets a server action pass that says nothing of where it comes from.
  if (origin === "program" && !isReading) return say("NO_ORIGIN", messages.gate.noOrigin);
  return null;
}

function isEncoded(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}

function plain(status: number, sentence: string): Response {
  const headers = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };
  return new Response(`${sentence}\n`, { status, headers });
}
