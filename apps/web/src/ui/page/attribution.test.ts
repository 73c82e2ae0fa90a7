import { expect, test } from "vitest";
import { readAttribution } from "./attribution.ts";

test("an attribution with an address in parentheses becomes a link", () => {
  expect(readAttribution("IP geolocation by DB-IP (https://db-ip.com)")).toEqual({
    text: "IP geolocation by DB-IP",
    href: "https://db-ip.com",
  });
});

test("any other attribution is shown as it is, and only https is linked", () => {
  for (const text of [
    "Made of data (of the registries)",
    "X (javascript:alert(1))",
    "X (http://x)",
  ]) {
    expect(readAttribution(text)).toEqual({ text, href: undefined });
  }
});
