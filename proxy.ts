import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { parseAllowedHosts } from "@/lib/server/gate/allowed-hosts";
import { API_CONTENT_SECURITY_POLICY, pageContentSecurityPolicy } from "@/lib/server/gate/content-security-policy";
import { refuseAtGate } from "@/lib/server/gate/gate";
import { serverMessages } from "@/lib/server/messages";
import { parsePreferences } from "@/lib/shared/preferences";

/** HOST is where the console listens: a name there is one of its own. */
const allowedHosts = parseAllowedHosts(`${process.env.BATCHDECK_ALLOWED_HOSTS ?? ""} ${process.env.HOST ?? ""}`);

/** Every request but those for files of the build comes through here first. */
export function proxy(request: NextRequest): Response {
  const cookie = (name: string) => request.cookies.get(name)?.value;
  const { language } = parsePreferences(cookie, request.headers.get("accept-language"));
  const refusal = refuseAtGate(request, allowedHosts, serverMessages(language));
  if (refusal) return refusal;

  if (request.nextUrl.pathname.startsWith("/api/")) {
    const response = NextResponse.next();
    response.headers.set("content-security-policy", API_CONTENT_SECURITY_POLICY);
    return response;
  }
  const policy = pageContentSecurityPolicy(randomBytes(16).toString("base64"));
  // Next takes the nonce for its own scripts from here.
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = { matcher: "/((?!_next/static/|icon.svg).*)" };
