import { expect, test } from "vitest";
import { secretOfTotp } from "./totp.ts";

test("the secret is shown in groups of four", () => {
  const uri = "otpauth://totp/Graticule:zoe%40example.org?secret=JBSWY3DPEHPK3PXP&issuer=Graticule";
  expect(secretOfTotp(uri)).toBe("JBSW Y3DP EHPK 3PXP");
  expect(secretOfTotp("otpauth://totp/x?secret=JBSWY3DPE")).toBe("JBSW Y3DP E");
});

test("an address without a secret has none", () => {
  expect(secretOfTotp("otpauth://totp/x")).toBeUndefined();
  expect(secretOfTotp("no address")).toBeUndefined();
});
