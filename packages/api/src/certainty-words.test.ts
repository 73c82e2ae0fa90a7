import { expect, test } from "vitest";
import { certaintySentence } from "./certainty-words.ts";

test("how much is certain is rounded down, and nothing is claimed where nothing is known", () => {
  expect(certaintySentence({ ipv4: 0.8999, ipv6: 0.8231 })).toBe(
    "We can tell for certain where 89% of IPv4 and 82% of IPv6 addresses are.",
  );
  expect(certaintySentence({ ipv4: 0.004, ipv6: 0 })).toBe(
    "We can tell for certain where <1% of IPv4 and 0% of IPv6 addresses are.",
  );
  expect(certaintySentence({ ipv4: 0, ipv6: 0 })).toBe(
    "At the moment we can’t tell for certain where anyone is.",
  );
});

test("it is said in the reader's language, with its digits", () => {
  const words = { certain: (ipv4: string, ipv6: string) => `${ipv4} ${ipv6}`, noneCertain: "" };
  const said = certaintySentence({ ipv4: 0.5, ipv6: 1 }, { words, locale: "fr" });
  expect(said).toBe("50\u00a0% 100\u00a0%");
});
