import { hash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { entryOf, filesOf, recordAt, sampleLeaves } from "../tests/sample-log.ts";
import { concat, utf8 } from "./bytes.ts";
import type { TreeHead } from "./checkpoint.ts";
import { encodeEntry } from "./leaf.ts";
import { leafHash } from "./merkle.ts";
import { resourcePath } from "./tile.ts";
import { type Audit, type Audited, beginAudit, takeFile } from "./verify.ts";

const sha256 = (bytes: Uint8Array) => new Uint8Array(hash("sha256", bytes, "buffer"));
type Files = ReadonlyMap<string, Uint8Array>;

function auditOf(
  files: Files,
  target: TreeHead,
  {
    older = [],
    audited,
  }: { readonly older?: readonly TreeHead[]; readonly audited?: Audited } = {},
): {
  readonly end: Exclude<Audit, { readonly kind: "reading" }>;
  readonly read: readonly string[];
} {
  const read: string[] = [];
  let state = beginAudit(sha256, { target, older, ...(audited === undefined ? {} : { audited }) });
  while (state.kind === "reading") {
    const path = resourcePath(state.wants);
    read.push(path);
    state = takeFile(sha256, state, files.get(path) ?? new Uint8Array());
  }
  return { end: state, read };
}

const faultOf = (...given: Parameters<typeof auditOf>) => {
  const { end } = auditOf(...given);
  return end.kind === "bad" ? { index: end.fault.index, why: end.fault.why } : end.kind;
};
const withFile = (files: Files, path: string, bytes: Uint8Array): Files =>
  new Map([...files, [path, bytes]]);

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  return bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
}

const leaves = sampleLeaves(700);
const logs = new Map<number, ReturnType<typeof filesOf>>();
function logOf(size: number) {
  const log = logs.get(size) ?? filesOf(sha256, leaves.slice(0, size));
  logs.set(size, log);
  return log;
}

test.each([0, 1, 2, 255, 256, 257, 511, 512, 513, 700])(
  "a log of %i is sound, and every file is read once",
  (size) => {
    const { files, head } = logOf(size);
    const { end, read } = auditOf(files, head);
    expect(end.kind).toBe("sound");
    expect([...read].sort()).toEqual([...files.keys()].sort());
  },
);

test("a log that has just filled a tile of the second level is sound, and that tile is checked", () => {
  const many = sampleLeaves(65_537);
  const { files, head } = filesOf(sha256, many);
  expect(auditOf(files, head).end.kind).toBe("sound");
  const bad = withFile(
    files,
    "tile/1/000",
    flipped(files.get("tile/1/000") ?? expect.fail("no tile"), 256 * 3),
  );
  expect(faultOf(bad, head)).toEqual({ index: 3 * 256, why: "hash" });
  const top = withFile(
    files,
    "tile/2/000.p/1",
    flipped(files.get("tile/2/000.p/1") ?? expect.fail("no tile"), 0),
  );
  expect(faultOf(top, head)).toEqual({ index: 0, why: "hash" });
});

test("any flipped bit in a small log is found, and named by its entry", () => {
  const { files, head } = logOf(5);
  const sizes = leaves.slice(0, 5).map(({ length }) => length + 2);
  const starts = sizes.map((_, at) => sizes.slice(0, at).reduce((sum, one) => sum + one, 0));
  for (const [path, bytes] of files) {
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const byte = bit >> 3;
      const index = path.includes("entries")
        ? starts.findLastIndex((start) => start <= byte)
        : Math.floor(byte / 32);
      const found = auditOf(withFile(files, path, flipped(bytes, bit)), head).end;
      if (found.kind !== "bad" || found.fault.index !== index) expect.fail(`${path} bit ${bit}`);
    }
  }
});

test("any flipped bit in a large log is found, and named by its entry or the first beneath it", () => {
  const { files, head } = logOf(700);
  const flip = fc
    .constantFrom(...files)
    .chain(([path, bytes]) =>
      fc.record({ path: fc.constant(path), bit: fc.nat({ max: bytes.length * 8 - 1 }) }),
    );
  const length = (leaves[0]?.length ?? 0) + 2;
  fc.assert(
    fc.property(flip, ({ path, bit }) => {
      const [, level, tile = ""] = path.split("/");
      const first = Number.parseInt(tile, 10) * 256;
      const at = Math.floor((bit >> 3) / (level === "entries" ? length : 32));
      const index = level === "1" ? at * 256 : first + at;
      const bad = withFile(files, path, flipped(files.get(path) ?? expect.fail(path), bit));
      const { end } = auditOf(bad, head);
      expect(end.kind === "bad" && end.fault.index).toBe(index);
    }),
  );
});

test("a file that is missing, cut or longer is named by what is not there", () => {
  const { files, head } = logOf(300);
  const cut = (path: string, by: number) =>
    withFile(files, path, (files.get(path) ?? expect.fail(path)).slice(0, by));
  const longer = (path: string) =>
    withFile(files, path, concat(files.get(path) ?? expect.fail(path), Uint8Array.of(0)));
  expect(faultOf(cut("tile/entries/000", 0), head)).toEqual({ index: 0, why: "framing" });
  expect(faultOf(cut("tile/entries/001.p/44", 0), head)).toEqual({ index: 256, why: "framing" });
  expect(faultOf(cut("tile/entries/001.p/44", -1), head)).toEqual({ index: 299, why: "framing" });
  expect(faultOf(longer("tile/entries/000"), head)).toEqual({ index: 255, why: "framing" });
  expect(faultOf(cut("tile/0/000", 0), head)).toEqual({ index: 0, why: "length" });
  expect(faultOf(cut("tile/0/000", 32 * 9), head)).toEqual({ index: 9, why: "length" });
  expect(faultOf(longer("tile/0/001.p/44"), head)).toEqual({ index: 299, why: "length" });
  expect(faultOf(cut("tile/1/000.p/1", 31), head)).toEqual({ index: 0, why: "length" });
});

test("of two faults the first is named", () => {
  const { files, head } = logOf(300);
  const tile = files.get("tile/0/000") ?? expect.fail("no tile");
  const bundle = files.get("tile/entries/000") ?? expect.fail("no bundle");
  const both = withFile(
    withFile(files, "tile/0/000", flipped(tile, 7 * 256)),
    "tile/entries/000",
    bundle.slice(0, -1),
  );
  expect(faultOf(both, head)).toEqual({ index: 7, why: "hash" });
  const other = withFile(
    withFile(files, "tile/0/000", flipped(tile, 200 * 256)),
    "tile/entries/000",
    bundle.slice(0, 3),
  );
  expect(faultOf(other, head)).toEqual({ index: 0, why: "framing" });
});

test("an entry that this log can't have is named, however well it is hashed", () => {
  const foreign = utf8('{"day":"2026-11-25","kind":"seat-removed","name":"Ana"}');
  const { files, head } = filesOf(sha256, [...leaves.slice(0, 9), foreign, ...leaves.slice(9, 20)]);
  const { end } = auditOf(files, head);
  expect(end).toMatchObject({
    kind: "bad",
    fault: { index: 9, why: "no-entry", leaf: { why: "unknown-kind" } },
  });
});

test("a root that isn't the tree's, or one kept from before, is named by what nothing vouches for", () => {
  const { files, head } = logOf(300);
  const wrong = { ...head, root: flipped(head.root, 0) };
  expect(faultOf(files, wrong)).toEqual({ index: 0, why: "root" });
  const kept = [257, 10, 256, 0, 300].map((size) => logOf(size).head);
  expect(auditOf(files, head, { older: kept }).end.kind).toBe("sound");
  const good = kept.filter(({ size }) => size < 257);
  expect(faultOf(files, wrong, { older: good })).toEqual({ index: 256, why: "root" });
  const other = { size: 200, root: sha256(utf8("another history")) };
  expect(faultOf(files, head, { older: [...kept, other] })).toEqual({
    index: 10,
    why: "older-root",
  });
});

test("history rewritten with all its files is noticed by anyone who kept a checkpoint", () => {
  const kept = logOf(290).head;
  const changed = [
    ...leaves.slice(0, 100),
    ...sampleLeaves(701).slice(700),
    ...leaves.slice(101, 300),
  ];
  const { files, head } = filesOf(sha256, changed);
  expect(auditOf(files, head).end.kind).toBe("sound");
  expect(faultOf(files, head, { older: [logOf(90).head, kept] })).toEqual({
    index: 90,
    why: "older-root",
  });
});

test("a log that became smaller is named by where it ends", () => {
  const { files, head } = logOf(290);
  expect(faultOf(files, head, { older: [logOf(300).head] })).toEqual({ index: 290, why: "shrunk" });
  const { end } = auditOf(logOf(300).files, logOf(300).head);
  if (end.kind !== "sound") expect.fail("not sound");
  expect(faultOf(files, head, { audited: end.audited })).toEqual({ index: 290, why: "shrunk" });
});

test("an audit resumes from any size where the last one ended, and reads only what is new", () => {
  const size = fc.integer({ min: 0, max: 700 });
  fc.assert(
    fc.property(fc.tuple(size, size), (sizes) => {
      const [before, after] = sizes.sort((one, other) => one - other) as [number, number];
      const first = auditOf(logOf(before).files, logOf(before).head).end;
      if (first.kind !== "sound") return expect.fail("not sound");
      const { end, read } = auditOf(logOf(after).files, logOf(after).head, {
        audited: first.audited,
      });
      expect(end).toEqual(auditOf(logOf(after).files, logOf(after).head).end);
      const bundles = read.filter((path) => path.includes("entries"));
      const expected = after === before ? 0 : Math.ceil(after / 256) - Math.floor(before / 256);
      expect(bundles).toHaveLength(expected);
    }),
    { numRuns: 40 },
  );
});

test("a changed entry that was audited before is named", () => {
  const first = auditOf(logOf(290).files, logOf(290).head).end;
  if (first.kind !== "sound") return expect.fail("not sound");
  const changed = [
    ...leaves.slice(0, 260),
    ...sampleLeaves(701).slice(700),
    ...leaves.slice(261, 300),
  ];
  const { files, head } = filesOf(sha256, changed);
  expect(faultOf(files, head, { audited: first.audited })).toEqual({ index: 260, why: "hash" });
});

test("a broken promise is a finding, and the log is still sound", () => {
  const slot = entryOf({ kind: "sealed-slot", day: "2026-11-25", slot: 3, holds: "ab".repeat(32) });
  const more = entryOf({ kind: "order-effect", day: "2026-11-25", order: recordAt(1) });
  const { files, head } = filesOf(sha256, [encodeEntry(more), encodeEntry(slot)]);
  const { end } = auditOf(files, head);
  expect(end).toMatchObject({ kind: "sound", findings: [{ index: 1, what: "slot-out-of-order" }] });
  expect(leafHash(sha256, encodeEntry(more))).toHaveLength(32);
});
