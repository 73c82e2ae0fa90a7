import { describe, expect, test } from "vitest";
import { MessageGate } from "./message-gate.ts";

// Broken on purpose, each alone → fails: each condition of `mayLeave` and `#isSealed`, each bound,
// each field number, the tag's length, truncated input, too long a number, another wire type.

const tag = Array.from({ length: 16 }, (_, at) => at + 100);
const sealed = Uint8Array.of(1, 2, 3, ...tag);
const bytesField = (number: number, bytes: ArrayLike<number>): number[] => {
  const key = number * 8 + 2;
  const head = key < 128 ? [key] : [(key & 127) | 128, key >> 7];
  return [...head, bytes.length, ...Array.from(bytes)];
};
const encrypted = (value: ArrayLike<number>): number[] =>
  bytesField(18, [...bytesField(2, [0, 0]), 3 * 8, 5, ...bytesField(4, value)]);
const address = bytesField(5, [...Buffer.from("ben")]);
const sequence = [128, 1, 7];

describe("What may leave by a data channel", () => {
  const gate = new MessageGate();
  gate.note(sealed);

  test("is what was sealed here, with the addresses and numbers around it", () => {
    expect(gate.mayLeave(Uint8Array.from(encrypted(sealed)))).toBe(true);
    const ids = [...bytesField(4, [97]), ...bytesField(17, [98])];
    const all = [8, 0, ...address, ...ids, ...encrypted(sealed), ...sequence];
    expect(gate.mayLeave(Uint8Array.from(all))).toBe(true);
    const nonce = bytesField(2, new Uint8Array(12));
    const native = bytesField(18, [...nonce, ...bytesField(4, sealed)]);
    expect(gate.mayLeave(Uint8Array.from(native))).toBe(true);
  });

  test.each([
    ["nothing at all", []],
    ["only addresses", address],
    ["a message in the open", bytesField(2, [...Buffer.from("hello")])],
    ["a message in the open beside a sealed one", [...encrypted(sealed), ...bytesField(2, [1])]],
    [
      "the media client's own figures beside a sealed one",
      [...encrypted(sealed), ...bytesField(8, [1])],
    ],
    ["what claims to be sealed and isn't", encrypted([1, 2, 3, ...tag.slice(1), 0])],
    ["what is too short to be sealed", encrypted([1, 2])],
    ["what has more before its tag than was sealed", encrypted([9, ...sealed])],
    [
      "a sealed value with something else beside it",
      bytesField(18, [...bytesField(4, sealed), ...bytesField(9, [1])]),
    ],
    [
      "a sealed value with more than a nonce beside it",
      bytesField(18, [...bytesField(2, new Uint8Array(13)), ...bytesField(4, sealed)]),
    ],
    ["two sealed values", bytesField(18, [...bytesField(4, sealed), ...bytesField(4, [9, 9])])],
    ["a sealed value twice", bytesField(18, [...bytesField(4, sealed), ...bytesField(4, sealed)])],
    ["a sealed packet without a value", bytesField(18, [3 * 8, 5])],
    ["a number for a value", bytesField(18, [4 * 8, 5])],
    ["what differs in its tag's first byte", encrypted([1, 2, 3, 0, ...tag.slice(1)])],
    ...[bytesField(1, [1]), bytesField(3, [1]), [9 * 8, 5]].map((field): [string, number[]] => [
      `a sealed value with ${field} beside it`,
      bytesField(18, [...field, ...bytesField(4, sealed)]),
    ]),
    ["two packets in one", [...encrypted(sealed), ...encrypted([1, ...tag])]],
    ["a packet twice", [...encrypted(sealed), ...encrypted(sealed)]],
    ["a sealed one with an address that breaks off", [...encrypted(sealed), 5 * 8 + 2, 9, 1]],
    ["a sealed one with a number that is missing", [...encrypted(sealed), 8]],
    [
      "a sealed one with a number of ten bytes",
      [...encrypted(sealed), 8, ...Array.from({ length: 9 }, () => 128), 1],
    ],
    ["a known field of a kind that it has not", [...encrypted(sealed), 8 + 5, 0]],
    ["what breaks off", encrypted(sealed).slice(0, -1)],
    ["a field of a kind that no packet has", [...encrypted(sealed), 8 * 20 + 5, 0, 0, 0, 0]],
  ])("is not %s", (_name, packet) => {
    expect(gate.mayLeave(Uint8Array.from(packet))).toBe(false);
  });

  test("is what was sealed recently: a message is forgotten 4,000 messages later", () => {
    const other = new MessageGate();
    other.note(sealed);
    for (let at = 0; at < 4_000; at += 1) {
      expect(other.mayLeave(Uint8Array.from(encrypted(sealed)))).toBe(true);
      other.note(Uint8Array.of(...Array.from({ length: 14 }, () => 1), at >> 8, at & 255));
    }
    expect(other.mayLeave(Uint8Array.from(encrypted(sealed)))).toBe(false);
  });
});
