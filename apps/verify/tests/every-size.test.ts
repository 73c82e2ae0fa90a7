import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import { packBundle } from "@graticule/ledger/bundle";
import { hex, utf8 } from "@graticule/ledger/bytes";
import { signCheckpoint } from "@graticule/ledger/checkpoint";
import { append, edgeRoot, emptyEdge, partialTiles, type RightEdge } from "@graticule/ledger/edge";
import { leafHash, nodeHash, type ReadNode } from "@graticule/ledger/merkle";
import { noteKey } from "@graticule/ledger/note";
import { consistencyRanges, inclusionRanges, proofOf } from "@graticule/ledger/proof";
import { nodeReader, resourcePath, type Tile, tileWidth } from "@graticule/ledger/tile";
import { sha256 } from "@graticule/verify/node-crypto";
import { expect, test } from "vitest";
import { runProgram } from "./ledger-peer.ts";
import { peerOfTests } from "./peer-of-tests.ts";
import { randomFrom } from "./random.ts";

const soak = process.env["GRATICULE_SOAK"] === "1";
const program = peerOfTests();

/** Every size up to this one, and so many others up to the largest. */
const everyUpTo = 4_096;
const others = 100;
const largest = 1_000_000;
/** For each size: inclusion of so many leaves, and growth from so many older sizes. */
const proofs = 4;

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
const leafAt = (index: number) => utf8(`entry ${index} ${"x".repeat(index % 61)}`);

const seed = new Uint8Array(32).fill(7);
const privateKey = createPrivateKey({
  key: Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]),
  format: "der",
  type: "pkcs8",
});
const publicKey = createPublicKey(privateKey).export({ format: "der", type: "spki" }).subarray(12);
const key = noteKey(sha256, "log.example/log", publicKey);
const signer = { key, sign: async (text: Uint8Array) => sign(null, text, privateKey) };
/** As golang.org/x/mod/sumdb/note writes a private key. */
const goSigner = `PRIVATE+KEY+${key.name}+${hex(key.id)}+${base64(Buffer.from([1, ...seed]))}`;

/** The log as this project makes it, growing. */
class GrowingLog {
  edge: RightEdge = emptyEdge;
  readonly #full = new Map<string, Uint8Array>();
  /** Nodes of a small tree, each computed once; a large one is read from its tiles. */
  readonly #nodes = new Map<string, Uint8Array>();

  /** All files that this size has, and the size before had not. */
  growTo(size: number): ReadonlyMap<string, Uint8Array> {
    const before = this.edge.size;
    const hashes = Array.from({ length: size - before }, (_, at) =>
      leafHash(sha256, leafAt(before + at)),
    );
    const grown = append(sha256, this.edge, hashes);
    this.edge = grown.edge;
    const files = new Map<string, Uint8Array>();
    for (const { tile, bytes } of grown.full) {
      const path = resourcePath({ kind: "tile", ...tile });
      this.#full.set(path, bytes);
      files.set(path, bytes);
    }
    for (const { tile, bytes } of partialTiles(this.edge)) {
      const span = tileWidth ** tile.level;
      if (Math.floor(before / span) === Math.floor(size / span)) continue;
      files.set(resourcePath({ kind: "tile", ...tile }), bytes);
    }
    const index = Math.floor((size - 1) / tileWidth);
    const width = size - index * tileWidth;
    const entries = Array.from({ length: width }, (_, at) => leafAt(index * tileWidth + at));
    files.set(resourcePath({ kind: "entries", index, width }), packBundle(entries));
    return files;
  }

  /** From the tiles alone. */
  readTiles(): ReadNode {
    const partial = new Map(partialTiles(this.edge).map(({ tile, bytes }) => [tile.level, bytes]));
    const bytesOf = (tile: Tile) =>
      (tile.width < tileWidth
        ? partial.get(tile.level)
        : this.#full.get(resourcePath({ kind: "tile", ...tile }))) ?? new Uint8Array();
    return nodeReader(sha256, this.edge.size, bytesOf);
  }

  readNode(level: number, index: number): Uint8Array {
    const name = `${level}/${index}`;
    const node =
      this.#nodes.get(name) ??
      (level === 0
        ? leafHash(sha256, leafAt(index))
        : nodeHash(
            sha256,
            this.readNode(level - 1, index * 2),
            this.readNode(level - 1, index * 2 + 1),
          ));
    this.#nodes.set(name, node);
    return node;
  }
}

async function* lines(random: (below: number) => number, sizes: readonly number[]) {
  yield `${JSON.stringify({ signer: goSigner })}\n`;
  const log = new GrowingLog();
  for (const size of sizes) {
    const files = log.growTo(size);
    const root = edgeRoot(sha256, log.edge);
    const note = await signCheckpoint({ origin: key.name, size, root }, signer);
    // Proofs of every sixteenth size and of large ones are made from tiles, as readers make them.
    const fromTiles = size > everyUpTo || size % 16 === 0;
    const read: ReadNode = fromTiles
      ? log.readTiles()
      : (level, index) => log.readNode(level, index);
    const sampled = [...Array.from({ length: proofs - 1 }, () => random(size)), size - 1];
    const proof = (ranges: Parameters<typeof proofOf>[1]) =>
      proofOf(sha256, ranges, read).map(base64);
    const told = {
      size,
      root: base64(root),
      note: base64(note),
      files: Object.fromEntries([...files].map(([path, bytes]) => [path, base64(bytes)])),
      inclusion: sampled.map((index) => ({
        index,
        size,
        proof: proof(inclusionRanges(index, size)),
      })),
      consistency: sampled
        .map((at) => Math.max(1, at))
        .map((older) => ({ older, size, proof: proof(consistencyRanges(older, size)) })),
    };
    yield `${JSON.stringify(told)}\n`;
  }
}

function sizesOf(random: (below: number) => number): readonly number[] {
  const sizes = new Set(Array.from({ length: everyUpTo }, (_, at) => at + 1));
  while (sizes.size < everyUpTo + others) sizes.add(everyUpTo + 1 + random(largest - everyUpTo));
  return [...sizes].sort((one, other) => one - other);
}

test("every size up to 4,096 and a hundred up to a million match Go's: roots, tiles, bundles, signed checkpoints, proofs", async () => {
  const number = soak ? Date.now() % 2 ** 31 : 20_261_125;
  const random = randomFrom(number);
  const said = await runProgram(program, ["sizes"], lines(random, sizesOf(random)));
  expect(said, `random numbers from ${number}`).toMatchObject({ code: 0, stderr: "" });
  expect(said.stdout).toMatch(/^4196 sizes, \d+ checks\n$/);
}, 600_000);

test("Go finds a size with one byte changed", async () => {
  const sizes = [1, 255, 256, 257, 300];
  const all: string[] = [];
  for await (const line of lines(randomFrom(1), sizes)) all.push(line);
  const changed = (at: number, from: RegExp, to: string) => {
    const line = all[at]?.replace(from, to) ?? "";
    expect(line).not.toBe(all[at]);
    return all.with(at, line);
  };
  const other = base64(new Uint8Array(32));
  const bad: readonly (readonly [number, RegExp, string, RegExp])[] = [
    [3, /"root":"[^"]*"/, `"root":"${other}"`, /size 256: another root/],
    [5, /"note":"[^"]*"/, `"note":"${other}"`, /size 300: another checkpoint/],
    [4, /("tile\/0\/001.p\/1":")[^"]*/, `$1${other}`, /size 257: another file tile\/0\/001.p\/1/],
    [3, /("tile\/entries\/000":")./, "$1/", /size 256: another file tile\/entries\/000/],
    [2, /("inclusion":.*?"proof":\[")[^"]*/, `$1${other}`, /size 255: entry \d+/],
    [5, /("consistency":.*?"proof":\[")[^"]*/, `$1${other}`, /size 300: growth from \d+/],
  ];
  for (const [at, from, to, word] of bad) {
    const said = await runProgram(program, ["sizes"], changed(at, from, to));
    expect(said.code).toBe(1);
    expect(said.stderr).toMatch(word);
  }
});
