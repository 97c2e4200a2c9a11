import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import type { Actor } from "../actor";
import type { ConsoleEnvironment } from "../env";
import { originOf } from "../gate/origin";
import { consoleActor } from "../session";

/**
 * Who a request of the API comes from; null when nobody known. A program shows a token of BATCHDECK_API_TOKENS. Pages of this console act as
 * its operator, and so do programs of this machine as long as no token is set at all.
 */
export function whoAsks(
  request: Request,
  environment: Pick<ConsoleEnvironment, "apiTokens" | "operator" | "readOnly">,
): Actor | null {
  const authorization = request.headers.get("authorization");
  if (authorization !== null) {
    const shown = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    const known = shown === undefined ? undefined : environment.apiTokens.find(({ token }) => isSame(token, shown));
    if (!known) return null;
    return { name: known.name, role: environment.readOnly ? "viewer" : known.role };
  }
  const needsToken = environment.apiTokens.length > 0 && originOf(request) === "program";
  return needsToken ? null : consoleActor(environment);
}

/** Takes the same time wherever they differ. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
