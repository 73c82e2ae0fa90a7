import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { fingerprintOf } from "./fingerprint.ts";

const ada = { identity: "guest-1.j1", signatureKey: Uint8Array.from({ length: 32 }, (_, i) => i) };

test("a fingerprint is 30 digits of identity and signature key, in six groups", async () => {
  const input = JSON.stringify(["Graticule fingerprint 1", ada.identity, [...ada.signatureKey]]);
  const hash = createHash("sha256").update(input).digest();
  const groups = [0, 5, 10, 15, 20, 25].map((at) => hash.readUIntBE(at, 5) % 100_000);
  expect(await fingerprintOf(ada)).toEqual(groups.map((group) => String(group).padStart(5, "0")));
});

test("a fingerprint is stable, and differs for another key or another identity", async () => {
  const own = await fingerprintOf(ada);
  expect(await fingerprintOf({ ...ada, signatureKey: Uint8Array.from(ada.signatureKey) })).toEqual(
    own,
  );
  const otherKey = Uint8Array.from(ada.signatureKey, (byte, at) => (at === 31 ? byte ^ 1 : byte));
  expect(await fingerprintOf({ ...ada, signatureKey: otherKey })).not.toEqual(own);
  expect(await fingerprintOf({ ...ada, identity: "guest-1.j2" })).not.toEqual(own);
});
