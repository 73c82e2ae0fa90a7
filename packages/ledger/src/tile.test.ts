import { hash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { tilesOf } from "../tests/sample-log.ts";
import { packBundle, unpackBundle } from "./bundle.ts";
import { areEqual, concat } from "./bytes.ts";
import { append, edgeRoot, emptyEdge, partialTiles } from "./edge.ts";
import { hashOfRange, leafHash, rootOf } from "./merkle.ts";
import { checkInclusion, inclusionRanges, proofOf } from "./proof.ts";
import {
  hashesOf,
  nodeReader,
  parseResourcePath,
  type Resource,
  resourcePath,
  type Tile,
  tilesFor,
} from "./tile.ts";

const sha256 = (bytes: Uint8Array) => new Uint8Array(hash("sha256", bytes, "buffer"));
const leafAt = (at: number) => leafHash(sha256, Uint8Array.of(at >> 16, at >> 8, at));
const pathOf = (tile: Tile) => resourcePath({ kind: "tile", ...tile });
const widthsOf = (size: number) => [...tilesOf(size)].map(pathOf);

test.each([
  [0, []],
  [1, ["tile/0/000.p/1"]],
  [255, ["tile/0/000.p/255"]],
  [256, ["tile/0/000", "tile/1/000.p/1"]],
  [257, ["tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1"]],
] as const)("a tree of %i has the tiles of tlog-tiles", (size, paths) => {
  expect(widthsOf(size)).toEqual(paths);
});

test("a tree of 70,000 has the tiles that tlog-tiles counts, and one around 65,536 the next level", () => {
  const of = (size: number) => {
    const paths = widthsOf(size);
    const full = (level: number) =>
      paths.filter((path) => /^tile\/\d+\/[x\d/]+$/.test(path) && path.startsWith(`tile/${level}/`))
        .length;
    return {
      full: [full(0), full(1), full(2)],
      partial: paths.filter((path) => path.includes(".p/")),
    };
  };
  expect(of(70_000)).toEqual({
    full: [273, 1, 0],
    partial: ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"],
  });
  expect(of(65_535)).toEqual({
    full: [255, 0, 0],
    partial: ["tile/0/255.p/255", "tile/1/000.p/255"],
  });
  expect(of(65_536)).toEqual({ full: [256, 1, 0], partial: ["tile/2/000.p/1"] });
  expect(of(65_537)).toEqual({ full: [256, 1, 0], partial: ["tile/0/256.p/1", "tile/2/000.p/1"] });
});

test("a path is read as it is written, and in no other way", () => {
  expect(resourcePath({ kind: "tile", level: 0, index: 1_234_067, width: 256 })).toBe(
    "tile/0/x001/x234/067",
  );
  const bad = [
    ...["tile/0/1", "tile/00/001", "tile/64/001", "tile/-1/001", "tile/0/x001", "tile/0/001/002"],
    ...[
      "tile/0/x000/001",
      "tile/0/001.p/0",
      "tile/0/001.p/256",
      "tile/0/001.p/01",
      "tile/0/001.p/",
    ],
    ...[
      "/tile/0/001",
      "tile/0/001/",
      "tile/8/0/001",
      "tile/data/001",
      "tile/0/001.p/1\n",
      "tile/entries/0001",
    ],
  ];
  for (const path of bad) expect(parseResourcePath(path)).toBeUndefined();
  const index = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
  const width = fc.integer({ min: 1, max: 256 });
  fc.assert(
    fc.property(index, width, fc.option(fc.integer({ min: 0, max: 63 })), (index, width, level) => {
      const resource: Resource =
        level === null ? { kind: "entries", index, width } : { kind: "tile", level, index, width };
      expect(parseResourcePath(resourcePath(resource))).toEqual(resource);
    }),
  );
});

test("tiles filled by appending in pieces match the tree's, around every border", () => {
  const many = Array.from({ length: 65_537 }, (_, at) => leafAt(at));
  let edge = emptyEdge;
  const files = new Map<string, Uint8Array>();
  for (const size of [0, 1, 255, 256, 257, 511, 512, 1000, 65_535, 65_536, 65_537]) {
    const grown = append(sha256, edge, many.slice(edge.size, size));
    edge = grown.edge;
    for (const { tile, bytes } of [...grown.full, ...partialTiles(edge)])
      files.set(pathOf(tile), bytes);
    expect(edge.size).toBe(size);
    expect(areEqual(edgeRoot(sha256, edge), rootOf(sha256, many.slice(0, size)))).toBe(true);
    const wanted = widthsOf(size);
    expect(wanted.filter((path) => !files.has(path))).toEqual([]);
    const top = wanted.length === 0 ? undefined : files.get(wanted.at(-1) ?? "");
    expect(top === undefined).toBe(size === 0);
  }
  const read = nodeReader(sha256, edge.size, (tile) => files.get(pathOf(tile)) ?? new Uint8Array());
  for (const range of [
    { from: 0, to: 256 },
    { from: 256, to: 512 },
    { from: 0, to: 65_537 },
    { from: 65_536, to: 65_537 },
  ]) {
    const direct = rootOf(sha256, many.slice(range.from, range.to));
    expect(areEqual(hashOfRange(sha256, range, read), direct)).toBe(true);
  }
});

test("a proof is made from the tiles that it names, and no others", () => {
  const size = 70_000;
  const { edge, full } = append(
    sha256,
    emptyEdge,
    Array.from({ length: size }, (_, at) => leafAt(at)),
  );
  const files = new Map(
    [...full, ...partialTiles(edge)].map(({ tile, bytes }) => [pathOf(tile), bytes]),
  );
  const root = edgeRoot(sha256, edge);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: size - 1 }), (index) => {
      const ranges = inclusionRanges(index, size);
      const fetched = new Map(
        tilesFor(size, ranges).map((tile) => [pathOf(tile), files.get(pathOf(tile))]),
      );
      expect(fetched.size).toBeLessThanOrEqual(6);
      const read = nodeReader(
        sha256,
        size,
        (tile) => fetched.get(pathOf(tile)) ?? expect.fail(pathOf(tile)),
      );
      const proof = proofOf(sha256, ranges, read);
      expect(checkInclusion(sha256, { index, size, leaf: leafAt(index), proof, root })).toBe(
        "holds",
      );
    }),
  );
});

test("a node outside the tree, and a tile of another length, are not read", () => {
  const bytes = concat(leafAt(0), leafAt(1), leafAt(2));
  const read = nodeReader(sha256, 3, () => bytes);
  expect(() => read(1, 1)).toThrow(TypeError);
  expect(() => read(0, 3)).toThrow(TypeError);
  expect(() => nodeReader(sha256, 3, () => bytes.slice(1))(0, 0)).toThrow(TypeError);
  expect(hashesOf(bytes, 3)).toHaveLength(3);
  expect(hashesOf(bytes, 2)).toBeUndefined();
});

test("entries follow their length in two bytes, the larger first", () => {
  const entries = [new Uint8Array(), Uint8Array.of(7), new Uint8Array(258)];
  const bytes = packBundle(entries);
  expect([...bytes.slice(0, 7)]).toEqual([0, 0, 0, 1, 7, 1, 2]);
  expect(unpackBundle(bytes, 3)).toEqual({ kind: "complete", entries });
  const longest = [new Uint8Array(65_535)];
  expect(unpackBundle(packBundle(longest), 1)).toEqual({ kind: "complete", entries: longest });
  expect(() => packBundle([new Uint8Array(65_536)])).toThrow(TypeError);
});

test("a bundle that is cut anywhere, or has an extra byte, is broken, and says how far it could be read", () => {
  const bytes = packBundle([Uint8Array.of(1, 2), Uint8Array.of(3), Uint8Array.of(4, 5, 6)]);
  const whole = [0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 2];
  for (const [length, count] of whole.entries()) {
    const { kind, entries } = unpackBundle(bytes.slice(0, length), 3);
    expect({ kind, count: entries.length }).toEqual({ kind: "broken", count });
  }
  expect(unpackBundle(concat(bytes, Uint8Array.of(0)), 3).kind).toBe("broken");
  expect(unpackBundle(bytes, 2).kind).toBe("broken");
});
