import { expect, test } from "vitest";
import { entryRows } from "./entry-rows.ts";

const hash = "0123456789abcdef".repeat(4);
const logged = (index: number, says: object) => ({
  index,
  leaf: JSON.stringify(says),
  texts: {},
});
const slot = (index: number, day: string, which: number) =>
  logged(index, { day, holds: hash, kind: "sealed-slot", slot: which });
const appeal = (index: number, day: string) =>
  logged(index, { day, kind: "appeal-made", order: "00000000-0000-4000-8000-000000000001" });

test("neighbouring slots of one day are one row; everything else has its own row", () => {
  const rows = entryRows([
    slot(9, "2026-11-26", 1),
    slot(8, "2026-11-26", 0),
    appeal(7, "2026-11-25"),
    slot(6, "2026-11-25", 0),
    slot(5, "2026-11-24", 0),
  ]);
  const seen = rows.map((row) =>
    row.kind === "entry" ? row.index : row.slots.map(({ index }) => index),
  );
  expect(seen).toEqual([[9, 8], 7, [6], [5]]);
});

test("an unreadable entry keeps its row", () => {
  expect(entryRows([logged(3, { kind: "hearsay" })])).toEqual([
    { kind: "entry", index: 3, parsed: undefined },
  ]);
});
