import { fileURLToPath } from "node:url";

/** Of every answer, files of the build among them. The Content-Security-Policy has a nonce for each page: proxy.ts. */
const securityHeaders = [
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
  // `npm run check` judges types; the first start need not wait for it, nor fail over a test.
  typescript: { ignoreBuildErrors: true },
  reactStrictMode: true,
  turbopack: { root: fileURLToPath(new URL(".", import.meta.url)) },
  // The engine reads its SQL files beside its sources and is the same one in every bundle, so Node loads it as it stands.
  serverExternalPackages: ["batch-core", "better-sqlite3", "mysql2", "@prisma/client", "pino"],
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
};
