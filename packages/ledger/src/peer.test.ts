import { spawnSync } from "node:child_process";
import { createPrivateKey, createPublicKey, hash, sign, verify } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { entryOf, type PeerTree, peerTree, recordAt } from "../tests/sample-log.ts";
import { base64, fromBase64, fromUtf8, hex, utf8 } from "./bytes.ts";
import { signCheckpoint } from "./checkpoint.ts";
import { type Committed, commitmentOf } from "./commitment.ts";
import { canonicalJson } from "./encode.ts";
import { encodeEntry, readLeaf } from "./leaf.ts";
import { leafHash, rootOf } from "./merkle.ts";
import {
  formatNoteKey,
  noteKey,
  openNote,
  parseNoteKey,
  signNote,
  type VerifyEd25519,
} from "./note.ts";
import { checkConsistency, checkInclusion } from "./proof.ts";

const sha256 = (bytes: Uint8Array) => new Uint8Array(hash("sha256", bytes, "buffer"));

interface SignedText {
  readonly key: string;
  readonly note: string;
  readonly text: string;
}

const folder = fileURLToPath(new URL("../../../tools/ledger-peer", import.meta.url));
const vectorsFile = fileURLToPath(new URL("../../../vectors/ledger.json", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "graticule-ledger-peer-"));
const program = join(scratch, "ledger-peer");

beforeAll(() => {
  const env = {
    ...process.env,
    CGO_ENABLED: "0",
    GOTOOLCHAIN: "local",
    GOFLAGS: "-mod=readonly -buildvcs=false",
  };
  const built = spawnSync("go", ["build", "-o", program, "."], {
    cwd: folder,
    env,
    encoding: "utf8",
  });
  if (built.error)
    throw new Error("Go is missing: the log is compared with Go's own. Install Go 1.24 or newer.");
  if (built.status !== 0) throw new Error(`tools/ledger-peer can't be built:\n${built.stderr}`);
}, 240_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function peer(args: readonly string[], input = ""): string {
  const { status, stdout, stderr } = spawnSync(program, args, {
    input,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`ledger-peer ${args[0]}: ${stderr}`);
  return stdout;
}

function signerOf(name: string, seed: Uint8Array) {
  const prefix = Buffer.from("302e020100300506032b657004220420", "hex");
  const privateKey = createPrivateKey({
    key: Buffer.concat([prefix, seed]),
    format: "der",
    type: "pkcs8",
  });
  const publicKey = createPublicKey(privateKey)
    .export({ format: "der", type: "spki" })
    .subarray(12);
  const key = noteKey(sha256, name, new Uint8Array(publicKey));
  return {
    key,
    sign: async (message: Uint8Array) => new Uint8Array(sign(null, message, privateKey)),
  };
}

const verifyIt: VerifyEd25519 = async ({ publicKey, message, signature }) => {
  const key = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), publicKey]);
  return verify(null, message, { key, format: "der", type: "spki" }, signature);
};

const bytesOf = (text: string | undefined) =>
  fromBase64(text ?? "") ?? expect.fail(`no base64: ${text}`);
const textOf = (bytes: Uint8Array) => fromUtf8(bytes) ?? expect.fail("no UTF-8");

/** Vectors for other implementations; `npx vitest run --project unit -u` rewrites them. */
async function vectors() {
  const day = "2026-11-25";
  const salt = "5a".repeat(32);
  const committed: readonly (readonly [Committed, string])[] = [
    ["meeting", "room-1"],
    ["host", recordAt(3)],
    ["text", "Ministère de l’Intérieur 😂"],
    ["sealed", canonicalJson({ kind: "nothing" })],
  ];
  const commitments = committed.map(([what, value]) => {
    return { what, salt, value, commitment: commitmentOf(sha256, what, { salt, value }) };
  });
  const [meeting, host, text, sealed] = commitments.map(({ commitment }) => commitment);
  const order = recordAt(2);
  const leaves = [
    {
      kind: "request-received",
      day,
      request: 1,
      authority: text,
      branch: "court",
      demands: ["withhold-meeting"],
      meetings: [meeting],
    },
    { kind: "look", day, request: 1, meeting, ordinal: 1 },
    {
      kind: "order-approved",
      day,
      request: 1,
      order,
      meeting,
      places: ["HK", "UA-43"],
      from: day,
      until: "2026-12-02",
      reason: { sealedUntil: "2027-11-26" },
      law: { sealedUntil: "2027-11-26" },
    },
    { kind: "terms-act", day, act: recordAt(4), what: "suspend-account", host, requests: [1] },
    { kind: "sealed-slot", day, slot: 0, holds: sealed },
    { kind: "sealed-opened", day: "2027-11-26", entry: 4, salt, held: { kind: "nothing" } },
    { kind: "text-removed", day, entry: 0, text: "authority", ground: "court-order" },
  ].map((value) => encodeEntry(entryOf(value)));
  const small = Array.from({ length: 257 }, (_, at) => Uint8Array.of(at >> 8, at));
  const log = signerOf("log.example/graticule", new Uint8Array(32).fill(7));
  const root = rootOf(
    sha256,
    leaves.map((leaf) => leafHash(sha256, leaf)),
  );
  const notes = [
    await signCheckpoint({ origin: log.key.name, size: leaves.length, root }, log),
    await signNote("two lines\n\n— and a blank one\n", log),
  ].map((note): SignedText => {
    const whole = textOf(note);
    return {
      key: formatNoteKey(log.key),
      note: whole,
      text: whole.slice(0, whole.lastIndexOf("\n\n") + 1),
    };
  });
  return {
    about:
      "The public log. Bytes are base64, hashes of leaves and commitments hexadecimal. Made by packages/ledger, checked by tools/ledger-peer.",
    leaves: leaves.map((leaf) => ({ entry: textOf(leaf), hash: hex(leafHash(sha256, leaf)) })),
    refused: [
      ...[
        '{"day":"2026-11-25","kind":"seat-removed"}',
        '{"day":"2026-11-25","kind":"look","meeting":"Board","ordinal":1,"request":1}',
      ],
      ...[
        `{"day":"2026-11-25T09:30:00Z","kind":"order-effect","order":"${order}"}`,
        `{"kind":"order-effect","day":"2026-11-25","order":"${order}"}`,
      ],
      `{"day":"2026-11-25","kind":"order-effect","order":"${order}","persons":3}`,
    ],
    commitments,
    notes,
    trees: [
      peerTree(sha256, [], []),
      peerTree(sha256, leaves, [
        [0, 1],
        [2, 3],
        [3, 5],
        [6, 7],
        [4, 7],
        [7, 7],
      ]),
      peerTree(sha256, small, [
        [0, 256],
        [255, 256],
        [256, 257],
        [1, 257],
        [128, 257],
      ]),
    ],
  };
}

test("the vectors are what this package makes, and Go's own implementations agree with them", async () => {
  const made = await vectors();
  await expect(`${JSON.stringify(made, undefined, 1)}\n`).toMatchFileSnapshot(vectorsFile);
  expect(peer(["vectors", "-"], JSON.stringify(made))).toMatch(/^\d+ checks\n$/);
  for (const leaf of made.refused) expect(readLeaf(utf8(leaf)).kind).toBe("refused");
});

const leaf = fc.uint8Array({ maxLength: 200 });
const size = fc.oneof(
  fc.constantFrom(0, 1, 255, 256, 257, 512, 513),
  fc.integer({ min: 0, max: 700 }),
);

test("logs made by this package match Go's: roots, proofs, tiles and bundles", () => {
  const made = fc.sample(
    size.chain((length) => {
      const to = fc.integer({ min: 1, max: Math.max(1, length) });
      const pair = to.chain((to) => fc.tuple(fc.integer({ min: 0, max: to }), fc.constant(to)));
      return fc.record({
        leaves: fc.array(leaf, { minLength: length, maxLength: length, size: "max" }),
        pairs: fc.array(pair, { minLength: 5, maxLength: length === 0 ? 5 : 20 }),
      });
    }),
    { numRuns: 12 },
  );
  const trees = made.map(({ leaves, pairs }) =>
    peerTree(sha256, leaves, leaves.length === 0 ? [] : pairs),
  );
  expect(peer(["vectors", "-"], JSON.stringify({ trees }))).toMatch(/^\d+ checks\n$/);
});

test("Go finds a proof, a root, a tile and a bundle that are not the log's", () => {
  const good = peerTree(sha256, [Uint8Array.of(1), Uint8Array.of(2), Uint8Array.of(3)], [[1, 3]]);
  const other = base64(new Uint8Array(32));
  const bad: readonly PeerTree[] = [
    { ...good, roots: { ...good.roots, 3: other } },
    { ...good, files: { ...good.files, "tile/0/000.p/3": other } },
    { ...good, files: { ...good.files, "tile/entries/000.p/3": other } },
    { ...good, files: { ...good.files, "tile/1/000.p/1": other } },
    {
      ...good,
      inclusion: good.inclusion.map((one) => ({ ...one, proof: [other, ...one.proof.slice(1)] })),
    },
    {
      ...good,
      consistency: good.consistency.map((one) => ({ ...one, proof: one.proof.slice(1) })),
    },
  ];
  expect(peer(["vectors", "-"], JSON.stringify({ trees: [good] }))).toBe("7 checks\n");
  for (const tree of bad)
    expect(() => peer(["vectors", "-"], JSON.stringify({ trees: [tree] }))).toThrow(/tree 0/);
});

test("logs and notes made by Go match this package's", async () => {
  const [seed = 1] = fc.sample(fc.integer({ min: 1, max: 2 ** 31 }), 1);
  const made = JSON.parse(peer(["make", String(seed)])) as {
    readonly trees: readonly PeerTree[];
    readonly notes: readonly SignedText[];
  };
  expect(made.trees.length + made.notes.length).toBe(16);
  for (const tree of made.trees) {
    const leaves = tree.leaves.map(bytesOf);
    const ours = peerTree(sha256, leaves, []);
    expect(ours.files).toEqual(tree.files);
    expect(tree.roots).toMatchObject(ours.roots);
    const rootAt = (size: number) => bytesOf(tree.roots[String(size)]);
    for (const { index, size, proof } of tree.inclusion) {
      const hashed = leafHash(sha256, leaves[index] ?? expect.fail("no leaf"));
      const given = { index, size, leaf: hashed, proof: proof.map(bytesOf), root: rootAt(size) };
      expect(checkInclusion(sha256, given)).toBe("holds");
    }
    for (const { older, size, proof } of tree.consistency) {
      const given = {
        older,
        size,
        olderRoot: rootAt(older),
        root: rootAt(size),
        proof: proof.map(bytesOf),
      };
      expect(checkConsistency(sha256, given)).toBe("holds");
    }
  }
  for (const { key, note, text } of made.notes) {
    const known = parseNoteKey(sha256, key) ?? expect.fail(`no key: ${key}`);
    expect(await openNote(utf8(note), [known], verifyIt)).toEqual({
      kind: "signed",
      text,
      by: [known],
    });
  }
});

test("Go opens the notes that this package opens, and of changed ones only those with slack base64", async () => {
  const unit = fc.constantFrom("a", "€", "😂", "—", " ", "\n", "+", "=");
  const pieces = fc.constantFrom(
    "\n",
    " ",
    "=",
    "A",
    "—",
    "\r",
    "\u00a0",
    "\n\n",
    "— a AAAAAAA=\n",
    "",
  );
  const given = fc.sample(
    fc.record({
      text: fc.string({ unit, maxLength: 30 }),
      seed: fc.uint8Array({ minLength: 32, maxLength: 32 }),
      at: fc.nat(),
      piece: pieces,
      cut: fc.nat({ max: 2 }),
    }),
    400,
  );
  const notes: SignedText[] = [];
  const ours: boolean[] = [];
  for (const { text, seed, at, piece, cut } of given) {
    const signer = signerOf("log.example", seed);
    const whole = textOf(await signNote(`${text}\n`, signer));
    const place = at % whole.length;
    const changed =
      at % 8 === 0 ? whole : `${whole.slice(0, place)}${piece}${whole.slice(place + cut)}`;
    const note = /\p{Surrogate}/u.test(changed) ? whole : changed;
    notes.push({ key: formatNoteKey(signer.key), note, text: "" });
    ours.push((await openNote(utf8(note), [signer.key], verifyIt)).kind === "signed");
  }
  const theirs = JSON.parse(peer(["open"], JSON.stringify(notes))) as readonly boolean[];
  expect(ours.filter(Boolean).length).toBeGreaterThan(20);
  for (const [at, opens] of theirs.entries()) {
    const encoded = notes[at]?.note.trimEnd().split(" ").at(-1) ?? "";
    const isSlack = base64(Buffer.from(encoded, "base64")) !== encoded;
    if (opens !== ours[at] && !(opens && isSlack)) expect.fail(JSON.stringify(notes[at]));
  }
});
