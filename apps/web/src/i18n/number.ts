import { readersLocale } from "./words.ts";

/** A count in the digits that stand in times and names, too. */
export const readCount = (count: number): string => count.toLocaleString(readersLocale());
