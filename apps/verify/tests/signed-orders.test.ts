import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromUtf8 } from "@graticule/ledger/bytes";
import { type Day, daysAfter } from "@graticule/ledger/day";
import type { Entry } from "@graticule/ledger/entry";
import { formatEntryProof } from "@graticule/ledger/entry-proof";
import type { Commitment } from "@graticule/ledger/field";
import { encodeEntry } from "@graticule/ledger/leaf";
import { formatNoteKey } from "@graticule/ledger/note";
import { fillSlots } from "@graticule/ledger/sealed";
import type { SealedContent } from "@graticule/ledger/sealed-content";
import {
  appointment,
  confirmationOf,
  givenAgain,
  sampleSigners,
  signaturesOf,
} from "@graticule/ledger/tests/sample-desk";
import { entryOf, recordAt } from "@graticule/ledger/tests/sample-log";
import { softDeskKey } from "@graticule/ledger/tests/soft-desk-key";
import { sha256 } from "@graticule/verify/node-crypto";
import { expect, onTestFinished, test } from "vitest";
import { runProgram } from "./ledger-peer.ts";
import { filesSignedBy, openingAt, signerFrom, writeFolder } from "./signed-log.ts";

const verifier = join(import.meta.dirname, "../dist/verify.mjs");
const operator = signerFrom(7);
const { proposer, approver } = sampleSigners;
const hash = "0123456789abcdef".repeat(4) as Commitment;
const on = (days: number) => daysAfter("2026-11-01" as Day, days);

const desk = [
  ...appointment({
    ...{ at: 1, key: approver, roles: ["approver"] },
    ...{ proposed: on(-3), decided: on(4) },
  }),
  ...appointment({
    ...{ at: 2, key: proposer, roles: ["reviewer"] },
    ...{ proposed: on(0), decided: on(7) },
  }),
];
const terms = (at: number) => ({
  ...{ order: recordAt(at), request: at, meeting: hash, places: ["FR"] },
  ...{ from: on(11), until: on(12), reason: hash, law: hash },
});

/** @param changed of the entry, once it was signed */
function order(at: number, changed: object = {}): Entry {
  const signatures = signaturesOf(terms(at), {
    ...{ proposer, approver, proposed: on(11), approved: on(11) },
  });
  return entryOf({ kind: "order-approved", day: on(11), ...terms(at), ...signatures, ...changed });
}

/** Signed by a key of nobody's, in an approver's name. */
function forged(at: number): Entry {
  const days = { proposed: on(11), approved: on(11) };
  const own = signaturesOf(terms(at), { proposer, approver, ...days });
  const { approval } = signaturesOf(terms(at), { proposer, approver: softDeskKey(), ...days });
  return order(at, { ...own, approval: { ...own.approval, signature: approval.signature } });
}

function unsigned(at: number): Entry {
  return entryOf({ kind: "order-approved", day: on(11), ...terms(at) });
}

const until = on(11);
const sealed = (at: number) =>
  order(at, { reason: { sealedUntil: until }, law: { sealedUntil: until } });

/** The slots of a day, the first content's index among them, and what opens it. */
function slotsOf(day: Day, contents: readonly SealedContent[] = []) {
  const salts = Array.from({ length: 8 }, (_, at) => openingAt(at + day.charCodeAt(9) * 8).salt);
  return fillSlots(sha256, { day, contents, salts });
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "graticule-signed-orders-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const logOf = async (entries: readonly Entry[]) =>
  writeFolder(newFolder(), (await filesSignedBy(operator, entries.map(encodeEntry))).files);

const run = (...args: readonly string[]) =>
  runProgram(process.execPath, [verifier, "--no-texts", "--as-of", on(11), ...args]);
const audited = async (entries: readonly Entry[]) => {
  const { code, stdout } = await run("--no-state", await logOf(entries));
  return { code, orders: /^ +orders +(.*)$/m.exec(stdout)?.[1], stdout };
};

const signedNow = { proposer, approver, proposed: on(11), approved: on(11) };
const restored = entryOf({ kind: "restored", day: on(11), since: on(11) });
const given = givenAgain({ at: 1, proposer, approver, on: on(11) });

const slots = slotsOf(on(10)).map(({ entry }) => entry);

test("the report says who signed the orders of a log", async () => {
  const none = await audited(slots);
  expect([none.code, none.orders]).toEqual([0, "0 signed with two desk keys"]);
  const all = [unsigned(3), ...desk, order(4), order(5), sealed(6), ...slots];
  const { code, orders } = await audited(all);
  expect([code, orders]).toEqual([
    0,
    `2 signed with two desk keys; 1 can be checked once a seal opens, the first after ${until}; 1 from before there were desk keys`,
  ]);
});

test("orders and changes that were not signed as they should be are broken promises", async () => {
  const third = appointment({
    ...{ at: 3, key: softDeskKey(), roles: ["approver"] },
    ...{ proposed: on(8), decided: on(10) },
  });
  const { code, stdout, orders } = await audited([
    ...desk,
    order(4, { places: ["FR", "GB"] }),
    ...third,
    unsigned(5),
    order(6),
    forged(7),
    ...slots,
  ]);
  expect([code, orders]).toEqual([1, "1 signed with two desk keys"]);
  expect(stdout.split("\n").filter((line) => line.includes("PROMISE "))).toEqual([
    expect.stringContaining("entry 4: this order doesn’t have the signatures of two desk keys"),
    expect.stringContaining("entry 6: this change doesn’t have the signatures of two desk keys"),
    expect.stringContaining("entry 7: this order doesn’t have the signatures of two desk keys"),
    expect.stringContaining("entry 9: this order doesn’t have the signatures of two desk keys"),
  ]);
});

test("a confirmation after a restore that two keys didn't sign is a broken promise, also for an audit that resumes", async () => {
  const before = [...desk, order(4), restored, ...given, ...slots];
  const good = confirmationOf(terms(4), desk.length + 1, signedNow);
  const stale = confirmationOf(terms(4), desk.length, signedNow);
  const words = "this order was confirmed again without the signatures of two desk keys";
  const promises = (stdout: string) =>
    stdout.split("\n").filter((line) => line.includes("PROMISE "));
  expect(await audited([...before, good])).toMatchObject({ code: 0 });
  const { code, stdout } = await audited([...before, stale]);
  expect([code, promises(stdout)]).toEqual([
    1,
    [expect.stringContaining(`entry ${before.length}: ${words}`)],
  ]);
  const state = join(newFolder(), "state.json");
  const look = async (entries: readonly Entry[]) =>
    await run("--state", state, await logOf(entries));
  expect((await look(before)).code).toBe(0);
  expect((await look([...before, good])).code).toBe(0);
  // Not once only.
  for (const more of [[], [], [restored]]) {
    const again = await look([...before, good, stale, ...more]);
    expect([again.code, promises(again.stdout)]).toEqual([
      1,
      [expect.stringContaining(`entry ${before.length + 1}: ${words}`)],
    ]);
  }
  const shorter = await look([...before, good]);
  expect([shorter.code, shorter.stdout]).toEqual([1, expect.stringContaining("HISTORY WAS CUT")]);
});

test("what an audit left is checked by the next one: keys, and orders under a seal", async () => {
  const content = { kind: "order-told", order: recordAt(4), law: hash, reason: hash };
  const held = content as unknown as SealedContent;
  const filled = slotsOf(on(11), [held]);
  const at = filled.findIndex((one) => one.held === held);
  const open = [
    ...appointment({ at: 9, key: softDeskKey(), roles: [], proposed: on(11), decided: on(18) }),
  ];
  const unconfirmed = [
    ...desk,
    sealed(4),
    ...(open.slice(0, 1) as Entry[]),
    ...slots,
    ...filled.map(({ entry }) => entry),
  ];
  // Of other places than the order's.
  const confirmed = confirmationOf({ ...terms(4), places: ["GB"] }, unconfirmed.length, signedNow);
  const before = [...unconfirmed, restored, ...given, confirmed];
  const opened = entryOf({
    ...{ kind: "sealed-opened", day: on(11), entry: desk.length + 2 + slots.length + at },
    ...{ salt: filled[at]?.salt, held },
  });
  const state = join(newFolder(), "state.json");
  const look = async (entries: readonly Entry[]) =>
    JSON.parse((await run("--json", "--state", state, await logOf(entries))).stdout);
  expect(await look(before)).toMatchObject({
    verdict: "sound",
    orders: { signed: 0, sealedUntil: [until], before: 0 },
  });
  const kept = readFileSync(state, "utf8");
  const after = [...before, opened, order(5), ...open.slice(1)];
  const late = { index: before.length - 1, what: "confirmation-not-signed" };
  const found = { findings: [late], orders: { signed: 2, sealedUntil: [], before: 0 } };
  expect(await look(after)).toMatchObject({ from: before.length, ...found });
  // An earlier version's file knows no keys: all is read again.
  const older = JSON.parse(kept, (name, value) => (name === "acts" ? undefined : value));
  expect(kept).toContain('"acts"');
  writeFileSync(state, JSON.stringify(older));
  expect(await look(after)).toMatchObject({ from: 0, ...found });
  // A file in which a key was changed is damaged.
  writeFileSync(state, kept.replace(approver.key, `${approver.key}A`));
  const damaged = await run("--state", state, await logOf(after));
  expect([damaged.code, damaged.stderr]).toEqual([2, expect.stringContaining("is damaged")]);
});

test("the proof of an order says which keys signed it, and what the file alone can tell", async () => {
  const proved = async (entry: Entry) => {
    const leaf = encodeEntry(entry);
    const { files } = await filesSignedBy(operator, [leaf]);
    const checkpoint = files.get("checkpoint") ?? Buffer.of();
    const carried = { leaf: fromUtf8(leaf) ?? "", texts: {} };
    const file = join(newFolder(), "log-entry.tlog-proof");
    writeFileSync(file, formatEntryProof(carried, { index: 0, hashes: [], checkpoint }));
    const key = formatNoteKey(operator.key);
    return await runProgram(process.execPath, [
      verifier,
      "--no-state",
      "--key",
      key,
      "--proof",
      file,
    ]);
  };
  const good = await proved(order(4));
  expect(good.code).toBe(0);
  expect(good.stdout).toMatch(
    /signed +proposed with desk key (?:[0-9a-f]{4} ?){4} on 2026-11-12,\n +approved with desk key (?:[0-9a-f]{4} ?){4} on 2026-11-12\. Two different keys/,
  );
  expect(good.stdout).toContain("The keys are not in this file");
  const changed = await proved(order(4, { places: ["GB"] }));
  expect(changed.stdout).toContain("NOT TWO KEYS’ SIGNATURES OF THIS ORDER");
  for (const name of ["proposal", "approval"] as const) {
    const { [name]: other } = signaturesOf(terms(5), {
      ...{ proposer, approver, proposed: on(11), approved: on(11) },
    });
    const half = await proved(order(4, { [name]: other }));
    expect(half.stdout).toContain("NOT TWO KEYS’ SIGNATURES OF THIS ORDER");
  }
  const one = order(4) as unknown as {
    readonly approval: { readonly key: string };
    readonly proposal: object;
  };
  const same = await proved(order(4, { proposal: { ...one.proposal, key: one.approval.key } }));
  expect(same.stdout).toContain("NOT TWO KEYS’ SIGNATURES OF THIS ORDER");
  expect((await proved(sealed(4))).stdout).toContain(
    `once its reason is published, after ${until}`,
  );
  expect((await proved(unsigned(4))).stdout).not.toContain("desk key");
  const again = confirmationOf(terms(4), 1, signedNow);
  const proof = (await proved(again)).stdout;
  expect(proof).toMatch(/signed +proposed with desk key (?:[0-9a-f]{4} ?){4} on 2026-11-12/);
  expect(proof).toContain("What was signed stands in the order’s own entry.");
  const twice = { ...again, approval: again.proposal } as unknown as Entry;
  expect((await proved(twice)).stdout).toContain("NOT TWO KEYS’ SIGNATURES OF THIS ORDER");
});
