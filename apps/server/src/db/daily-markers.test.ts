import { expect, test } from "vitest";
import { createDailyMarkers } from "./daily-markers.ts";

const day = 86_400_000;

test("a mark is written once a day, and again if writing failed", async () => {
  let now = 5 * day + 1;
  let away = false;
  const written: string[][] = [];
  const marks = createDailyMarkers({
    write: async (ids) => {
      if (away) throw new Error("away");
      written.push([...ids]);
    },
    now: () => now,
  });
  marks.mark("a");
  marks.mark("a");
  marks.mark("b");
  await marks.write();
  marks.mark("a");
  await marks.write();
  expect(written).toEqual([["a", "b"]]);

  now = 6 * day;
  away = true;
  marks.mark("a");
  await marks.write();
  away = false;
  marks.mark("c");
  await marks.close();
  expect(written).toEqual([
    ["a", "b"],
    ["a", "c"],
  ]);
});

// Broken on purpose: it waits for the next round.
test("in the last minutes of a day a mark is written at once, since the database dates it", async () => {
  let now = 6 * day - 121_000;
  const written: string[][] = [];
  const marks = createDailyMarkers({
    write: async (ids) => void written.push([...ids]),
    now: () => now,
  });
  marks.mark("before");
  expect(written).toEqual([]);
  now = 6 * day - 30_000;
  marks.mark("last");
  marks.mark("last");
  expect(written).toEqual([["before", "last"]]);
  now = 6 * day;
  marks.mark("last");
  expect(written).toHaveLength(1);
  await marks.close();
  expect(written).toEqual([["before", "last"], ["last"]]);
});
