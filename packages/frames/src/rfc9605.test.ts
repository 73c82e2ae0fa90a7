import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { importBaseKey } from "./epoch-ring.ts";
import { deriveKey, openWith, sealWith } from "./sframe-cipher.ts";
import { decodeHeader, encodeHeader } from "./sframe-header.ts";

// Broken on purpose, each alone → fails: header or metadata not authenticated; nonce without
// counter, or with its last byte alone; a key without its id; a header truncated, missing, or with
// a number beyond 2^53 - 1; what doesn't open thrown.

interface Vectors {
  readonly header: readonly {
    readonly kid: number;
    readonly ctr: number;
    readonly encoded: string;
  }[];
  readonly sframe: readonly {
    readonly kid: number;
    readonly ctr: number;
    readonly base_key: string;
    readonly sframe_salt: string;
    readonly metadata: string;
    readonly pt: string;
    readonly ct: string;
  }[];
}

const file = new URL("../../../vectors/sframe/sframe.json", import.meta.url);
// Numbers beyond 2^53 lose their last digits here, which identifies those vectors.
const vectors = JSON.parse(readFileSync(file, "utf8")) as Vectors;
const isOurs = ({ kid, ctr }: { kid: number; ctr: number }): boolean =>
  Number.isSafeInteger(kid) && Number.isSafeInteger(ctr);
const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex, "hex"));
const hexOf = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString("hex");

describe("The test vectors of RFC 9605", () => {
  test("headers are encoded and decoded as they should be", () => {
    const ours = vectors.header.filter(isOurs);
    expect([vectors.header.length, ours.length]).toEqual([289, 196]);
    for (const { kid: keyId, ctr: counter, encoded } of ours) {
      expect(hexOf(encodeHeader({ keyId, counter }))).toBe(encoded);
      const length = encoded.length / 2;
      expect(decodeHeader(bytesOf(`${encoded}ff`))).toEqual({ header: { keyId, counter }, length });
    }
  });

  test("headers with larger numbers than ours are no headers", () => {
    for (const one of vectors.header.filter((vector) => !isOurs(vector))) {
      expect(decodeHeader(bytesOf(one.encoded))).toBeUndefined();
    }
  });

  test.each([2 ** 53, -1, 0.5, Number.NaN])("no header is made with the number %d", (number) => {
    expect(() => encodeHeader({ keyId: number, counter: 0 })).toThrow(RangeError);
    expect(() => encodeHeader({ keyId: 0, counter: number })).toThrow(RangeError);
  });

  test("a truncated header is rejected", () => {
    for (const { encoded } of vectors.header) {
      const cut = bytesOf(encoded).subarray(0, -1);
      expect(decodeHeader(cut)).toBeUndefined();
    }
  });

  test("keys and frames of our cipher suite are as they should be", async () => {
    expect(vectors.sframe).toHaveLength(1);
    for (const { kid: keyId, ctr: counter, ...vector } of vectors.sframe) {
      const base = await importBaseKey(bytesOf(vector.base_key));
      const key = await deriveKey(base, keyId);
      expect(hexOf(key.salt)).toBe(vector.sframe_salt);
      const metadata = bytesOf(vector.metadata);
      const content = bytesOf(vector.pt);
      const sealed = await sealWith(key, { keyId, counter }, metadata, content);
      expect(hexOf(sealed)).toBe(`${vector.metadata}${vector.ct}`);
      const head = encodeHeader({ keyId, counter });
      const rest = sealed.subarray(metadata.length + head.length);
      expect(await openWith(key, { head, counter }, metadata, rest)).toEqual(content);
      expect(await openWith(key, { head, counter: counter + 1 }, metadata, rest)).toBeUndefined();
      expect(await openWith(key, { head, counter }, bytesOf("00"), rest)).toBeUndefined();
    }
  });
});
