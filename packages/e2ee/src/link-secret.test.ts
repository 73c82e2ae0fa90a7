import fc from "fast-check";
import { expect, test } from "vitest";
import { fromBase64Url } from "./base64url.ts";
import { parseHostHash } from "./host-key.ts";
import { hostHashIn, linkSeedOf, makeLinkSecret, parseLinkSecret } from "./link-secret.ts";

const host = parseHostHash("AAAAAAAAAAAAAAAAAAAAAA");

test("a link's secret is read as it was made, with or without its #", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (random) => {
      const secret = makeLinkSecret(random);
      expect(parseLinkSecret(secret)).toBe(secret);
      expect(parseLinkSecret(`#${secret}`)).toBe(secret);
      expect(fromBase64Url(secret)).toEqual(random);
    }),
  );
});

test("the ending of a vouched meeting's link stays with its seed", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (random) => {
      const secret = makeLinkSecret(random, host);
      expect(secret).toBe(`${makeLinkSecret(random)}~${host}`);
      expect(parseLinkSecret(`#${secret}`)).toBe(secret);
      expect(linkSeedOf(secret)).toEqual(random);
      expect(hostHashIn(secret)).toBe(host);
      expect(hostHashIn(makeLinkSecret(random))).toBeUndefined();
    }),
  );
});

test("a secret of another length is not made", () => {
  for (const length of [0, 16, 31, 33]) {
    expect(() => makeLinkSecret(new Uint8Array(length))).toThrow(RangeError);
  }
});

test.each([
  "",
  "#",
  "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
  "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
  // From the first version: 16 bytes.
  "AAAAAAAAAAAAAAAAAAAAAA",
  // The last letter has two bits that must be zero: one encoding per secret.
  "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB",
  "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+A",
  "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
  " AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
  "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
  "##AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
  "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA&x",
  // A truncated or empty ending: never the meeting without one.
  "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA~",
  "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA~AAAAAAAAAAAAAAAAAAAAA",
  "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA~AAAAAAAAAAAAAAAAAAAAAB",
  "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA~AAAAAAAAAAAAAAAAAAAAAA~",
])("there is no secret in %j", (fragment) => {
  expect(parseLinkSecret(fragment)).toBeUndefined();
});
