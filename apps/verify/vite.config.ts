import { defineConfig } from "vite";

const banner = `#!/usr/bin/env node
/**
 * Graticule's verifier of its public log: node verify.mjs URL
 *
 * Made of apps/verify and packages/ledger of Graticule (Apache-2.0), put into one file, and left readable.
 * It needs Node 20 or newer and nothing else. It reads the log, writes the one file in which it remembers what
 * it saw, and talks to nobody but the log. It is no better than where you got it from: build it yourself from
 * the sources (npm run verify), or check the log with standard tools, see docs/verify.md.
 */`;

/** One file for plain Node, which a reader can read. */
export default defineConfig({
  build: {
    ssr: "src/main.ts",
    target: "node20",
    minify: false,
    sourcemap: false,
    rolldownOptions: { output: { banner, entryFileNames: "verify.mjs" } },
  },
  ssr: { noExternal: true },
});
