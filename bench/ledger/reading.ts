import { spawn } from "node:child_process";
import { generateKeyPairSync, sign } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { base64 } from "@graticule/ledger/bytes";
import { signCheckpoint } from "@graticule/ledger/checkpoint";
import { append, edgeRoot, emptyEdge, partialTiles } from "@graticule/ledger/edge";
import { leafHash } from "@graticule/ledger/merkle";
import { formatNoteKey, noteKey } from "@graticule/ledger/note";
import { inclusionRanges, proofOf } from "@graticule/ledger/proof";
import { filesOf } from "@graticule/ledger/tests/sample-log";
import { nodeReader, resourcePath } from "@graticule/ledger/tile";
import { beginAudit, takeFile } from "@graticule/ledger/verify";
import { sha256, verifyEd25519 } from "@graticule/verify/node-crypto";
import { chromium } from "playwright-core";
import { type Claims, timeClaims } from "./claim.ts";

/** The cost of checking the log: one entry in Node, one in a browser, all of it. */

/** Claims of entries anywhere in a tree of this size, which repeats these leaves. */
export async function makeClaims(
  leaves: readonly Uint8Array[],
  { size, count }: { readonly size: number; readonly count: number },
): Promise<Claims> {
  const hashes = leaves.map((leaf) => leafHash(sha256, leaf));
  const at = <T>(of: readonly T[], index: number) => of[index % of.length] as T;
  const all = Array.from({ length: size }, (_, index) => at(hashes, index));
  const { edge, full } = append(sha256, emptyEdge, all);
  const tiles = new Map(
    [...full, ...partialTiles(edge)].map(({ tile, bytes }) => [nameOf(tile), bytes]),
  );
  const read = nodeReader(sha256, size, (tile) => tiles.get(nameOf(tile)) ?? new Uint8Array());
  const indexes = Array.from({ length: count }, (_, one) => Math.floor((size * one) / count));
  return {
    ...(await signed({ size, root: edgeRoot(sha256, edge) })),
    all: indexes.map((index) => ({
      index,
      leaf: base64(at(leaves, index)),
      proof: proofOf(sha256, inclusionRanges(index, size), read).map(base64),
    })),
  };
}

const nameOf = (tile: { level: number; index: number; width: number }) =>
  resourcePath({ kind: "tile", ...tile });

async function signed(head: { readonly size: number; readonly root: Uint8Array }) {
  const origin = "bench.invalid/log";
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const { x = "" } = publicKey.export({ format: "jwk" });
  const key = noteKey(sha256, origin, Buffer.from(x, "base64url"));
  const signer = { key, sign: async (said: Uint8Array) => sign(null, said, privateKey) };
  const checkpoint = base64(await signCheckpoint({ origin, ...head }, signer));
  return { origin, key: formatNoteKey(key), checkpoint };
}

/** Milliseconds per claim, round by round, after a warm-up. */
export async function verifyInNode(claims: Claims, rounds: number): Promise<readonly number[]> {
  const ports = { sha256, verifyEd25519 };
  await timeClaims(ports, claims);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await timeClaims(ports, claims));
  return times;
}

/** In Chromium, with its own Ed25519 and our pages' SHA-256, in a page built like ours. */
export async function verifyInBrowser(claims: Claims, rounds: number): Promise<readonly number[]> {
  const built = mkdtempSync(join(tmpdir(), "graticule-bench-page-"));
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    chromiumSandbox: false,
    args: ["--disable-gpu"],
  });
  try {
    await buildPage(built);
    const page = await browser.newPage();
    await page.route("http://localhost/**", async (route) => {
      const name = new URL(route.request().url()).pathname;
      if (name === "/favicon.ico") return await route.fulfill({ status: 404 });
      const contentType = name.endsWith(".js") ? "text/javascript" : "text/html";
      await route.fulfill({ body: readFileSync(join(built, name)), contentType });
    });
    await page.goto("http://localhost/index.html");
    const time = () =>
      page.evaluate((all) => {
        const { timeClaims } = globalThis as unknown as {
          readonly timeClaims: (claims: unknown) => Promise<number>;
        };
        return timeClaims(all);
      }, claims);
    await time();
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) times.push(await time());
    return times;
  } finally {
    await browser.close();
    rmSync(built, { recursive: true, force: true });
  }
}

async function buildPage(into: string): Promise<void> {
  const vite = join(import.meta.dirname, "../../node_modules/.bin/vite");
  const from = join(import.meta.dirname, "page");
  const args = [vite, "build", from, "--outDir", into, "--emptyOutDir", "--logLevel", "warn"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
  const code = await new Promise((done) => child.once("close", done));
  if (code !== 0) throw new Error("the bench's page can't be built");
}

/** Entries a second of a whole audit of files: parsing, hashing, and the log's promises. */
export function auditAll(leaves: readonly Uint8Array[], rounds: number): readonly number[] {
  const { head, files } = filesOf(sha256, leaves);
  const rates: number[] = [];
  for (let round = -1; round < rounds; round++) {
    const began = performance.now();
    let audit = beginAudit(sha256, { target: head });
    while (audit.kind === "reading") {
      const file = files.get(resourcePath(audit.wants));
      audit = takeFile(sha256, audit, file ?? new Uint8Array());
    }
    if (audit.kind !== "sound" || audit.findings.length > 0)
      throw new Error(`the audit found something: ${JSON.stringify(audit).slice(0, 500)}`);
    if (round >= 0) rates.push((head.size * 1_000) / (performance.now() - began));
  }
  return rates;
}
