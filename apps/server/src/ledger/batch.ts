import { randomBytes } from "node:crypto";
import { type Day, daysAfter } from "@graticule/ledger/day";
import { type Entry, longestSealDays, readEntry } from "@graticule/ledger/entry";
import { encodeEntry } from "@graticule/ledger/leaf";
import { fillSlots, slotsADay } from "@graticule/ledger/sealed";
import type { SealedContent } from "@graticule/ledger/sealed-content";
import { LedgerFault } from "./ledger-fault.ts";
import { type RecordedEntry, sha256, type Translated, translate } from "./translate.ts";

/** What the log takes next, as it will stand there, and what else is written with it. */

/** An entry of the desk that is not in the log yet. */
export interface WaitingEntry extends RecordedEntry {
  readonly id: number;
}

/** A leaf that will be appended. */
export interface NewLeaf {
  readonly bytes: Uint8Array;
  readonly entry: Entry;
  /** The desk's entry that it is. */
  readonly entryId?: number;
  /** The desk's entry whose texts it tells. */
  readonly tellsOf?: number;
  /** What it doesn't tell yet. */
  readonly sealed?: Translated["sealed"];
  readonly slot?: NewSlot;
  /** The sealed content that it opens. */
  readonly opens?: number;
}

export interface NewSlot {
  /** Undefined: it holds nothing. */
  readonly sealedId: number | undefined;
  readonly held: SealedContent;
  readonly salt: string;
  readonly openOn: Day;
}

/** Entries that needn't wait, in the order in which they were recorded. @throws LedgerFault `entry` */
export function leavesOf(waiting: readonly WaitingEntry[]): readonly NewLeaf[] {
  return waiting.map(({ id, ...recorded }) => {
    const { entry, sealed } = translated(recorded);
    return { ...leafOf(entry), entryId: id, tellsOf: id, ...(sealed && { sealed }) };
  });
}

/** What waits for a day's end. */
export interface DayEnd {
  readonly day: Day;
  /** The day on which it is appended. */
  readonly today: Day;
  /** Slots whose seal is over, the oldest first. */
  readonly due: readonly {
    readonly id: number;
    readonly slot: number;
    readonly salt: string;
    readonly held: SealedContent;
    readonly entryId: number | undefined;
  }[];
  /** Also of days before, where they came too late for their own. */
  readonly daily: readonly WaitingEntry[];
  /** What is to be sealed, at most a day's slots. */
  readonly contents: readonly {
    readonly id: number;
    readonly held: SealedContent;
    readonly openOn: Day;
  }[];
}

/**
 * The end of a day: seals that are over, then the daily entries, then the day's slots, filled or not. In this order
 * nothing is opened later than an audit allows. INVARIANT: daily entries stand in an order that tells nothing of
 * the day's course.
 */
export function endOfDay({ day, today, due, daily, contents }: DayEnd): readonly NewLeaf[] {
  const opened = due.map(({ id, slot, salt, held, entryId }): NewLeaf => {
    const entry = made({ kind: "sealed-opened", day: today, entry: slot, salt, held });
    return { ...leafOf(entry), opens: id, ...(entryId === undefined ? {} : { tellsOf: entryId }) };
  });
  const told = [...leavesOf(daily)].sort((one, other) => Buffer.compare(one.bytes, other.bytes));
  const salts = Array.from({ length: slotsADay }, () => randomBytes(32).toString("hex"));
  const filled = fillSlots(sha256, { day, salts, contents: contents.map(({ held }) => held) });
  const slots = filled.map(({ entry, salt, held }): NewLeaf => {
    const content = contents.find((one) => one.held === held);
    const openOn = content?.openOn ?? daysAfter(day, longestSealDays);
    return { ...leafOf(entry), slot: { sealedId: content?.id, held, salt, openOn } };
  });
  return [...opened, ...told, ...slots];
}

function translated(recorded: RecordedEntry): Translated {
  try {
    return translate(recorded);
  } catch (cause) {
    throw new LedgerFault("entry", cause);
  }
}

function made(value: object): Entry {
  const read = readEntry(value);
  if (read.kind === "refused") throw new LedgerFault("entry", new TypeError(read.fault.why));
  return read.entry;
}

function leafOf(entry: Entry): Pick<NewLeaf, "bytes" | "entry"> {
  return { entry, bytes: encodeEntry(entry) };
}
