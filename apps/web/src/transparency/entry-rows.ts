import type { LoggedEntry } from "@graticule/api/transparency";
import { type ToldEntry, tellEntry } from "./entry/told-entry.ts";

/** What a list of entries shows in one row. */
export type EntryRowOf =
  | { readonly kind: "entry"; readonly index: number; readonly told: ToldEntry | undefined }
  /** Slots of one day that follow each other: all say the same. */
  | { readonly kind: "slots"; readonly slots: readonly [ToldEntry, ...ToldEntry[]] };

/** In the order in which they come. */
export function entryRows(entries: readonly LoggedEntry[]): readonly EntryRowOf[] {
  const rows: EntryRowOf[] = [];
  for (const logged of entries) {
    const told = tellEntry(logged);
    const last = rows.at(-1);
    if (told?.entry.kind !== "sealed-slot") {
      rows.push({ kind: "entry", index: logged.index, told });
    } else if (last?.kind === "slots" && last.slots[0].entry.day === told.entry.day) {
      rows[rows.length - 1] = { kind: "slots", slots: [...last.slots, told] };
    } else {
      rows.push({ kind: "slots", slots: [told] });
    }
  }
  return rows;
}
