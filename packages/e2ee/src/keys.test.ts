import fc from "fast-check";
import { expect, test } from "vitest";
import { takesSecrets } from "./keys.ts";
import { loadSuite } from "./suite.ts";

const nothing = new Uint8Array();

/** The library's answer: it multiplies. */
async function canSealTo(publicKey: Uint8Array): Promise<boolean> {
  const { hpke } = await loadSuite();
  const sealed = hpke
    .importPublicKey(publicKey)
    .then((key) => hpke.seal(key, nothing, nothing, nothing));
  return await sealed.then(
    () => true,
    () => false,
  );
}

/** A number as X25519 writes it, with its top bit on or off. */
function point(value: bigint, top: boolean): Uint8Array {
  const bytes = Uint8Array.from({ length: 32 }, (_, at) =>
    Number((value >> BigInt(8 * at)) & 255n),
  );
  bytes[31] = (bytes[31] ?? 0) | (top ? 0x80 : 0);
  return bytes;
}

const p = 2n ** 255n - 19n;
const ofOrderEight = [
  325606250916557431795983626356110631294008115727848805560023387167927233504n,
  39382357235489614581723060781553021112529911719440698176882885853963445705823n,
];

test.each([0n, 1n, ...ofOrderEight, p - 1n, p, p + 1n])(
  "nothing can be sealed to the point %s, whatever its top bit",
  async (value) => {
    for (const top of [false, true]) {
      expect(takesSecrets(point(value, top))).toBe(false);
      expect(await canSealTo(point(value, top))).toBe(false);
    }
  },
);

test("any other point can be sealed to, and none of another length, as the library finds it", async () => {
  const values = fc.oneof(fc.bigInt(2n, 40n), fc.bigInt(p - 20n, p + 18n), fc.bigInt(2n, p - 2n));
  await fc.assert(
    fc.asyncProperty(values, fc.boolean(), async (value, top) => {
      const key = point(value, top);
      expect(takesSecrets(key)).toBe(await canSealTo(key));
    }),
  );
  expect(takesSecrets(new Uint8Array(31).fill(9))).toBe(false);
  expect(takesSecrets(new Uint8Array(33).fill(9))).toBe(false);
});
