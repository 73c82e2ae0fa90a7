import { expect, test } from "vitest";
import { pathOfSquares, secretOfTotp } from "./totp.ts";

test("the secret is read in groups of four", () => {
  const uri = "otpauth://totp/Graticule:zoe%40example.org?secret=JBSWY3DPEHPK3PXP&issuer=Graticule";
  expect(secretOfTotp(uri)).toBe("JBSW Y3DP EHPK 3PXP");
  expect(secretOfTotp("otpauth://totp/x?secret=JBSWY3DPE")).toBe("JBSW Y3DP E");
});

test("an address without a secret has none", () => {
  expect(secretOfTotp("otpauth://totp/x")).toBeUndefined();
  expect(secretOfTotp("no address")).toBeUndefined();
});

test("every run of dark squares is one rectangle", () => {
  expect(
    pathOfSquares([
      [true, true, false, true],
      [false, false, false, false],
      [false, true, true, true],
    ]),
  ).toBe("M0 0h2v1h-2zM3 0h1v1h-1zM1 2h3v1h-3z");
});
