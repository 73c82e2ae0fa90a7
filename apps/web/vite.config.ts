import react, { type ReactCompilerOptions } from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { blurFiles } from "./build/blur-files.ts";
import { browserCrypto } from "./build/browser-crypto.ts";
import { precompress } from "./build/precompress.ts";

/**
 * What several pages use, one file for each set of pages that uses it. Every file costs a kilobyte of
 * headers: a small one goes along with the one whose pages are most nearly the same. Bytes, before they are
 * packed; where it was 12,000, the door loaded what only accounts and the desk use.
 */
const shared = {
  name: "shared",
  minShareCount: 2,
  entriesAware: true,
  entriesAwareMergeThreshold: 2_000,
};

/**
 * The parts of countries, and what finds them: small pieces that would else be put together with ones of the door, which then loaded
 * all five thousand names. None of what these files import goes along.
 */
const parts = {
  name: "parts",
  test: /\/(jurisdiction\/src\/(iso-3166|english-names|place|names|search|covers)|places\/(subdivisions|find-picks|PlaceField)|graticule\/parts)\.tsx?$/,
  priority: 1,
  includeDependenciesRecursively: false,
};

/**
 * Links to meetings and their keys: small pieces of the door and of the start page that would else be put together with ones of host
 * pages, and the door then loaded all that hosts read.
 */
const links = {
  name: "links",
  test: /\/(apps\/web\/src\/links\/[a-z-]+|e2ee\/src\/link-(key|secret))\.ts$/,
  priority: 1,
  includeDependenciesRecursively: false,
};

/**
 * The call redraws only what changed, see docs/decisions/0025-the-call-is-compiled.md. A component or hook that can't be compiled
 * fails the build, and none can opt out.
 */
const compiler: ReactCompilerOptions = {
  sources: ["/src/call/"],
  panicThreshold: "all_errors",
  ignoreUseNoForget: true,
  eslintSuppressionRules: [],
};

/**
 * The build has no inline scripts (a strict Content-Security-Policy can be set) and splits the code
 * by route: the media client is loaded by the call alone.
 */
export default defineConfig({
  plugins: [react({ compiler }), browserCrypto(), blurFiles(), precompress()],
  build: {
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    sourcemap: false,
    // The media client is one big piece, and only a call loads it.
    chunkSizeWarningLimit: 800,
    rolldownOptions: {
      output: {
        codeSplitting: { groups: [parts, links, shared] },
        // Without the list of its pages, which is the rest of a shared file's name.
        chunkFileNames: ({ name }: { readonly name: string }) =>
          `assets/${name.split("~", 1)[0]}-[hash].js`,
      },
    },
  },
  server: {
    proxy:
      process.env["DEV_API"] === undefined
        ? {}
        : { "/api": process.env["DEV_API"], "/rtc": { target: process.env["DEV_API"], ws: true } },
  },
});
