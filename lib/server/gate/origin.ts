import "server-only";

/**
 * Where a request comes from: a page of this console, another site's page, or a program. Browsers say it in `Sec-Fetch-Site` or at least
 * `Origin`; programs send neither, and carry no cookies.
 */
export function originOf({ headers }: Pick<Request, "headers">): "own" | "other" | "program" {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  if (site !== null) return site === "same-origin" || site === "none" ? "own" : "other";
  if (origin === null) return "program";
  const host = URL.canParse(origin) ? new URL(origin).host : null;
  return host !== null && (host === headers.get("host") || host === forwardedHost(headers)) ? "own" : "other";
}

/** What the reader typed, where a reverse proxy asks in his place. No page can make a browser send it to another site. */
export function forwardedHost(headers: Headers): string | null {
  return headers.get("x-forwarded-host")?.split(",")[0]?.trim() || null;
}
