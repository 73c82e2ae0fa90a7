import type { Figures } from "@graticule/api/transparency";

type Month = Figures["months"][number];

export interface MonthBar {
  readonly month: string;
  readonly asked: number;
  readonly orders: number;
  /** Of the height, 0 to 1. */
  readonly askedShare: number;
  readonly ordersShare: number;
  /** For the first bar and each January. */
  readonly tellsYear: boolean;
}

export const mostMonths = 12;

/** The latest months, ascending, each measured by the highest number among them. */
export function monthBars(months: readonly Month[]): readonly MonthBar[] {
  const drawn = months.slice(-mostMonths);
  const highest = Math.max(1, ...drawn.flatMap(({ asked, orders }) => [asked, orders]));
  return drawn.map(({ month, asked, orders }, at) => ({
    month,
    asked,
    orders,
    askedShare: asked / highest,
    ordersShare: orders / highest,
    tellsYear: at === 0 || month.endsWith("-01"),
  }));
}

/** One month has nothing to be compared with. */
export function isWorthDrawing(months: readonly Month[]): boolean {
  return months.length > 1 && months.some(({ asked, orders }) => asked + orders > 0);
}
