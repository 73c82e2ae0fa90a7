import { expect, test } from "vitest";
import { faultOfRefusal } from "./sign-in-fault.ts";

test("a refusal is explained by its code, whatever its status", () => {
  expect(faultOfRefusal({ status: 401, code: "INVALID_EMAIL_OR_PASSWORD" })).toBe("wrong-sign-in");
  expect(faultOfRefusal({ status: 400, code: "INVALID_CODE" })).toBe("wrong-code");
  expect(faultOfRefusal({ status: 403, code: "SESSION_NOT_FRESH" })).toBe("not-fresh");
  expect(faultOfRefusal({ status: 400, code: "AUTH_CANCELLED" })).toBe("cancelled");
});

test("an unknown code is explained by its status", () => {
  expect(faultOfRefusal({ status: 0 })).toBe("offline");
  expect(faultOfRefusal({ status: 429, code: "NEW_CODE" })).toBe("too-many");
  expect(faultOfRefusal({ status: 401 })).toBe("signed-out");
  expect(faultOfRefusal({ status: 403, code: "NEW_CODE" })).toBe("not-allowed");
  expect(faultOfRefusal({ status: 500 })).toBe("failed");
});

test("names that every object has are not codes", () => {
  expect(faultOfRefusal({ status: 500, code: "constructor" })).toBe("failed");
});
