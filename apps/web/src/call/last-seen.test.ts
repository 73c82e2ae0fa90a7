import { expect, test } from "vitest";
import { LastSeen, LastSeenEach } from "./last-seen.ts";

test("nobody leaves the list because one’s own connection broke (“You are the only one here”)", () => {
  const seen = new LastSeen<string>();
  expect(seen.at("connecting", "Hana")).toBe("Hana");
  expect(seen.at("connected", "Hana, Bo")).toBe("Hana, Bo");
  expect(seen.at("reconnecting", "Hana")).toBe("Hana, Bo");
  expect(seen.at("connected", "Hana, Cy")).toBe("Hana, Cy");
});

test("what someone sent before one’s own connection broke is still said of them, and of each their own", () => {
  const sending = new LastSeenEach<boolean>();
  expect(sending.at("Hana", "connected", true)).toBe(true);
  expect(sending.at("Bo", "connected", false)).toBe(false);
  expect(sending.at("Hana", "reconnecting", false)).toBe(true);
  expect(sending.at("Bo", "reconnecting", false)).toBe(false);
  expect(sending.at("Hana", "connected", false)).toBe(false);
});
