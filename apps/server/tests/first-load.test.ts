import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { expect, test } from "vitest";

/**
 * What the page before a call loads, from the built files alone. `npm run bench -- web` measures
 * the same in a browser, where the font, response headers and API answers add some 90 kB.
 */
const dist = join(import.meta.dirname, "../../web/dist");
const read = (path: string): string => readFileSync(join(dist, path), "utf8");
const weigh = (path: string): number => brotliCompressSync(readFileSync(join(dist, path))).length;

function entryOf(html: string): string {
  const entry = /<script type="module"[^>]* src="\/(assets\/[^"]+)"/.exec(html)?.[1];
  if (entry === undefined) throw new Error("The built page names no script: was it built?");
  return entry;
}

/** Everything that index.html names, and all that a page loads: without a name, a meeting link's. */
function firstLoad(page = "MeetingPage"): ReadonlySet<string> {
  const html = read("index.html");
  const named = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, path]) => path);
  const script = read(entryOf(html));
  const list = /m\.f=(\[[^\]]*\])/.exec(script)?.[1];
  const loading = String.raw`import\([^)]*\/${page}-[^)]*\).{0,200}?__vite__mapDeps\(\[([\d,]+)\]\)`;
  const deps = new RegExp(loading, "s").exec(script)?.[1];
  if (list === undefined || deps === undefined) throw new Error("The build lists no files.");
  const files: readonly string[] = JSON.parse(list);
  const brought = deps.split(",").map((index) => files[Number(index)]);
  return new Set([...named, ...brought].filter((path) => path !== undefined));
}

test("the page before a call loads less than 245 kB of scripts and styles, compressed", () => {
  const files = firstLoad();
  const sizes = [...files].map((path) => [weigh(path), path] as const);
  const total = sizes.reduce((sum, [bytes]) => sum + bytes, 0);
  // Proof that something was counted: the framework alone is more.
  expect(total).toBeGreaterThan(100_000);
  expect(total, sizes.toSorted(([a], [b]) => b - a).join("\n")).toBeLessThan(245_000);
});

test("every component of the call is compiled, and nothing before it, where that would only add weight", () => {
  const call = readdirSync(join(dist, "assets")).filter((name) => /^CallPage-.*\.js$/.test(name));
  const caches = (text: string): number => text.split("react.memo_cache_sentinel").length - 1;
  expect(call.map((name) => caches(read(`assets/${name}`)) > 50)).toEqual([true]);
  // React's own marker for it.
  expect(caches([...firstLoad()].map((path) => read(path)).join("\n"))).toBe(1);
});

test("the page before a call loads neither the names of country parts nor the sign-in client", () => {
  const text = [...firstLoad()].map((path) => read(path)).join("\n");
  expect(text.includes("Sant Julià de Lòria")).toBe(false);
  expect(text.includes("/passkey/generate-register-options")).toBe(false);
});

test("the start page starts a meeting with nothing of the page on which one is scheduled", () => {
  const text = [...firstLoad("HomePage")].map((path) => read(path)).join("\n");
  expect(text).toContain("start-fault");
  expect(text).not.toContain("create-fault");
  expect(text).not.toContain("schedule-sentence");
});
