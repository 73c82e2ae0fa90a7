import { type Day, dayNumber } from "./day.ts";
import { type EntryOf, type IndexedEntry, longestSealDays, untilOf } from "./entry.ts";
import type { Commitment } from "./field.ts";
import { dayBefore, dayEndedBy } from "./log-date.ts";
import type { Sha256 } from "./merkle.ts";
import { opensSlot, slotNumber, slotsADay } from "./sealed.ts";
import { threadOfContent } from "./thread.ts";

/**
 * Whether a log keeps its promises about sealed entries: every day has its slots, in order, without
 * a gap; what is sealed gets one of the next slots, first what is told first, then what came first;
 * it is told on its day, or the day after it got its slot; every slot opens within a year and shows
 * what it was filled with. A broken promise is a finding that everyone sees; the log stays sound.
 * Contents without an entry of their own (`request-existed`) are promised by none: they take slots
 * that those with one leave over.
 */

/** The state after some entries, to go on from. Keep it with the edge of the tree. */
export interface Promises {
  /** The last day that is over. Undefined: there are no entries. */
  readonly through: Day | undefined;
  /** {@link slotNumber} of the last slot. */
  readonly lastSlot: number | undefined;
  /** Shut slots, by index. */
  readonly shut: ReadonlyMap<number, { readonly day: Day; readonly holds: Commitment }>;
  /** What is to be told, by its thread. */
  readonly due: ReadonlyMap<string, Due>;
}

interface Due {
  readonly until: Day;
  readonly index: number;
  /** {@link dayNumber} of its slot's day; undefined: it waits for a slot. */
  readonly slotOn: number | undefined;
}

export const noPromises: Promises = {
  through: undefined,
  lastSlot: undefined,
  shut: new Map(),
  due: new Map(),
};

export interface BrokenPromise {
  /** The entry that breaks it, or whose promise was broken. */
  readonly index: number;
  readonly what: /** A slot is missing before this one, or this one was there already. */
    | "slot-out-of-order"
    /** No shut slot stands there. */
    | "opens-no-slot"
    /** It is not what the slot was filled with. */
    | "opens-otherwise"
    /** The slot stays shut for more than a year. */
    | "shut-too-long"
    /** Sealed here, and not told on its day. */
    | "told-too-late"
    /** Nothing of the kind was sealed. */
    | "tells-nothing-sealed"
    /** It is about a later entry. */
    | "points-ahead"
    /** Two keys that may do so did not sign this order: see signed-acts.ts. */
    | "order-not-signed"
    /** Nor this confirmation of an order after a restore. */
    | "confirmation-not-signed"
    /** The order stands after an appeal, and no key that may decide so signed that: see signed-decisions.ts. */
    | "decision-not-signed"
    /** It ends a meeting or closes an account, and not every key that it takes signed it: see signed-terms.ts. */
    | "terms-act-not-signed"
    /** Two keys, one an approver's, didn't sign this change, and it wasn't public for 7 days either. */
    | "change-not-confirmed";
}

/** Copies that one call may change. */
interface Draft {
  through: Day | undefined;
  lastSlot: number | undefined;
  readonly shut: Map<number, { readonly day: Day; readonly holds: Commitment }>;
  readonly due: Map<string, Due>;
  readonly findings: BrokenPromise[];
}

/** Goes on with further entries, in order. */
export function watch(
  sha256: Sha256,
  { through, lastSlot, shut, due }: Promises,
  entries: readonly IndexedEntry[],
): { readonly promises: Promises; readonly findings: readonly BrokenPromise[] } {
  const draft: Draft = { through, lastSlot, shut: new Map(shut), due: new Map(due), findings: [] };
  for (const { index, entry } of entries) {
    draft.through = dayEndedBy(entry) ?? draft.through ?? dayBefore(entry);
    const what = watchOne(sha256, draft, { index, entry });
    if (what !== undefined) draft.findings.push({ index, what });
  }
  const { findings, ...promises } = draft;
  return { promises, findings };
}

function watchOne(
  sha256: Sha256,
  draft: Draft,
  { index, entry }: IndexedEntry,
): BrokenPromise["what"] | undefined {
  switch (entry.kind) {
    case "sealed-slot":
      return takeSlot(draft, index, entry);
    case "sealed-opened":
      return openSlot(sha256, draft, entry);
    case "request-received":
      return promise(draft, `request ${entry.request}`, { until: untilOf(entry.authority), index });
    case "request-corrected":
      return shorten(draft, entry);
    case "order-approved":
      return promise(draft, `order ${entry.order}`, { until: untilOf(entry.law), index });
    case "text-removed":
      return entry.entry < index ? undefined : "points-ahead";
    default:
      return undefined;
  }
}

function promise(
  { due }: Draft,
  name: string,
  { until, index }: { readonly until: Day | undefined; readonly index: number },
): undefined {
  if (until !== undefined) due.set(name, { until, index, slotOn: undefined });
}

/** A seal can be shortened, never extended. */
function shorten(
  { due }: Draft,
  { request, sealedUntil }: EntryOf<"request-corrected">,
): undefined {
  const name = `request ${request}`;
  const one = due.get(name);
  if (one === undefined || sealedUntil === undefined || sealedUntil >= one.until) return;
  due.set(name, { ...one, until: sealedUntil });
}

/** Slots are the log's clock: the first one of a day ends everything due by the day before. */
function takeSlot(
  draft: Draft,
  index: number,
  entry: EntryOf<"sealed-slot">,
): BrokenPromise["what"] | undefined {
  const number = slotNumber(entry);
  const isNext = draft.lastSlot === undefined ? entry.slot === 0 : number === draft.lastSlot + 1;
  if (!isNext) return "slot-out-of-order";
  draft.lastSlot = number;
  if (entry.slot === 0) {
    const today = dayNumber(entry.day);
    fillDay(draft, today);
    endDays(draft, today);
  }
  draft.shut.set(index, { day: entry.day, holds: entry.holds });
  return undefined;
}

function endDays({ shut, due, findings }: Draft, today: number): void {
  for (const [index, { day }] of shut) {
    if (dayNumber(day) + longestSealDays >= today) break;
    shut.delete(index);
    findings.push({ index, what: "shut-too-long" });
  }
  for (const [name, { until, index, slotOn = today }] of due) {
    if (Math.max(dayNumber(until), slotOn) >= today) continue;
    due.delete(name);
    findings.push({ index, what: "told-too-late" });
  }
}

/**
 * Assigns this day's slots to what waits. Slots show nothing, but their order of filling is fixed.
 */
function fillDay({ due }: Draft, today: number): void {
  const waiting = [...due].filter(([, { slotOn }]) => slotOn === undefined);
  waiting.sort(([, one], [, other]) =>
    one.until === other.until ? one.index - other.index : one.until < other.until ? -1 : 1,
  );
  for (const [name, one] of waiting.slice(0, slotsADay)) due.set(name, { ...one, slotOn: today });
}

function openSlot(
  sha256: Sha256,
  { shut, due }: Draft,
  entry: EntryOf<"sealed-opened">,
): BrokenPromise["what"] | undefined {
  const slot = shut.get(entry.entry);
  if (slot === undefined) return "opens-no-slot";
  if (!opensSlot(sha256, slot.holds, entry)) return "opens-otherwise";
  shut.delete(entry.entry);
  const name = threadOfContent(entry.held);
  return name === undefined || due.delete(name) ? undefined : "tells-nothing-sealed";
}
