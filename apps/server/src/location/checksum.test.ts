import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { checksumKinds, readChecksum } from "./checksum.ts";

const sum = (kind: string) => createHash(kind).update("data").digest("hex");

test("each form that makers use is read, and its length says which kind it is", () => {
  for (const kind of checksumKinds) {
    const hex = sum(kind);
    for (const text of [
      hex,
      `${hex}\n`,
      `${hex}  nro-delegated-stats\n`,
      `${hex.toUpperCase()} *GeoLite2-Country_20261127.tar.gz\r\n`,
      `MD5 (delegated-afrinic-extended-latest) = ${hex}`,
      `SHA2-256(country.csv)= ${hex}\n`,
    ]) {
      expect(readChecksum(text)).toEqual({ kind, hex });
    }
  }
});

test("of several the strongest counts, and a SHA-1 never does", () => {
  const { md5, sha1, sha256 } = { md5: sum("md5"), sha1: sum("sha1"), sha256: sum("sha256") };
  const json = JSON.stringify({ checksums: { md5, sha1, sha256 } });
  expect(readChecksum(json)).toEqual({ kind: "sha256", hex: sha256 });
  expect(readChecksum(json, ["md5"])).toEqual({ kind: "md5", hex: md5 });
  expect(readChecksum(`${sha1}  file\n`)).toBeUndefined();
  expect(readChecksum(`${md5}  file\n`, ["sha256"])).toBeUndefined();
});

test("a page is no checksum, whatever stands in it", () => {
  expect(readChecksum(`\n<!doctype html><script nonce="${sum("md5")}">`)).toBeUndefined();
  expect(readChecksum("")).toBeUndefined();
  expect(readChecksum("not found")).toBeUndefined();
});
