import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { softDeskKey, verifyAct } from "../tests/soft-desk-key.ts";
import {
  type ActSignature,
  type ActStatement,
  actSignature,
  challengeOf,
  deskKey,
  isSignedBy,
  siteOf,
  statementText,
} from "./act-signature.ts";
import { base64Url, readBase64Url } from "./base64url.ts";
import type { Day } from "./day.ts";
import type { Sha256 } from "./merkle.ts";

const sha256: Sha256 = (bytes) => createHash("sha256").update(bytes).digest();
const ports = { sha256, verifyAct };
const day = "2026-11-30" as Day;
const statement: ActStatement = {
  act: "approve-order",
  request: 7,
  places: ["FR", "UA-43"],
  from: "2026-11-30",
  until: "2026-12-02",
};
const ana = softDeskKey();
const signature = ana.sign(statement, day);
const { key } = ana;

test.each(["ec", "rsa"] as const)("what a key signed is found signed: %s", async (kind) => {
  const own = softDeskKey(kind);
  expect(deskKey(own.key)).toBe(own.key);
  const signed = own.sign(statement, day);
  expect(actSignature(signed)).toEqual(signed);
  expect(await isSignedBy(ports, { key: own.key, statement, signature: signed })).toBe(true);
  expect(siteOf(signed)).toBe("http://meet.test");
});

test("the bytes that are signed are canonical, and hold no time but the day", () => {
  expect(statementText(statement, day)).toBe(
    '{"act":"approve-order","day":"2026-11-30","from":"2026-11-30","places":["FR","UA-43"],"request":7,"until":"2026-12-02"}',
  );
});

test.each<[string, Partial<ActStatement>]>([
  ["another act", { act: "propose-order" }],
  ["more places", { places: ["FR", "UA", "UA-43"] }],
  ["a later end", { until: "2026-12-03" }],
  ["another request", { request: 8 }],
  ["more than was signed", { reason: "ab".repeat(32) }],
])("a signature is no signature of %s", async (_, change) => {
  const other = { ...statement, ...change } as ActStatement;
  expect(await isSignedBy(ports, { key, statement: other, signature })).toBe(false);
});

test("a signature of one day is none of another, and one person's is not another's", async () => {
  const tomorrow = { ...signature, day: "2026-12-01" as Day };
  expect(await isSignedBy(ports, { key, statement, signature: tomorrow })).toBe(false);
  const ben = softDeskKey();
  expect(await isSignedBy(ports, { key: ben.key, statement, signature })).toBe(false);
  const renamed = { ...signature, key: ben.sign(statement, day).key };
  expect(await isSignedBy(ports, { key, statement, signature: renamed })).toBe(false);
  expect(await isSignedBy(ports, { key: ben.key, statement, signature: renamed })).toBe(false);
});

test("a signature given to another site, or for one, is none", async () => {
  const challenge = challengeOf(sha256, statement, day);
  const forged = ana.signChallenge(challenge, day, { host: "other.test" });
  expect(actSignature(forged)).toEqual(forged);
  expect(await isSignedBy(ports, { key, statement, signature: forged })).toBe(false);
});

const challenge = challengeOf(sha256, statement, day);
test.each<[string, ActSignature]>([
  ["without a PIN, finger or face", ana.signChallenge(challenge, day, { flags: 0x01 })],
  ["without anyone there", ana.signChallenge(challenge, day, { flags: 0x04 })],
  ["with extensions", ana.signChallenge(challenge, day, { flags: 0x85 })],
  ["of a registration", ana.signChallenge(challenge, day, { client: { type: "webauthn.create" } })],
  ["inside another page", ana.signChallenge(challenge, day, { client: { crossOrigin: true } })],
  ["with words of someone's own", ana.signChallenge(challenge, day, { client: { note: "Ana" } })],
  ["for no site", ana.signChallenge(challenge, day, { client: { origin: "words of her own" } })],
  ["with words beside it", { ...signature, clientData: padded(signature.clientData) }],
])("a signature %s is not read", (_, one) => {
  expect(actSignature(one)).toBeUndefined();
});

/** The same JSON, with a blank in it. */
function padded(encoded: string): string {
  const text = Buffer.from(encoded, "base64url").toString();
  return Buffer.from(`${text} `).toString("base64url");
}

test("what Chromium adds to one in five is read, with no other words in its place", async () => {
  const other = "do not compare clientDataJSON against a template. See https://goo.gl/yabPex";
  const adding = (text: string) =>
    ana.signChallenge(challenge, day, { client: { other_keys_can_be_added_here: text } });
  const added = adding(other);
  expect(actSignature(added)).toEqual(added);
  expect(await isSignedBy(ports, { key, statement, signature: added })).toBe(true);
  expect(actSignature(adding("Ana was here"))).toBeUndefined();
});

test("a changed signature is none", async () => {
  const bytes = readBase64Url(signature.signature) ?? new Uint8Array();
  for (const at of [8, 40, bytes.length - 1]) {
    const other = Uint8Array.from(bytes);
    other[at] = (other[at] ?? 0) ^ 1;
    const changed = { ...signature, signature: base64Url(other) };
    expect(await isSignedBy(ports, { key, statement, signature: changed })).toBe(false);
  }
});

test("keys of other kinds, and texts, are no desk keys", () => {
  for (const one of ["", "MFkw", `${key}A`, key.replace("MFkw", "MFkx"), "words", 7])
    expect(deskKey(one)).toBeUndefined();
  // The last character of 122 has four bits that stand for nothing.
  const last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const read = [...last].filter((one) => deskKey(`${key.slice(0, -1)}${one}`) !== undefined);
  expect(read).toEqual(["A", "Q", "g", "w"]);
});
