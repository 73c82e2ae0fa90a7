/** A day as these pages, which are English, write it: "3 March 2026". In the reader's zone. */
export function readDay(at: Date | string, timeZone?: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(new Date(at));
}

/** A day that has no time of day and no zone: `2026-03-03` stays the 3rd everywhere. */
export const readDate = (date: string): string => readDay(`${date}T12:00:00Z`, "UTC");
