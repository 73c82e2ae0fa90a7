import fc from "fast-check";
import { expect, test } from "vitest";
import { codeOf, wordIndexesOf } from "./safety-code.ts";

const bytesOf = (hex: string) =>
  Uint8Array.from(hex.match(/../g) ?? [], (two) => parseInt(two, 16));

/** Digits and indexes were computed apart, in Python, from the number and its binary digits. */
test.each([
  {
    authenticator: "00".repeat(32),
    code: "00000 00000 00000 00000 00000 00000",
    indexes: "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
  },
  {
    authenticator: "ff".repeat(32),
    code: "27775 27775 27775 27775 27775 27775",
    indexes: "63 63 63 63 63 63 63 63 63 63 63 63 63 63 63 63 63",
  },
  {
    authenticator: "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
    code: "09060 60585 12110 63635 15160 66685",
    indexes: "0 0 4 2 0 48 16 5 1 32 28 8 2 16 40 11 3",
  },
  {
    authenticator: "0ede65f1bc726713eb2f51346df326d52fc13769109d1e126cd36b6ee31489bc",
    code: "65116 30383 71878 25833 70444 28660",
    indexes: "3 45 57 37 60 27 49 50 25 49 15 43 11 53 4 52 27",
  },
])("$authenticator has its digits and words", ({ authenticator, code, indexes }) => {
  expect(codeOf(bytesOf(authenticator)).join(" ")).toBe(code);
  expect(wordIndexesOf(bytesOf(authenticator)).join(" ")).toBe(indexes);
});

const authenticators = fc.uint8Array({ minLength: 32, maxLength: 32 });

/** The authenticator's bits that each of the two shows: of 30 bytes, and of 17 times six bits. */
const shown = [
  { kind: "digits", of: codeOf, bits: 240 },
  { kind: "words", of: wordIndexesOf, bits: 102 },
] as const;

test.each(shown)("equal authenticators give equal $kind", ({ of }) => {
  fc.assert(
    fc.property(authenticators, (authenticator) => {
      expect(of(Uint8Array.from(authenticator))).toEqual(of(authenticator));
    }),
  );
});

test.each(shown)("a flipped bit changes one part of the $kind, or lies past them", (one) => {
  fc.assert(
    fc.property(authenticators, fc.nat(255), (authenticator, bit) => {
      const changed = Uint8Array.from(authenticator);
      const at = bit >> 3;
      changed[at] = (changed[at] ?? 0) ^ (0x80 >> (bit & 7));
      const before = one.of(authenticator);
      const differing = one.of(changed).filter((part, index) => part !== before[index]);
      expect(differing).toHaveLength(bit < one.bits ? 1 : 0);
    }),
  );
});

test("a code is six times five digits, and 17 indexes into 64 words", () => {
  fc.assert(
    fc.property(authenticators, (authenticator) => {
      expect(codeOf(authenticator).join(" ")).toMatch(/^\d{5}( \d{5}){5}$/);
      const indexes = wordIndexesOf(authenticator);
      expect(indexes).toHaveLength(17);
      expect(indexes.every((index) => Number.isInteger(index) && index >= 0 && index < 64)).toBe(
        true,
      );
    }),
  );
});
