import { expect, test } from "vitest";
import { LastSeen } from "./last-seen.ts";

test("nobody leaves the list because one’s own connection broke (“You are the only one here”)", () => {
  const seen = new LastSeen<string>();
  expect(seen.at("connecting", "Hana")).toBe("Hana");
  expect(seen.at("connected", "Hana, Bo")).toBe("Hana, Bo");
  expect(seen.at("reconnecting", "Hana")).toBe("Hana, Bo");
  expect(seen.at("connected", "Hana, Cy")).toBe("Hana, Cy");
});
