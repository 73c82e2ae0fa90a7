import fc from "fast-check";
import { expect, test } from "vitest";
import { toBase64Url } from "./base64url.ts";
import { isProven, makeCredential, readSeat } from "./credential.ts";
import { linkKeyOf } from "./link-key.ts";
import { makeLinkSecret } from "./link-secret.ts";
import { loadSuite } from "./suite.ts";

const { signature: signing } = await loadSuite();
const link = await linkKeyOf(makeLinkSecret(new Uint8Array(32).fill(7)));
const occasion = { code: "abc-defg-hij", sitting: "2026-11-28T03:00:00.000Z" };
const seat = { identity: "guest:1", name: "Ann" };
const signatureKey = new Uint8Array(32).fill(1);
const by = { signatureKey, link, signing };
const utf8 = new TextEncoder();

function told(...parts: readonly unknown[]): Uint8Array {
  return utf8.encode(JSON.stringify(parts));
}

async function proofOf(credential: Uint8Array): Promise<string> {
  return JSON.parse(new TextDecoder().decode(credential))[2];
}

test("a credential says who it is, and proves that they have the link", async () => {
  const credential = await makeCredential(occasion, seat, by);
  expect(readSeat(credential)).toEqual(seat);
  expect(await isProven(occasion, credential, by)).toBe(true);
});

test("the proof is for this sitting, meeting, link, key, identity and name alone", async () => {
  const credential = await makeCredential(occasion, seat, by);
  const proof = await proofOf(credential);
  const another = await linkKeyOf(makeLinkSecret(new Uint8Array(32).fill(8)));
  const otherKey = new Uint8Array(32).fill(2);
  const refused = [
    isProven({ ...occasion, code: "abc-defg-hik" }, credential, by),
    isProven({ ...occasion, sitting: "2026-12-05T03:00:00.000Z" }, credential, by),
    isProven(occasion, credential, { ...by, link: another }),
    isProven(occasion, credential, { ...by, signatureKey: otherKey }),
    isProven(occasion, told("guest:2", "Ann", proof), by),
    isProven(occasion, told("guest:1", "Bob", proof), by),
    // Nothing can be moved from one neighbouring field to the other.
    isProven(occasion, told("guest:1Ann", "", proof), by),
    isProven(occasion, told("guest:1", "Ann", proof.slice(0, -4)), by),
    isProven(occasion, told("guest:1", "Ann", ""), by),
    isProven(occasion, told("guest:1", "Ann", "*"), by),
  ];
  expect(await Promise.all(refused)).toEqual(refused.map(() => false));
});

test.each([
  ["no JSON", utf8.encode("guest:1")],
  ["nothing", new Uint8Array()],
  ["no UTF-8", Uint8Array.of(...told("guest:1", "A", "p"), 0xff)],
  ["an object", utf8.encode('{"0":"guest:1","1":"Ann","2":"p"}')],
  ["too few", told("guest:1", "Ann")],
  ["too many", told("guest:1", "Ann", "p", "more")],
  ["a number", told("guest:1", 5, "p")],
  ["nobody", told(null, "Ann", "p")],
  ["a name in a list", told("guest:1", ["Ann"], "p")],
])("%s is no credential of ours", async (_, credential) => {
  expect(readSeat(credential)).toBeUndefined();
  expect(await isProven(occasion, credential, by)).toBe(false);
});

test("a credential says exactly what someone is called, whatever that is", async () => {
  const name = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("\u202eenn\u202c", "A\u0000nn", '","', "a\ud800b", "", "𝒜nn"),
  );
  await fc.assert(
    fc.asyncProperty(name, name, async (identity, shown) => {
      const odd = { identity, name: shown };
      const credential = await makeCredential(occasion, odd, by);
      expect(readSeat(credential)).toEqual(odd);
      expect(await isProven(occasion, credential, by)).toBe(true);
      if (shown === identity) return;
      const swapped = told(shown, identity, await proofOf(credential));
      expect(await isProven(occasion, swapped, by)).toBe(false);
    }),
  );
});

test("whatever is read, nothing is thrown and nothing is believed", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.uint8Array(),
        fc.json().map((text) => utf8.encode(text)),
      ),
      async (bytes) => {
        readSeat(bytes);
        expect(await isProven(occasion, bytes, by)).toBe(false);
      },
    ),
  );
  const credential = await makeCredential(occasion, seat, by);
  const base = toBase64Url(credential);
  await fc.assert(
    fc.asyncProperty(
      fc.nat(credential.length - 1),
      fc.integer({ min: 1, max: 255 }),
      async (at, mask) => {
        const spoilt = credential.map((byte, place) => (place === at ? byte ^ mask : byte));
        const isSame = JSON.stringify(readSeat(spoilt)) === JSON.stringify(seat);
        // Another encoding of the same proof proves the same; anything else proves nothing.
        if (await isProven(occasion, spoilt, by)) expect(isSame).toBe(true);
        expect(toBase64Url(credential)).toBe(base);
      },
    ),
  );
});
