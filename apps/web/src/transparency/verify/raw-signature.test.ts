import { createHash, generateKeyPairSync, sign, verify } from "node:crypto";
import type { Day } from "@graticule/ledger/day";
import { softDeskKey, verifyAct } from "@graticule/ledger/tests/soft-desk-key";
import { expect, test } from "vitest";
import { findVerifyAct } from "./browser-crypto.ts";
import { rawSignature } from "./raw-signature.ts";

const message = Buffer.from("approve-order");
const der = (hex: string) => rawSignature(Buffer.from(hex.replaceAll(" ", ""), "hex"));

test("both numbers come out in 32 bytes each, whatever their length", () => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const lengths = new Set<number>();
  for (let at = 0; at < 400; at += 1) {
    const signature = sign("sha256", Buffer.concat([message, Buffer.from([at & 255])]), privateKey);
    lengths.add(signature.length);
    const raw = rawSignature(signature) ?? expect.fail(signature.toString("hex"));
    const key = { key: publicKey, dsaEncoding: "ieee-p1363" } as const;
    expect(verify("sha256", Buffer.concat([message, Buffer.from([at & 255])]), key, raw)).toBe(
      true,
    );
  }
  expect(lengths.size).toBeGreaterThan(2);
  const short = der("30 06 02 01 05 02 01 00");
  expect(Buffer.from(short ?? []).toString("hex")).toBe(`${"00".repeat(31)}05${"00".repeat(32)}`);
});

test.each([
  ["nothing", ""],
  ["another type", "31 06 02 01 05 02 01 07"],
  ["a wrong length", "30 07 02 01 05 02 01 07"],
  ["something after it", "30 07 02 01 05 02 01 07 00"],
  ["one number", "30 03 02 01 05"],
  ["no number", "30 06 03 01 05 02 01 07"],
  ["an empty number", "30 05 02 00 02 01 07"],
  ["a negative number", "30 06 02 01 85 02 01 07"],
  ["a number with a needless zero", "30 07 02 02 00 05 02 01 07"],
  ["a number past the end", "30 06 02 01 05 02 02 07"],
  ["a number that is too long", `30 26 02 21 01${"00".repeat(32)} 02 01 07`],
])("%s is no signature", (_, hex) => {
  expect(der(hex)).toBeUndefined();
});

test.each(["ec", "rsa"] as const)("a browser finds what Node finds of a key: %s", async (kind) => {
  const inBrowser = findVerifyAct() ?? expect.fail("no Web Crypto");
  const own = softDeskKey(kind);
  const {
    signature: encoded,
    clientData,
    authenticatorData,
  } = own.signChallenge(Buffer.alloc(32, 7), "2026-11-25" as Day);
  const publicKey = Buffer.from(own.key, "base64url");
  const signed = Buffer.concat([
    Buffer.from(authenticatorData, "base64url"),
    createHash("sha256").update(Buffer.from(clientData, "base64url")).digest(),
  ]);
  const signature = Buffer.from(encoded, "base64url");
  const other = Buffer.from(signature);
  other[signature.length - 1] = (other.at(-1) ?? 0) ^ 1;
  for (const [sig, said, expected] of [
    [signature, signed, true],
    [other, signed, false],
    [signature, message, false],
    [message, signed, false],
  ] as const) {
    const given = { publicKey, message: said, signature: sig };
    expect([await inBrowser(given), await verifyAct(given)]).toEqual([expected, expected]);
  }
  const wrong = { publicKey: publicKey.subarray(1), message: signed, signature };
  expect(await inBrowser(wrong)).toBe(false);
});
