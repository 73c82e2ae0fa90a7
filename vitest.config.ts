import { defineConfig } from "vitest/config";

/** Three suites: `unit` beside the code, `stories` over the whole server, `browsers` in namespaces. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["packages/*/src/**/*.test.ts", "apps/*/src/**/*.test.{ts,tsx}"],
          pool: "forks",
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "stories",
          include: ["apps/server/tests/**/*.test.ts"],
          pool: "forks",
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "browsers",
          include: ["e2e/**/*.test.ts"],
          pool: "forks",
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
