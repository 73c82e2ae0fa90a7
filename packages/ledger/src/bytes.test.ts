import fc from "fast-check";
import { expect, test } from "vitest";
import { base64, fromBase64, fromHex, fromUtf8, hex, utf8 } from "./bytes.ts";

test("bytes survive hexadecimal and base64, as Node writes them", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
      expect(hex(bytes)).toBe(Buffer.from(bytes).toString("hex"));
      expect(base64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
      expect(fromHex(hex(bytes))).toEqual(bytes);
      expect(fromBase64(base64(bytes))).toEqual(bytes);
    }),
  );
});

test("one sequence of bytes has one base64: RFC 4648 §10, and no stray bits, characters or padding", () => {
  expect(["", "f", "fo", "foo", "foob"].map((text) => base64(utf8(text)))).toEqual([
    ...["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg=="],
  ]);
  const bad = [
    "Zh==",
    "Zm9=",
    "Zg",
    "Zg=",
    "Zg===",
    "Z",
    "Zg==\n",
    " Zg==",
    "Z-_=",
    "Zg==Zg==",
    "=",
  ];
  for (const text of bad) expect(fromBase64(text)).toBeUndefined();
});

test("only lower-case hexadecimal of whole bytes is read", () => {
  for (const text of ["0", "0G", "AB", "0x00", " 00"]) expect(fromHex(text)).toBeUndefined();
});

test("a text has one UTF-8: no lone surrogate, no overlong form, and a mark at its start stays", () => {
  for (const text of ["\ud800", "a\udc00", "\udc00\ud800"]) {
    expect(() => utf8(text)).toThrow(TypeError);
  }
  for (const bytes of [
    [0xc0, 0x80],
    [0xed, 0xa0, 0x80],
    [0xff],
    [0xf5, 0x80, 0x80, 0x80],
    [0xe2, 0x82],
  ]) {
    expect(fromUtf8(Uint8Array.from(bytes))).toBeUndefined();
  }
  for (const text of ["\ufeffa", "€😂", "\0"]) expect(fromUtf8(utf8(text))).toBe(text);
});
