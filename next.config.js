import { fileURLToPath } from "node:url";

const isDevelopment = process.env.NODE_ENV === "development";

/**
 * Scripts and styles come from here alone. Next writes its data as inline scripts, which without a nonce per request (and so without any
 * static page) have to be allowed by name of kind; what they hold is escaped by React. Development needs eval for its stack traces.
 */
const contentSecurityPolicy = [
  "default-src 'self'",
  `script-src 'self' 'unsafe-inline'${isDevelopment ? " 'unsafe-eval'" : ""}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const securityHeaders = [
  { key: "Content-Security-Policy", value: contentSecurityPolicy },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  // Addresses hold job names and parameter values, which are nobody else's business.
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=(), usb=()" },
];

/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  turbopack: { root: fileURLToPath(new URL(".", import.meta.url)) },
  // The engine reads its SQL files beside its sources and is the same one in every bundle, so Node loads it as it stands.
  serverExternalPackages: ["batch-core", "better-sqlite3", "mysql2", "@prisma/client", "pino"],
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
};
