import { behind } from "@graticule/api/transparency";
import { demandKinds } from "@graticule/desk/demand";
import { expect, test } from "vitest";
import { behindTitle } from "./behind-title.ts";

const named = [
  "all",
  "requests",
  "demands",
  "orders",
  "orders-in-force",
  "looks",
  "appeals",
  "terms-acts",
  "side-doors",
  "outside-acts",
  "operator-acts",
  "sources-changed",
  "places-named",
  "texts-removed",
  "set-aside",
  "log-gaps",
  "restorations",
  "sealed",
  ...demandKinds.map((kind) => `demand:${kind}`),
  "place:HK",
  "place:UA-43",
  "month:2026-11",
  "authority:12",
  "authority:sealed",
  "authority:taken-down",
];

test("every figure known to the service has a title", () => {
  for (const one of named) {
    expect({ one, known: behind.safeParse(one).success }).toEqual({ one, known: true });
    expect({ one, title: typeof behindTitle(one) }).toEqual({ one, title: "string" });
  }
});

test("titles say the demand, the place, the month and the authority in words", () => {
  expect(behindTitle("all")).toBe("All entries");
  expect(behindTitle("orders-in-force")).toBe("Entries behind: orders in force, or just ended");
  expect(behindTitle("demand:end-meeting")).toBe("Entries behind: “End a meeting”");
  expect(behindTitle("place:NL")).toBe("Entries behind: orders for the Netherlands");
  expect(behindTitle("month:2026-11")).toBe("Entries behind: what happened in November 2026");
  expect(behindTitle("authority:12", () => "District Court")).toBe(
    "Entries behind: orders that District Court asked for",
  );
  expect(behindTitle("authority:12")).toBe("Entries behind: orders that one authority asked for");
});

test("anything else has no title", () => {
  const wrong = ["", "people", "toString", "demand:", "demand:everything", "demand:other:more"];
  for (const one of [...wrong, "place:hk", "month:2026-13", "authority:x", "constructor:1"]) {
    expect({ one, title: behindTitle(one) }).toEqual({ one, title: undefined });
  }
});
