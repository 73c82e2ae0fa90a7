import type { LoggedEntry } from "@graticule/api/transparency";
import { type ParsedEntry, parseLoggedEntry } from "./entry/parsed-entry.ts";

/** What a list of entries shows in one row. */
export type EntryRowOf =
  | { readonly kind: "entry"; readonly index: number; readonly parsed: ParsedEntry | undefined }
  /** Slots of one day that follow each other: all say the same. */
  | { readonly kind: "slots"; readonly slots: readonly [ParsedEntry, ...ParsedEntry[]] };

/** In the order in which they come. */
export function entryRows(entries: readonly LoggedEntry[]): readonly EntryRowOf[] {
  const rows: EntryRowOf[] = [];
  for (const logged of entries) {
    const parsed = parseLoggedEntry(logged);
    const last = rows.at(-1);
    if (parsed?.entry.kind !== "sealed-slot") {
      rows.push({ kind: "entry", index: logged.index, parsed });
    } else if (last?.kind === "slots" && last.slots[0].entry.day === parsed.entry.day) {
      rows[rows.length - 1] = { kind: "slots", slots: [...last.slots, parsed] };
    } else {
      rows.push({ kind: "slots", slots: [parsed] });
    }
  }
  return rows;
}
