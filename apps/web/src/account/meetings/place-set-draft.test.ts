import { placeSet } from "@graticule/api/account";
import { expect, test } from "vitest";
import { emptySet, faultOfSet, idOfSet, inputOfSet } from "./place-set-draft.ts";

const germany = { kind: "place", code: "DE" } as const;

test("a set needs a name, a day and a place, in this order", () => {
  const empty = emptySet("");
  expect(faultOfSet(empty)).toBe("name");
  expect(faultOfSet({ ...empty, name: "Ours" })).toBe("dated");
  const dated = { ...empty, name: "Ours", dated: "2026-03-01" };
  expect(faultOfSet(dated)).toBe("places");
  expect(faultOfSet({ ...dated, places: [germany] })).toBeUndefined();
});

test("an id comes from the name, is never one already taken, and always fits the contract", () => {
  const none: ReadonlySet<string> = new Set();
  expect(idOfSet("Sanctions list, March", none)).toBe("sanctions-list-march");
  expect(idOfSet("Türkiye & Zypern", none)).toBe("tu-rkiye-zypern");
  expect(idOfSet("地图", none)).toBe("set");
  expect(idOfSet("Ours", new Set(["ours", "ours-2"]))).toBe("ours-3");
  const input = inputOfSet({ name: "x", dated: "2026-03-01", places: [germany] });
  for (const name of ["a".repeat(60), `${"a".repeat(38)}-b c d`, "---", "A.B"]) {
    const taken = new Set([idOfSet(name, none)]);
    const id = idOfSet(name, taken);
    expect(placeSet.safeParse({ ...input, id, tier: "account" }).success).toBe(true);
    expect(taken.has(id)).toBe(false);
  }
});
