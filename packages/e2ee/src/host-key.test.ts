import { createHash, createPrivateKey, createPublicKey } from "node:crypto";
import { expect, test } from "vitest";
import { toBase64Url } from "./base64url.ts";
import { hostHashOf, hostKeyOf, makeHostSeed, parseHostHash, parseHostSeed } from "./host-key.ts";

const seed = makeHostSeed(Uint8Array.from({ length: 32 }, (_, at) => at));

test("a host key is what another program makes of its seed, and a link's ending is the first half of its hash", async () => {
  const { publicKey } = await hostKeyOf(seed);
  const head = Buffer.from("302e020100300506032b657004220420", "hex");
  const pkcs8 = Buffer.concat([head, Buffer.from(seed, "base64url")]);
  const key = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
  const { x } = createPublicKey(key).export({ format: "jwk" });
  expect(toBase64Url(publicKey)).toBe(x);
  const hash = createHash("sha256").update(publicKey).digest().subarray(0, 16);
  expect(await hostHashOf(publicKey)).toBe(hash.toString("base64url"));
});

test("seeds and endings are read as they were made, in one encoding each", async () => {
  expect(parseHostSeed(seed)).toBe(seed);
  const hash = await hostHashOf((await hostKeyOf(seed)).publicKey);
  expect(parseHostHash(hash)).toBe(hash);
  for (const bad of ["", seed.slice(1), `${seed}A`, `${seed.slice(0, -1)}B`, `~${seed}`]) {
    expect(parseHostSeed(bad)).toBeUndefined();
  }
  for (const bad of ["", hash.slice(1), `${hash}A`, `${hash.slice(0, -1)}B`, ` ${hash}`]) {
    expect(parseHostHash(bad)).toBeUndefined();
  }
  expect(() => makeHostSeed(new Uint8Array(16))).toThrow(RangeError);
});
