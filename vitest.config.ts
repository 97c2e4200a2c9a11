import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

/** `server-only` throws wherever React's server condition is not set; tests are a server too. */
const alias = {
  "@": root.replace(/\/$/, ""),
  "server-only": `${root}node_modules/server-only/empty.js`,
};

/** A test that hangs is a failure with a name, not a killed run. Crash and concurrency tests start processes of their own. */
const timeouts = {
  testTimeout: 30_000,
  hookTimeout: 60_000,
  teardownTimeout: 10_000,
  // A busy machine is no failure.
  expect: { poll: { timeout: 15_000 } },
};

export default defineConfig({
  test: {
    // Two cores carry two workers and, on MySQL, the server as well; more only makes every test slower.
    maxWorkers: 2,
    projects: [
      {
        resolve: { alias },
        test: {
          name: "engine",
          include: ["batch-core/src/**/*.test.ts", "batch-core/test/**/*.test.ts"],
          typecheck: {
            enabled: true,
            include: ["batch-core/**/*.test-d.ts"],
            tsconfig: "./batch-core/tsconfig.json",
            // Only the type tests are judged here; `npm run check` judges the sources.
            ignoreSourceErrors: true,
          },
          ...timeouts,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "console",
          include: ["lib/**/*.test.ts", "lib/**/*.test.tsx", "components/**/*.test.ts", "prisma/**/*.test.ts"],
          ...timeouts,
        },
      },
      {
        resolve: { alias },
        test: { name: "jobs", include: ["jobs/**/*.test.ts"], ...timeouts },
      },
      {
        test: { name: "scripts", include: ["scripts/**/*.test.mjs", "scripts/**/*.test.ts"], ...timeouts },
      },
    ],
  },
});
