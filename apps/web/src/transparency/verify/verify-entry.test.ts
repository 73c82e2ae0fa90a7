import { createHash, generateKeyPairSync, sign } from "node:crypto";
import type { LoggedEntry } from "@graticule/api/transparency";
import { signCheckpoint } from "@graticule/ledger/checkpoint";
import { commitmentOf } from "@graticule/ledger/commitment";
import type { Day } from "@graticule/ledger/day";
import { encodeEntry } from "@graticule/ledger/leaf";
import { formatNoteKey, noteKey } from "@graticule/ledger/note";
import { fillSlots } from "@graticule/ledger/sealed";
import { entryOf, filesOf, sampleLeaves } from "@graticule/ledger/tests/sample-log";
import { beforeAll, expect, test } from "vitest";
import { findEd25519, findVerifyAct, sha256 } from "./browser-crypto.ts";
import type { CheckInput, Ports } from "./run.ts";
import type { SeenLog } from "./seen-log.ts";
import { type CheckStep, stepNames } from "./steps.ts";
import { verifyEntry } from "./verify-entry.ts";

const origin = "meet.example/log";
const day = "2026-11-25" as Day;
const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const key = noteKey(
  sha256,
  origin,
  Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url"),
);
const salts = Array.from({ length: 8 }, (_, at) =>
  createHash("sha256").update(`${at}`).digest("hex"),
);
const law = { salt: salts[0] ?? "", value: "Assembly Act" };
const reason = { salt: salts[1] ?? "", value: "It was not announced." };
const committed = (text: typeof law) => commitmentOf(sha256, "text", text);

// Leaves 0 to 299 are appeals; then an order, the removal of its reason, eight slots, and the
// opening of one of them.
const orderAt = 300;
const removalAt = 301;
const firstSlot = 302;
const openedAt = 310;
const slots = fillSlots(sha256, { day, contents: [], salts });
const held = slots[2];
const leaves = [
  ...sampleLeaves(300),
  encodeEntry(
    entryOf({
      kind: "order-approved",
      day,
      request: 1,
      order: "00000000-0000-4000-8000-000000000001",
      meeting: "00".repeat(32),
      places: ["AQ"],
      from: day,
      until: day,
      reason: committed(reason),
      law: committed(law),
    }),
  ),
  encodeEntry(
    entryOf({ kind: "text-removed", day, entry: orderAt, text: "reason", ground: "mistake" }),
  ),
  ...slots.map(({ entry }) => encodeEntry(entry)),
  encodeEntry(
    entryOf({
      kind: "sealed-opened",
      day,
      entry: firstSlot + 2,
      salt: held?.salt,
      held: held?.held,
    }),
  ),
];

type Files = Map<string, Uint8Array>;

async function logOf(these: readonly Uint8Array[]): Promise<Files> {
  const { head, files } = filesOf(sha256, these);
  const signer = { key, sign: async (message: Uint8Array) => sign(null, message, privateKey) };
  return new Map([
    ...files,
    ["checkpoint", await signCheckpoint({ origin, ...head }, signer)],
    ["key", Buffer.from(`${formatNoteKey(key)}\n`)],
  ]);
}

let files: Files;
let verifyEd25519: Ports["verifyEd25519"];

beforeAll(async () => {
  files = await logOf(leaves);
  verifyEd25519 = await findEd25519();
});

function logged(index: number): LoggedEntry {
  const texts: LoggedEntry["texts"] = index === orderAt ? { law, reason: "taken-down" } : {};
  return { index, leaf: Buffer.from(leaves[index] ?? []).toString(), texts };
}

interface Tried extends Partial<CheckInput> {
  readonly at?: number;
  readonly files?: Files;
  readonly verify?: Ports["verifyEd25519"];
  readonly today?: string;
}

/** All steps, in a word each; a failed step says why. */
async function tried({ at = orderAt, files: these = files, today = day, ...given }: Tried = {}) {
  const history = [orderAt, removalAt, firstSlot + 2, openedAt].map(logged);
  const asked = { entry: logged(at), history, seen: { keys: [] }, ...given };
  const verify = "verify" in given ? given.verify : verifyEd25519;
  const read = async (path: string) => these.get(path);
  const ports = {
    ...{ sha256, verifyEd25519: verify, verifyAct: findVerifyAct(), read },
    ...{ changesAt: async () => [], today: today as Day },
  };
  const steps: CheckStep[] = [];
  for await (const step of verifyEntry(asked, ports)) steps.push(step);
  return steps.map(wordOf);
}

function wordOf(step: CheckStep): string {
  if (step.kind === "passed") return step.found.step;
  return step.kind === "failed"
    ? `${step.fault.step}: ${step.fault.why}`
    : `${step.step}: ${step.kind}`;
}

function changed(path: string, change: (bytes: Uint8Array) => Uint8Array): Files {
  const bytes = files.get(path);
  if (bytes === undefined) throw new Error(`no ${path}`);
  return new Map([...files, [path, change(Uint8Array.from(bytes))]]);
}

const without = (path: string): Files => new Map([...files].filter(([name]) => name !== path));
const flip = (at: number) => (bytes: Uint8Array) => {
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
};
const tile = `tile/0/001.p/${leaves.length - 256}`;
const entries = `tile/entries/001.p/${leaves.length - 256}`;

test("every step passes for an entry of the log, and a slot is checked if there is one", async () => {
  const seen: SeenLog = { keys: [] };
  await tried({ seen });
  expect(await tried({ seen })).toEqual(
    stepNames.map((one) => (["slot", "signers"].includes(one) ? `${one}: nothing` : one)),
  );
  for (const at of [firstSlot + 2, openedAt]) {
    expect(await tried({ at, seen })).toEqual(
      stepNames.map((one) => (["texts", "signers"].includes(one) ? `${one}: nothing` : one)),
    );
  }
});

test.each([0, 255, 256, leaves.length - 1])("entry %i has its place and its path", async (at) => {
  expect(
    (await tried({ at })).filter((word) => word.includes(": ") && !word.endsWith("nothing")),
  ).toEqual([]);
});

test("the bytes: what is not an entry, or not canonical, fails at once", async () => {
  const { leaf, ...rest } = logged(0);
  for (const other of ["{}", `${leaf} `, "\ud800", leaf.replace("{", '{"x":1,')]) {
    expect(await tried({ entry: { ...rest, leaf: other } })).toEqual(["leaf: no-entry"]);
  }
});

test("the key: none, and one other than this page saw before", async () => {
  expect((await tried({ files: without("key") })).at(-1)).toBe("key: no-key");
  const head = { size: 0, root: sha256(new Uint8Array()) };
  const seen: SeenLog = { head, keys: [`${origin}+00000000+A`] };
  expect((await tried({ seen })).at(-1)).toBe("key: other-key");
});

test("the key: a new one that signs beside the known one is known from then on", async () => {
  const next = generateKeyPairSync("ed25519");
  const raw = Buffer.from(next.publicKey.export({ format: "jwk" }).x ?? "", "base64url");
  const newKey = noteKey(sha256, origin, raw);
  const note = Buffer.from(files.get("checkpoint") ?? []).toString();
  const signer = {
    key: newKey,
    sign: async (message: Uint8Array) => sign(null, message, next.privateKey),
  };
  const { head } = filesOf(sha256, leaves);
  const byNew = Buffer.from(await signCheckpoint({ origin, ...head }, signer)).toString();
  const line = byNew.slice(byNew.indexOf("\n\n") + 2);
  const keys = `${formatNoteKey(key)}\n${formatNoteKey(newKey)}\n`;
  const both = new Map([
    ...files,
    ["key", Buffer.from(keys)],
    ["checkpoint", Buffer.from(note + line)],
  ]);
  const alone = new Map([
    ...files,
    ["key", Buffer.from(`${formatNoteKey(newKey)}\n`)],
    ["checkpoint", Buffer.from(byNew)],
  ]);
  const seen: SeenLog = { keys: [] };
  await tried({ seen });
  for (const these of [files, both, alone]) {
    expect(await tried({ files: these, seen })).toContain("growth");
  }
  const abrupt: SeenLog = { keys: [] };
  await tried({ seen: abrupt });
  expect((await tried({ files: alone, seen: abrupt })).at(-1)).toBe("key: other-key");
});

test("the signature: no head, no note, another key's, and one not made by the key", async () => {
  const note = Buffer.from(files.get("checkpoint") ?? []).toString();
  const withNote = (text: string) =>
    tried({ files: new Map([...files, ["checkpoint", Buffer.from(text)]]) });
  expect((await tried({ files: without("checkpoint") })).at(-1)).toBe("signature: missing");
  expect((await withNote("nothing")).at(-1)).toBe("signature: malformed");
  expect((await withNote(note.replace(`${leaves.length}`, "300"))).at(-1)).toBe(
    "signature: forged",
  );
  expect((await withNote(note.replace("— meet", "— other"))).at(-1)).toBe("signature: unknown");
});

test("a browser without Ed25519 says so, and checks the rest", async () => {
  const words = await tried({ verify: undefined });
  expect(words).toContain("signature: cannot");
  expect(words).toContain("growth: nothing");
});

test("what such a browser saw is not remembered, as no signature was checked", async () => {
  const seen: SeenLog = { keys: [] };
  await tried({ verify: undefined, seen });
  expect(seen.head).toBeUndefined();
});

test("the place: another entry, a tile with another hash, none, and one past the end", async () => {
  const other = { ...logged(7), index: orderAt };
  expect((await tried({ entry: other })).at(-1)).toBe("place: other-hash");
  expect((await tried({ files: changed(tile, flip(32 * (orderAt - 256))) })).at(-1)).toBe(
    "place: other-hash",
  );
  expect((await tried({ files: without(tile) })).at(-1)).toBe("place: missing");
  const beyond = { ...logged(0), index: leaves.length };
  expect((await tried({ entry: beyond })).at(-1)).toBe("place: beyond");
});

test("the path: every other hash that leads to the root", async () => {
  expect((await tried({ files: changed(tile, flip(0)) })).at(-1)).toBe("path: other-root");
  expect((await tried({ files: changed("tile/1/000.p/1", flip(3)) })).at(-1)).toBe(
    "path: other-root",
  );
  expect((await tried({ files: without("tile/1/000.p/1") })).at(-1)).toBe("path: missing");
});

test("the texts: other words, none, and one missing without an entry that says so", async () => {
  const entry = logged(orderAt);
  const withTexts = (texts: LoggedEntry["texts"]) => tried({ entry: { ...entry, texts } });
  const otherLaw = { ...law, value: "Another Act" };
  expect((await withTexts({ ...entry.texts, law: otherLaw })).at(-1)).toBe("texts: differs");
  expect((await withTexts({ reason: "taken-down" })).at(-1)).toBe("texts: missing");
  expect((await withTexts({ law: "taken-down", reason: "taken-down" })).at(-1)).toBe(
    "texts: missing",
  );
  // Such an entry must be in the log, too.
  const made = encodeEntry(
    entryOf({ kind: "text-removed", day, entry: orderAt, text: "law", ground: "mistake" }),
  );
  const history = [{ index: removalAt, leaf: Buffer.from(made).toString(), texts: {} }];
  const claimed: LoggedEntry = { ...entry, texts: { law: "taken-down", reason: "taken-down" } };
  expect((await tried({ entry: claimed, history })).at(-1)).toBe("texts: missing");
});

test("the slot: an opening that shows something else, and one that names no slot", async () => {
  const opening = (fields: object) =>
    encodeEntry(
      entryOf({
        kind: "sealed-opened",
        day,
        entry: firstSlot + 2,
        salt: held?.salt,
        held: held?.held,
        ...fields,
      }),
    );
  const asked = async (leaf: Uint8Array) => {
    const these = await logOf([...leaves.slice(0, -1), leaf]);
    const entry = { index: openedAt, leaf: Buffer.from(leaf).toString(), texts: {} };
    return (await tried({ files: these, entry })).at(-1);
  };
  expect(await asked(opening({ salt: slots[3]?.salt }))).toBe("slot: held-otherwise");
  expect(await asked(opening({ entry: 5 }))).toBe("slot: no-slot");
});

test("the slot: one served that is not the log's", async () => {
  const bundle = `tile/entries/001.p/${leaves.length - 256}`;
  const slot = Buffer.from(leaves[firstSlot + 2] ?? []).toString();
  const swap = (bytes: Uint8Array) => {
    const text = Buffer.from(bytes).toString("latin1");
    return Buffer.from(text.replace(slot, slot.replace(/"holds":"../, '"holds":"00')), "latin1");
  };
  expect((await tried({ at: openedAt, files: changed(bundle, swap) })).at(-1)).toBe(
    "slot: no-slot",
  );
  expect((await tried({ at: openedAt, files: without(bundle) })).at(-1)).toBe("slot: missing");
});

test("growth: a log that grew since, one that was cut, and one with another history", async () => {
  const before = await logOf(leaves.slice(0, 305));
  const seen: SeenLog = { keys: [] };
  await tried({ files: before, seen });
  expect(seen.head?.size).toBe(305);
  expect(await tried({ seen })).toContain("growth");
  expect(seen.head?.size).toBe(leaves.length);
  expect((await tried({ files: before, seen })).at(-1)).toBe("growth: shrunk");
  const [, ...later] = leaves;
  const rewritten = await logOf([leaves[5] ?? new Uint8Array(), ...later]);
  expect((await tried({ files: rewritten, seen })).at(-1)).toBe("growth: other-history");
  expect(seen.head?.size).toBe(leaves.length);
});

test("growth: what it needs can't be fetched", async () => {
  const seen: SeenLog = { keys: [] };
  await tried({ files: await logOf(leaves.slice(0, 3)), at: 1, seen });
  expect((await tried({ seen, files: without("tile/0/000") })).at(-1)).toBe("growth: missing");
});

test("date: the newest day is two days old at most, by the reader's clock", async () => {
  const on = async (today: string, given: Tried = {}) => (await tried({ ...given, today })).at(-1);
  for (const today of [day, "2026-11-26", "2026-11-27"]) expect(await on(today)).toBe("date");
  expect(await on("2026-11-28")).toBe("date: old");
  expect(await on("2026-11-24")).toBe("date: ahead");
  // On its first day a log has no slots.
  const begun = { files: await logOf(leaves.slice(0, 3)), at: 1 };
  expect(await on("2026-11-26", begun)).toBe("date");
  expect(await on("2026-11-27", begun)).toBe("date: old");
});

test("date: the entry that shows it is looked for, and proved", async () => {
  const longer = await logOf([...leaves, ...sampleLeaves(400)]);
  expect((await tried({ files: longer })).at(-1)).toBe("date");
  expect((await tried({ files: without(entries) })).at(-1)).toBe("date: missing");
  const later = fillSlots(sha256, { day: "2026-11-28" as Day, contents: [], salts });
  const told = leaves.toSpliced(firstSlot, 8, ...later.map(({ entry }) => encodeEntry(entry)));
  const forged = new Map([...files, [entries, (await logOf(told)).get(entries) ?? Buffer.of()]]);
  expect((await tried({ files: forged, today: "2026-11-28" })).at(-1)).toBe("date: missing");
  // Was: "no-day", though the log is sound.
  const manyInADay = await logOf([...leaves, ...sampleLeaves(16 * 256)]);
  expect((await tried({ files: manyInADay })).at(-1)).toBe("date");
});

test("if the service doesn't answer, nothing is claimed about the log", async () => {
  const read = () => Promise.reject(new Error("503"));
  const ports = {
    ...{ sha256, verifyEd25519, verifyAct: findVerifyAct(), read },
    ...{ changesAt: async () => [], today: day },
  };
  const steps: CheckStep[] = [];
  const asked = { entry: logged(0), history: [], seen: { keys: [] } };
  for await (const step of verifyEntry(asked, ports)) steps.push(step);
  expect(steps.map(wordOf)).toEqual(["leaf", "key: unreachable"]);
});
