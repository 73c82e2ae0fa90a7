import { expect, test } from "vitest";
import { certaintySentence } from "./Certainty.tsx";

test("how much is certain is rounded down, and nothing is claimed of what isn't known", () => {
  expect(certaintySentence({ ipv4: 0.8999, ipv6: 0.8231 })).toBe(
    "We can be certain of the place of 89% of IPv4 and 82% of IPv6 addresses.",
  );
  expect(certaintySentence({ ipv4: 0.004, ipv6: 0 })).toBe(
    "At the moment we can’t be certain of anyone’s place.",
  );
  expect(certaintySentence(undefined)).toBeUndefined();
});
