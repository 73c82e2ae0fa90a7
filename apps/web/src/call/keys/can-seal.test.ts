import { expect, test } from "vitest";
import { canMakeKeys, canSealFrames, Sealing } from "./can-seal.ts";

// Broken on purpose, each alone → fails: either way to frames, either key, or the secure context
// assumed; tried twice; listeners not called.

test.each([
  ["transforms in a worker", { RTCRtpScriptTransform: class {} }, true],
  [
    "encoded streams only",
    {
      RTCRtpSender: class {
        createEncodedStreams() {}
      },
    },
    true,
  ],
  ["neither", { RTCRtpSender: class {} }, false],
])("whether a browser with %s can seal frames", (_, scope, expected) => {
  expect(canSealFrames(scope)).toBe(expected);
});

/** A browser's key generation, without one algorithm. */
function without(name: string) {
  const { subtle } = globalThis.crypto;
  const generateKey = async (
    algorithm: string,
    extractable: boolean,
    usages: KeyUsage[],
  ): Promise<unknown> => {
    if (algorithm === name) throw new DOMException("unknown", "NotSupportedError");
    return await subtle.generateKey(algorithm, extractable, usages);
  };
  return { generateKey } as Pick<SubtleCrypto, "generateKey">;
}

test.each([
  ["that knows both", without("nothing"), true],
  ["without Ed25519", without("Ed25519"), false],
  ["without X25519", without("X25519"), false],
])("whether a browser %s can agree on keys", async (_, subtle, expected) => {
  expect(await canMakeKeys(subtle)).toBe(expected);
});

test("a page outside a secure context can't agree on keys", async () => {
  const { crypto } = globalThis;
  Object.defineProperty(globalThis, "crypto", { configurable: true, value: {} });
  try {
    expect(await canMakeKeys()).toBe(false);
  } finally {
    Object.defineProperty(globalThis, "crypto", { configurable: true, value: crypto });
  }
});

test.each([
  ["no frames", {}, true, false],
  ["no keys", { RTCRtpScriptTransform: class {} }, false, false],
  ["both", { RTCRtpScriptTransform: class {} }, true, true],
])("sealing needs frames and keys, and is tried once: %s", async (_, scope, keys, expected) => {
  const sealing = new Sealing();
  const reports: unknown[] = [];
  sealing.subscribe(() => reports.push(sealing.current()));
  expect(sealing.current()).toBeUndefined();
  const makesKeys = async (): Promise<boolean> => keys;
  await Promise.all([sealing.learn(scope, makesKeys), sealing.learn({}, makesKeys)]);
  expect(reports).toEqual([expected]);
});
