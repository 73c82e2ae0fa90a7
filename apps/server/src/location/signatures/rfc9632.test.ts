import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readBundle } from "./certificate-chain.ts";
import { verifySignature } from "./verify-signature.ts";

/** See vectors/geofeed/README.md. */
function vector(name: string): string {
  const at = new URL(`../../../../../vectors/geofeed/${name}`, import.meta.url);
  return readFileSync(at, "utf8");
}

const geofeed = vector("geofeed.csv");
const bundle = readBundle(vector("certificates.pem"));

test("the signed geofeed of RFC 9632 holds while its certificates are valid", () => {
  const spring = Date.UTC(2024, 3, 1);
  const end = Date.UTC(2024, 6, 19, 15, 55, 38);
  expect(verifySignature(geofeed, bundle, spring)?.validTo).toBe(end);
  expect(verifySignature(geofeed, bundle, end)?.validTo).toBe(end);
  expect(verifySignature(geofeed, undefined, spring)?.validTo).toBe(end);
  expect(() => verifySignature(geofeed, bundle, end + 1)).toThrow("expired on 2024-07-19");
  const moved = geofeed.replace("Seattle", "Tacoma");
  expect(() => verifySignature(moved, bundle, spring)).toThrow("changed after it was signed");
});
