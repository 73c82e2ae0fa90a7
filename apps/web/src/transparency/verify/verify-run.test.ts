import { generateKeyPairSync, sign } from "node:crypto";
import { fromUtf8 } from "@graticule/ledger/bytes";
import { signCheckpoint } from "@graticule/ledger/checkpoint";
import type { Day } from "@graticule/ledger/day";
import { checkEntryProof } from "@graticule/ledger/entry-proof";
import { leafHash } from "@graticule/ledger/merkle";
import { formatNoteKey, noteKey } from "@graticule/ledger/note";
import { sampleLeaves } from "@graticule/ledger/tests/sample-log";
import { expect, test } from "vitest";
import { verifyWords } from "../../i18n/verify-words.ts";
import { findEd25519, sha256 } from "./browser-crypto.ts";
import { sayStep } from "./say-step.ts";
import type { CheckFault, CheckStep } from "./steps.ts";
import { stepNames } from "./steps.ts";
import { evidenceFile, proofFile, rowsOf, verdictOf } from "./verify-run.ts";

const head = { origin: "meet.example/log", size: 12, root: new Uint8Array(32) };
const signed: CheckStep = { kind: "passed", found: { step: "signature", head, by: [] } };
const files = new Map<string, Uint8Array>();
const over = (...steps: readonly CheckStep[]) => verdictOf({ isOver: true, steps, files });

test("all steps together give one result", () => {
  expect(verdictOf({ isOver: false, steps: [signed], files })).toBeUndefined();
  expect(over(signed)).toEqual({ kind: "sound", size: 12 });
  expect(over({ kind: "cannot", step: "signature" })).toEqual({ kind: "not-signed" });
  expect(over(signed, { kind: "unreachable", step: "path" })).toEqual({ kind: "unreachable" });
  const fault: CheckFault = { step: "path", why: "other-root" };
  expect(over(signed, { kind: "failed", fault })).toEqual({ kind: "failed", fault });
});

test("steps that were not reached are shown too", () => {
  const rows = rowsOf([signed]);
  expect(rows.map(({ name }) => name)).toEqual(stepNames);
  expect(rows.filter(({ step }) => step !== undefined)).toHaveLength(1);
});

test("each existing fault says what it means", () => {
  for (const step of stepNames) {
    for (const [why, meaning] of Object.entries(verifyWords.fault[step])) {
      const fault = {
        step,
        why,
        ...(step === "texts" ? { text: "law" } : {}),
        ...(why === "old" ? { through: "2026-11-25" } : {}),
      } as unknown as CheckFault;
      expect(sayStep({ kind: "failed", fault }).text).toContain(meaning);
    }
  }
});

test("the date is described by the newest day, and by how old it is", () => {
  const say = (daysAgo: number) => {
    const through = "2026-11-25" as Day;
    return sayStep({ kind: "passed", found: { step: "date", through, daysAgo } }).text;
  };
  expect(say(1)).toContain("Its newest complete day was Nov 25, 2026 (yesterday, UTC).");
  expect(say(2)).toContain("(2 days ago, UTC)");
  const fault: CheckFault = { step: "date", why: "old", through: "2026-05-31" as Day };
  expect(sayStep({ kind: "failed", fault }).text).toMatch(/Its newest day: May 31, 2026\.$/);
});

test("growth is described by what was seen before", () => {
  const say = (since: number) =>
    sayStep({ kind: "passed", found: { step: "growth", since, size: 12 } }).text;
  expect(sayStep({ kind: "nothing", step: "growth" }).text).toBe(verifyWords.nothing.growth);
  expect(say(12)).toBe(verifyWords.found.same);
  expect(say(5)).toBe("All 5 entries that this page saw before are still there; 7 came after.");
});

test("a proof can be kept once path and signature have passed, and without texts that were taken down", async () => {
  const leaf = fromUtf8(sampleLeaves(1)[0] ?? new Uint8Array()) ?? "";
  const { key, checkpoint } = await signedLogOf(leaf);
  const path: CheckStep = { kind: "passed", found: { step: "path", proof: [], size: 1 } };
  const line = formatNoteKey(key);
  const by: CheckStep = { kind: "passed", found: { step: "signature", head, by: [line] } };
  const entry = { index: 0, leaf, texts: { law: "taken-down" as const } };
  const keep = (steps: readonly CheckStep[], given = new Map([["checkpoint", checkpoint]])) =>
    proofFile({ entry, history: [] }, { isOver: true, steps, files: given });
  expect(keep([path])).toBeUndefined();
  expect(keep([by])).toBeUndefined();
  expect(keep([path, { kind: "cannot", step: "signature" }])).toBeUndefined();
  expect(keep([path, by], new Map())).toBeUndefined();
  const kept = keep([by, path]) ?? expect.fail("no proof");
  expect(kept.key).toBe(line);
  const verifyEd25519 = (await findEd25519()) ?? expect.fail("no Ed25519");
  const checked = await checkEntryProof(kept.bytes, [key], { sha256, verifyEd25519 });
  expect(checked).toMatchObject({ kind: "proved", index: 0, leaf, texts: {} });
});

async function signedLogOf(leaf: string) {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const { x = "" } = publicKey.export({ format: "jwk" });
  const key = noteKey(sha256, head.origin, Buffer.from(x, "base64url"));
  const root = leafHash(sha256, Buffer.from(leaf));
  const signer = { key, sign: async (text: Uint8Array) => sign(null, text, privateKey) };
  return { key, checkpoint: await signCheckpoint({ origin: head.origin, size: 1, root }, signer) };
}

test("the downloaded file has everything the browser was given, byte for byte", () => {
  const given = new Map([
    ["checkpoint", new TextEncoder().encode("a head\n")],
    ["tile/0/000.p/1", Uint8Array.of(255, 0)],
  ]);
  const entry = { index: 3, leaf: "{}", texts: {} };
  const kept = JSON.parse(
    evidenceFile({ entry, history: [] }, { isOver: true, steps: [signed], files: given }),
  );
  expect(kept).toMatchObject({
    entry,
    files: { "/log/checkpoint": "a head\n", "/log/tile/0/000.p/1": { base64: "/wA=" } },
  });
});
