import { expect, test } from "vitest";
import { isWorthDrawing, monthBars, mostMonths } from "./month-bars.ts";

const none = { met: 0, narrowed: 0, refused: 0, notHandledHere: 0, sentBack: 0 };
const month = (at: number, asked: number, orders = 0) => ({
  month: `${2026 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`,
  requests: asked,
  asked,
  orders,
  ...none,
});

test("the highest bar is as high as the chart, and the others are relative to it", () => {
  const bars = monthBars([month(0, 4, 1), month(1, 8, 2)]);
  expect(bars.map(({ askedShare, ordersShare }) => [askedShare, ordersShare])).toEqual([
    [0.5, 0.125],
    [1, 0.25],
  ]);
});

test("the latest twelve months are drawn in order, and January shows its year", () => {
  const bars = monthBars(Array.from({ length: 20 }, (_, at) => month(at, at)));
  expect(bars).toHaveLength(mostMonths);
  expect(bars[0]).toMatchObject({ month: "2026-09", tellsYear: true });
  expect(bars.filter(({ tellsYear }) => tellsYear).map((bar) => bar.month)).toEqual([
    "2026-09",
    "2027-01",
  ]);
  expect(bars.at(-1)?.month).toBe("2027-08");
});

test("months without requests have no height, and no number is left out", () => {
  const bars = monthBars([month(0, 0), month(1, 0)]);
  expect(bars.map(({ askedShare }) => askedShare)).toEqual([0, 0]);
});

test("a chart is drawn if there are months to compare", () => {
  expect(isWorthDrawing([month(0, 3)])).toBe(false);
  expect(isWorthDrawing([month(0, 0), month(1, 0)])).toBe(false);
  expect(isWorthDrawing([month(0, 0), month(1, 3)])).toBe(true);
});
