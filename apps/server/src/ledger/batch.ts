import { randomBytes } from "node:crypto";
import { type Day, daysAfter } from "@graticule/ledger/day";
import { type Entry, type EntryOf, longestSealDays, readEntry } from "@graticule/ledger/entry";
import { encodeEntry } from "@graticule/ledger/leaf";
import { fillSlots, slotsADay } from "@graticule/ledger/sealed";
import type { SealedContent } from "@graticule/ledger/sealed-content";
import {
  type RecordedEntry,
  sha256,
  type Translated,
  translate,
} from "../public-record/translate.ts";

/** What the log takes next, as it will stand there, and what else is written with it. */

/** An entry of the desk that is not in the log yet. */
export type WaitingEntry =
  | ({ readonly id: number; readonly is: "there" } & RecordedEntry)
  /** It waits, and isn't in the database any more. `day`: today. */
  | { readonly id: number; readonly is: "gone"; readonly day: Day };

/** A leaf that will be appended. */
export interface NewLeaf {
  readonly bytes: Uint8Array;
  readonly entry: Entry;
  /** The desk's entry that it is. */
  readonly entryId?: number;
  /** The desk's entry whose texts it tells. */
  readonly tellsOf?: number | undefined;
  /** What it doesn't tell yet. */
  readonly sealed?: Translated["sealed"] | undefined;
  readonly slot?: NewSlot;
  /** The sealed content that it opens. */
  readonly opens?: number;
  /** What it says is missing: a desk's entry, or sealed content. */
  readonly setsAside?: { readonly entryId?: number; readonly sealedId?: number };
}

export interface NewSlot {
  /** Undefined: it holds nothing. */
  readonly sealedId: number | undefined;
  readonly held: SealedContent;
  readonly salt: string;
  readonly openOn: Day;
}

/**
 * Entries that needn't wait, in the order in which they were recorded. INVARIANT: each gets a leaf,
 * one that can't be said the leaf that says that it is missing: so none of them stops those behind
 * it.
 */
export function leavesOf(waiting: readonly WaitingEntry[]): readonly NewLeaf[] {
  return waiting.map((one) => {
    const setsAside = { entryId: one.id };
    if (one.is === "gone") return { ...missing("gone", one.day), setsAside };
    const said = translated(one);
    if (said === "not-sayable") return { ...missing(said, one.day), setsAside };
    const { entry, sealed } = said;
    return { ...leafOf(entry), entryId: one.id, tellsOf: one.id, sealed };
  });
}

/** The log says of itself that no one signed it. */
export function gapLeaf(since: Day, day: Day): NewLeaf {
  return leafOf(made({ kind: "log-gap", day, since }));
}

function missing(
  why: EntryOf<"entry-set-aside">["why"],
  day: Day,
): Pick<NewLeaf, "bytes" | "entry"> {
  return leafOf(made({ kind: "entry-set-aside", day, why }));
}

/** Sealed content as it is kept. */
export interface StoredSeal {
  readonly id: number;
  readonly held: SealedContent;
  readonly openOn: Day;
  readonly entryId: number | undefined;
}

/** What waits for a day's end. */
export interface DayEnd {
  readonly day: Day;
  /** The day on which it is appended. */
  readonly today: Day;
  /** Slots whose seal is over, the oldest first. */
  readonly due: readonly (StoredSeal & { readonly slot: number; readonly salt: string })[];
  /** Also of days before, where they came too late for their own. */
  readonly daily: readonly WaitingEntry[];
  /** What is to be sealed, at most a day's slots. */
  readonly contents: readonly Omit<StoredSeal, "entryId">[];
  /** Sealed content, due or to be sealed, that can't be read. */
  readonly notReadable: readonly number[];
}

/**
 * The end of a day: seals that are over, then the daily entries, then the day's slots, filled or
 * not. In this order nothing is opened later than an audit allows. INVARIANT: daily entries stand
 * in an order that tells nothing of the day's course.
 */
export function endOfDay(ending: DayEnd): readonly NewLeaf[] {
  const { day, today, due, daily, contents, notReadable } = ending;
  const opened = due.map(({ id, slot, salt, held, entryId }): NewLeaf => {
    const entry = made({ kind: "sealed-opened", day: today, entry: slot, salt, held });
    return { ...leafOf(entry), opens: id, tellsOf: entryId };
  });
  const sorted = [...leavesOf(daily)].sort((one, other) => Buffer.compare(one.bytes, other.bytes));
  const lost = notReadable.map(
    (sealedId): NewLeaf => ({ ...missing("seal-not-readable", today), setsAside: { sealedId } }),
  );
  const salts = Array.from({ length: slotsADay }, () => randomBytes(32).toString("hex"));
  const filled = fillSlots(sha256, { day, salts, contents: contents.map(({ held }) => held) });
  const slots = filled.map(({ entry, salt, held }): NewLeaf => {
    const content = contents.find((one) => one.held === held);
    const openOn = content?.openOn ?? daysAfter(day, longestSealDays);
    return { ...leafOf(entry), slot: { sealedId: content?.id, held, salt, openOn } };
  });
  return [...opened, ...sorted, ...lost, ...slots];
}

function translated(recorded: RecordedEntry): Translated | "not-sayable" {
  try {
    return translate(recorded);
  } catch {
    // Whatever stands there: it may have been written by hand.
    return "not-sayable";
  }
}

function made(value: object): Entry {
  const read = readEntry(value);
  if (read.kind === "refused") throw new TypeError(read.fault.why);
  return read.entry;
}

function leafOf(entry: Entry): Pick<NewLeaf, "bytes" | "entry"> {
  return { entry, bytes: encodeEntry(entry) };
}
