import fc from "fast-check";
import { expect, test } from "vitest";
import { deviceLabel } from "./device-label.ts";

const chrome =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";
const labels: readonly (readonly [string | undefined, string])[] = [
  [chrome, "Chrome on Linux"],
  [`${chrome} Edg/141.0.0.0`, "Edge on Linux"],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0",
    "Firefox on Windows",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
    "Safari on iOS",
  ],
  ["curl/8.5.0", "Unknown device"],
  [undefined, "Unknown device"],
];

test("a device is named by browser and system, and by nothing else it sent", () => {
  for (const [sent, label] of labels) expect(deviceLabel(sent)).toBe(label);
});

test("the label of a label is itself, and no label is long", () => {
  const sent = fc.oneof(fc.string(), fc.constantFrom(...labels.map(([agent]) => agent ?? "")));
  fc.assert(
    fc.property(sent, (agent) => {
      const label = deviceLabel(agent);
      expect(label.length).toBeLessThanOrEqual(40);
      expect(deviceLabel(label)).toBe(label);
    }),
  );
});
