import { hash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fromHex, hex } from "./bytes.ts";
import { leafHash, nodeHash, type ReadNode, rootOf } from "./merkle.ts";
import {
  checkConsistency,
  checkInclusion,
  consistencyRanges,
  inclusionRanges,
  proofOf,
} from "./proof.ts";

const sha256 = (bytes: Uint8Array) => new Uint8Array(hash("sha256", bytes, "buffer"));

/**
 * The inputs and roots that implementations of RFC 6962 have been compared by since the first one.
 */
const inputs = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
];
const roots = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
const leaves = inputs.map((input) => leafHash(sha256, fromHex(input) ?? new Uint8Array()));

test("the trees of 0 to 8 known entries have the known roots", () => {
  expect(roots.map((_, size) => hex(rootOf(sha256, leaves.slice(0, size))))).toEqual(roots);
});

/** Hashes of a tree of many leaves, each computed once. */
function treeOf(size: number) {
  const many = Array.from({ length: size }, (_, at) =>
    leafHash(sha256, Uint8Array.of(at >> 8, at)),
  );
  const nodes = new Map<string, Uint8Array>();
  const read: ReadNode = (level, index) => {
    if (level === 0) return many[index] ?? new Uint8Array();
    const name = `${level}/${index}`;
    const known =
      nodes.get(name) ??
      nodeHash(sha256, read(level - 1, index * 2), read(level - 1, index * 2 + 1));
    nodes.set(name, known);
    return known;
  };
  const roots = Array.from({ length: size + 1 }, (_, to) => rootOf(sha256, many.slice(0, to)));
  const root = (at: number) => roots[at] ?? new Uint8Array();
  return { leaf: (index: number) => read(0, index), read, root };
}

const tree = treeOf(300);
const inclusion = (index: number, size: number) => ({
  index,
  size,
  leaf: tree.leaf(index),
  root: tree.root(size),
  proof: proofOf(sha256, inclusionRanges(index, size), tree.read),
});
const consistency = (older: number, size: number) => ({
  older,
  size,
  olderRoot: tree.root(older),
  root: tree.root(size),
  proof: older === 0 ? [] : proofOf(sha256, consistencyRanges(older, size), tree.read),
});

test("every entry of every tree up to 300 is proved to be in it", () => {
  for (let size = 1; size <= 300; size += 1) {
    for (let index = 0; index < size; index += 1) {
      if (checkInclusion(sha256, inclusion(index, size)) !== "holds")
        expect.fail(`${index} of ${size}`);
    }
  }
});

test("every tree up to 300 is proved to have grown out of every smaller one", () => {
  for (let size = 0; size <= 300; size += 1) {
    for (let older = 0; older <= size; older += 1) {
      if (checkConsistency(sha256, consistency(older, size)) !== "holds")
        expect.fail(`${older} to ${size}`);
    }
  }
});

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  return bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
}

function withStep(proof: readonly Uint8Array[], at: number, bit: number): readonly Uint8Array[] {
  return proof.map((step, place) => (place === at ? flipped(step, bit) : step));
}

test("no proof of a small tree survives a flipped bit in it, its leaf or its roots", () => {
  for (const [from, size] of [
    [0, 1],
    [2, 3],
    [4, 7],
    [3, 8],
    [9, 13],
  ] as const) {
    const one = inclusion(from, size);
    const other = consistency(Math.max(from, 1), size);
    for (let bit = 0; bit < 256; bit += 1) {
      const verdicts = [
        checkInclusion(sha256, { ...one, leaf: flipped(one.leaf, bit) }),
        checkInclusion(sha256, { ...one, root: flipped(one.root, bit) }),
        ...one.proof.map((_, at) =>
          checkInclusion(sha256, { ...one, proof: withStep(one.proof, at, bit) }),
        ),
        checkConsistency(sha256, { ...other, root: flipped(other.root, bit) }),
        checkConsistency(sha256, { ...other, olderRoot: flipped(other.olderRoot, bit) }),
        ...other.proof.map((_, at) =>
          checkConsistency(sha256, { ...other, proof: withStep(other.proof, at, bit) }),
        ),
      ];
      expect(new Set(verdicts)).toEqual(new Set(["root"]));
    }
  }
});

const pair = fc
  .integer({ min: 2, max: 300 })
  .chain((size) =>
    fc.record({ size: fc.constant(size), at: fc.integer({ min: 1, max: size - 1 }) }),
  );

test("a proof for another index or size, or with a hash more or less, does not hold", () => {
  fc.assert(
    fc.property(pair, fc.integer({ min: 1, max: 300 }), ({ size, at }, other) => {
      const one = inclusion(at, size);
      const two = consistency(at, size);
      const extra = new Uint8Array(32);
      const verdicts = [
        checkInclusion(sha256, { ...one, proof: [...one.proof, extra] }),
        checkInclusion(sha256, { ...one, proof: one.proof.slice(1) }),
        checkInclusion(sha256, { ...one, proof: one.proof.slice(0, -1) }),
        checkInclusion(sha256, { ...one, index: size }),
        checkInclusion(sha256, { ...one, index: at - 1 }),
        checkConsistency(sha256, { ...two, proof: [...two.proof, extra] }),
        checkConsistency(sha256, { ...two, proof: [extra, ...two.proof] }),
        checkConsistency(sha256, { ...two, proof: two.proof.slice(0, -1) }),
        checkConsistency(sha256, { ...two, older: size, proof: [] }),
        checkConsistency(sha256, { ...two, older: 0, proof: [] }),
        ...(other === size
          ? []
          : [checkInclusion(sha256, { ...inclusion(at, size), root: tree.root(other) })]),
      ];
      expect(verdicts).not.toContain("holds");
    }),
  );
});

test("sizes that no tree has are refused, and large ones are not cut to 32 bits", () => {
  const hashes = { leaf: tree.leaf(0), root: tree.root(1), proof: [] };
  for (const [index, size] of [
    [0, 0],
    [-1, 1],
    [0.5, 1],
    [0, Number.NaN],
    [1, 2 ** 53],
  ] as const) {
    expect(checkInclusion(sha256, { ...hashes, index, size })).toBe("sizes");
  }
  const proof = Array.from({ length: 40 }, () => tree.leaf(1));
  expect(inclusionRanges(2 ** 40 - 1, 2 ** 40)).toHaveLength(40);
  const climbed = proof.reduce((below, step) => nodeHash(sha256, step, below), tree.leaf(0));
  const large = { index: 2 ** 40 - 1, size: 2 ** 40, leaf: tree.leaf(0), proof, root: climbed };
  expect(checkInclusion(sha256, large)).toBe("holds");
  expect(checkInclusion(sha256, { ...large, size: 2 ** 41 })).toBe("length");
});
