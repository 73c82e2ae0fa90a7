import fc from "fast-check";
import { expect, test } from "vitest";
import { hex } from "./bytes.ts";
import { canonicalJson, encodeJson, type JsonValue } from "./encode.ts";

/** RFC 8785 Appendix B: the bits of a number, and how it is written. */
const numbers: readonly (readonly [bits: string, written: string])[] = [
  ["0000000000000000", "0"],
  ["8000000000000000", "0"],
  ["0000000000000001", "5e-324"],
  ["8000000000000001", "-5e-324"],
  ["7fefffffffffffff", "1.7976931348623157e+308"],
  ["ffefffffffffffff", "-1.7976931348623157e+308"],
  ["4340000000000000", "9007199254740992"],
  ["c340000000000000", "-9007199254740992"],
  ["4430000000000000", "295147905179352830000"],
  ["44b52d02c7e14af5", "9.999999999999997e+22"],
  ["44b52d02c7e14af6", "1e+23"],
  ["44b52d02c7e14af7", "1.0000000000000001e+23"],
  ["444b1ae4d6e2ef4e", "999999999999999700000"],
  ["444b1ae4d6e2ef4f", "999999999999999900000"],
  ["444b1ae4d6e2ef50", "1e+21"],
  ["3eb0c6f7a0b5ed8c", "9.999999999999997e-7"],
  ["3eb0c6f7a0b5ed8d", "0.000001"],
  ["41b3de4355555553", "333333333.3333332"],
  ["41b3de4355555554", "333333333.33333325"],
  ["41b3de4355555555", "333333333.3333333"],
  ["41b3de4355555556", "333333333.3333334"],
  ["41b3de4355555557", "333333333.33333343"],
  ["becbf647612f3696", "-0.0000033333333333333333"],
  ["43143ff3c1cb0959", "1424953923781206.2"],
];

function numberOf(bits: string): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${bits}`));
  return view.getFloat64(0);
}

test.each(numbers)(
  "the number with the bits %s is written %s (RFC 8785, Appendix B)",
  (bits, written) => {
    expect(canonicalJson(numberOf(bits))).toBe(written);
  },
);

test.each(["7fffffffffffffff", "7ff0000000000000", "fff0000000000000"])(
  "anything but a finite number, %s, is refused (RFC 8785 §3.2.2.3)",
  (bits) => {
    expect(() => canonicalJson(numberOf(bits))).toThrow(TypeError);
  },
);

test("the sample of RFC 8785 §3.2.2 has the bytes of §3.2.4", () => {
  const sample = {
    numbers: [Number("333333333.33333329"), 1e30, 4.5, 2e-3, 0.000_000_000_000_000_000_000_000_001],
    string: "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"/",
    literals: [null, true, false],
  };
  const parts = [
    "7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e756d62657273223a5b",
    "3333333333333333332e333333333333332c31652b33302c342e352c302e3030322c31652d32375d2c",
    "22737472696e67223a22e282ac245c75303030665c6e4127425c225c5c5c5c5c222f227d",
  ];
  expect(hex(encodeJson(sample))).toBe(parts.join(""));
});

test("names are in the order of their UTF-16 code units (RFC 8785 §3.2.3)", () => {
  const names = ["\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6"];
  const value = Object.fromEntries(names.map((name) => [name, 0]));
  const order = Object.keys(JSON.parse(canonicalJson(value)) as object);
  // A reader puts what looks like an index first, so the text is checked too.
  expect(canonicalJson(value).startsWith('{"\\r":0,"1":0,"\u0080":0,"\u00f6":0,"\u20ac":0')).toBe(
    true,
  );
  expect(order.slice(-2)).toEqual(["\ud83d\ude00", "\ufb33"]);
});

test("a lone surrogate is refused in a text and in a name (RFC 8785 §3.2.2.2)", () => {
  for (const value of ["\ud800", "a\udead", { "\udc00": 1 }, [["\ud83d"]]]) {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  }
});

test("anything that isn't JSON is refused", () => {
  for (const value of [undefined, () => 0, 1n, Symbol("a"), { a: undefined }]) {
    expect(() => canonicalJson(value as unknown as JsonValue)).toThrow(TypeError);
  }
});

test("every value survives its canonical form, and has only one", () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: "binary" }), (value) => {
      const text = canonicalJson(value as JsonValue);
      expect(canonicalJson(JSON.parse(text) as JsonValue)).toBe(text);
      expect(JSON.stringify(JSON.parse(text))).toHaveLength(text.length);
    }),
  );
});
