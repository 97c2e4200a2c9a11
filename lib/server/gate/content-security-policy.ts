import "server-only";

const isDevelopment = process.env.NODE_ENV === "development";

/** For answers that are no page: whatever they hold, nothing of it is loaded or run. */
export const API_CONTENT_SECURITY_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

/**
 * Everything comes from here alone, and no script runs but ours: those with this page's nonce and what they load themselves. Styles may stand
 * at an element, as charts and React need it; they cannot load anything from elsewhere. Development needs eval for its stack traces.
 *
 * @param nonce  known to no one before the page is sent
 */
export function pageContentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
