import { createPrivateKey, createPublicKey, hash, sign, verify } from "node:crypto";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { entryOf, filesOf, recordAt, sampleLeaves } from "../tests/sample-log.ts";
import { base64, fromUtf8, utf8 } from "./bytes.ts";
import { signCheckpoint } from "./checkpoint.ts";
import { commitmentOf } from "./commitment.ts";
import { type CarriedEntry, checkEntryProof, formatEntryProof } from "./entry-proof.ts";
import { encodeEntry } from "./leaf.ts";
import { type NoteKey, noteKey, type VerifyEd25519 } from "./note.ts";
import { inclusionRanges, proofOf } from "./proof.ts";
import { nodeReader, resourcePath } from "./tile.ts";
import { formatTlogProof, parseTlogProof, type TlogProof } from "./tlog-proof.ts";

const sha256 = (bytes: Uint8Array) => new Uint8Array(hash("sha256", bytes, "buffer"));
const verifyEd25519: VerifyEd25519 = async ({ publicKey, message, signature }) => {
  const x = Buffer.from(publicKey).toString("base64url");
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  return verify(null, message, key, signature);
};
const ports = { sha256, verifyEd25519 };

function signerOf(name: string, secret: number) {
  const seed = new Uint8Array(32).fill(secret);
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const { x = "" } = createPublicKey(privateKey).export({ format: "jwk" });
  const key = noteKey(sha256, name, Buffer.from(x, "base64url"));
  return { key, sign: async (text: Uint8Array) => sign(null, text, privateKey) };
}

const operator = signerOf("log.example/log", 7);
const law = { salt: "5a".repeat(32), value: "Assembly Act, § 5 😂" };
const reason = { salt: "5b".repeat(32), value: "It was not announced." };
const index = 300;
const order = encodeEntry(
  entryOf({
    kind: "order-approved",
    day: "2026-11-25",
    request: 1,
    order: recordAt(1),
    meeting: "00".repeat(32),
    places: ["AQ"],
    from: "2026-11-25",
    until: "2026-11-25",
    reason: commitmentOf(sha256, "text", reason),
    law: commitmentOf(sha256, "text", law),
  }),
);
const leaves = [...sampleLeaves(index), order, ...sampleLeaves(20)];
const carried: CarriedEntry = { leaf: fromUtf8(order) ?? "", texts: { law, reason } };
let proof: Omit<TlogProof, "extra">;
let whole: Uint8Array;

beforeAll(async () => {
  const { head, files } = filesOf(sha256, leaves);
  const read = nodeReader(
    sha256,
    head.size,
    (tile) => files.get(resourcePath({ kind: "tile", ...tile })) ?? new Uint8Array(),
  );
  const hashes = proofOf(sha256, inclusionRanges(index, head.size), read);
  const checkpoint = await signCheckpoint({ origin: operator.key.name, ...head }, operator);
  proof = { index, hashes, checkpoint };
  whole = formatEntryProof(carried, proof);
});

const check = async (bytes: Uint8Array, keys: readonly NoteKey[] = [operator.key]) =>
  await checkEntryProof(bytes, keys, ports);
const kindOf = async (given: Uint8Array, keys?: readonly NoteKey[]) =>
  (await check(given, keys)).kind;

test("a proof has the form of c2sp.org/tlog-proof, and proves an entry with its texts offline", async () => {
  const [header, extra, at, ...rest] = (fromUtf8(whole) ?? "").split("\n");
  expect([header, at]).toEqual(["c2sp.org/tlog-proof@v1", "index 300"]);
  expect(Buffer.from(extra?.slice("extra ".length) ?? "", "base64").toString()).toBe(
    JSON.stringify({ leaf: carried.leaf, texts: { law, reason } }),
  );
  expect(rest.slice(0, rest.indexOf(""))).toEqual(proof.hashes.map(base64));
  expect(rest.slice(rest.indexOf("") + 1).join("\n")).toBe(fromUtf8(proof.checkpoint));
  expect(await check(whole)).toMatchObject({
    ...{ kind: "proved", index, leaf: carried.leaf, texts: { law, reason } },
    entry: { kind: "order-approved", places: ["AQ"] },
    ...{ head: { origin: "log.example/log", size: leaves.length }, by: [operator.key] },
  });
  expect(await kindOf(formatEntryProof({ ...carried, texts: {} }, proof))).toBe("proved");
});

test("every bit of the file counts", async () => {
  for (let at = 0; at < whole.length; at += 1) {
    for (let bit = 0; bit < 8; bit += 1) {
      const flipped = whole.with(at, (whole[at] ?? 0) ^ (1 << bit));
      if ((await kindOf(flipped)) === "proved") expect.fail(`byte ${at}, bit ${bit}`);
    }
  }
}, 120_000);

test("a byte more or less anywhere is found", async () => {
  const place = fc.integer({ min: 0, max: whole.length });
  const piece = fc.constantFrom(" ", "\n", "=", "A", "\r", "extra \n", "index 0\n");
  await fc.assert(
    fc.asyncProperty(place, fc.nat({ max: 3 }), piece, async (at, cut, put) => {
      const bytes = Buffer.concat([whole.subarray(0, at), utf8(put), whole.subarray(at + cut)]);
      if (!bytes.equals(whole)) expect(await kindOf(bytes)).not.toBe("proved");
    }),
    { numRuns: 500 },
  );
});

test("each part that was exchanged is named", async () => {
  const put = (change: Partial<CarriedEntry>, other: Partial<TlogProof> = {}) =>
    kindOf(formatEntryProof({ ...carried, ...change }, { ...proof, ...other }));
  const textOf = (at: number) => fromUtf8(leaves[at] ?? expect.fail("no leaf")) ?? "";
  expect(await put({ leaf: textOf(299) })).toBe("other-entry");
  expect(await put({ leaf: "{}" })).toBe("no-entry");
  expect(await put({}, { index: 299 })).toBe("other-entry");
  expect(await put({}, { index: 400 })).toBe("other-entry");
  expect(await put({}, { hashes: proof.hashes.slice(1) })).toBe("other-entry");
  expect(await put({}, { hashes: proof.hashes.toReversed() })).toBe("other-entry");
  expect(await put({ texts: { law: reason, reason: law } })).toBe("other-text");
  expect(await put({ texts: { law, says: reason } })).toBe("other-text");
  const withExtra = (extra: Uint8Array | undefined) => kindOf(formatTlogProof({ ...proof, extra }));
  const { leaf, texts } = carried;
  const bad = [{ leaf: [leaf], texts }, { leaf, texts, more: 1 }, { leaf }, { texts }, null, leaf];
  for (const one of bad) expect(await withExtra(utf8(JSON.stringify(one)))).toBe("no-entry");
  expect(await withExtra(utf8(JSON.stringify({ leaf, texts }, undefined, 1)))).toBe("no-entry");
  expect(await withExtra(Uint8Array.of(255))).toBe("no-entry");
  expect(await withExtra(undefined)).toBe("no-entry");
});

test("only a key that the reader trusts, for the log of its name, proves anything", async () => {
  const other = signerOf("log.example/log", 8);
  const elsewhere = signerOf("other.example/log", 7);
  expect(await kindOf(whole, [])).toBe("unknown");
  expect(await kindOf(whole, [other.key])).toBe("unknown");
  expect(await kindOf(whole, [elsewhere.key])).toBe("unknown");
  expect(await kindOf(whole, [other.key, elsewhere.key, operator.key])).toBe("proved");
  // A trusted log can't speak for another one.
  const { head } = filesOf(sha256, leaves);
  const checkpoint = await signCheckpoint({ origin: "log.example/log", ...head }, elsewhere);
  const borrowed = formatEntryProof(carried, { ...proof, checkpoint });
  expect(await kindOf(borrowed, [operator.key, elsewhere.key])).toBe("unknown");
  // Witnesses may sign too.
  const line = `— witness.example ${base64(new Uint8Array(76))}\n`;
  const cosigned = Buffer.concat([proof.checkpoint, utf8(line)]);
  expect(await kindOf(formatEntryProof(carried, { ...proof, checkpoint: cosigned }))).toBe(
    "proved",
  );
});

test("the format is read as strictly as it is written", async () => {
  const text = fromUtf8(whole) ?? "";
  expect(parseTlogProof(whole)).toMatchObject(proof);
  for (const [from, to] of [
    ["index 300", "index 0300"],
    ["index 300", "index 9007199254740992"],
    ["index 300", "index -1"],
    ["index 300\n", ""],
    ["proof@v1", "proof@v2"],
    ["extra ", "extra  "],
    ["\n\n", "\n"],
    ["\n\n", "\n \n"],
    ["\n", "\r\n"],
  ] as const) {
    expect(parseTlogProof(utf8(text.replace(from, to)))).toBeUndefined();
  }
  const none = { extra: undefined, index: 0, hashes: [], checkpoint: proof.checkpoint };
  expect(parseTlogProof(formatTlogProof(none))).toEqual(none);
});
