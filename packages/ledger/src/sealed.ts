import { type Committed, commitmentOf, opens } from "./commitment.ts";
import { type Day, dayNumber } from "./day.ts";
import { canonicalJson, type JsonValue } from "./encode.ts";
import { type EntryOf, readEntry } from "./entry.ts";
import type { Commitment } from "./field.ts";
import type { Sha256 } from "./merkle.ts";
import type { SealedContent } from "./sealed-content.ts";

/**
 * Sealed slots. For each day the log takes the same number of them, together when the day is over, whatever there
 * was to seal. A slot is a commitment; what it holds is opened by a later entry, on the day that the request's or the
 * order's own entry names. What holds nothing is opened, too, when nothing can be sealed for longer: so a slot that
 * stays shut is seen. Until then filled ones look like empty ones: the same length, the same form, and sorted by
 * their commitments, which are random.
 */

export const slotsADay = 8;

const what: Committed = "sealed";
const nothing: SealedContent = { kind: "nothing" };

/** A slot, and what opens it: to be kept secret until then. */
export interface FilledSlot {
  readonly entry: EntryOf<"sealed-slot">;
  readonly salt: string;
  readonly held: SealedContent;
}

/**
 * The slots of a day.
 * @param contents what is to be sealed, at most {@link slotsADay}: the rest waits for the next day
 * @param salts as many as there are slots: 32 bytes of cryptographic randomness each, in hexadecimal
 */
export function fillSlots(
  sha256: Sha256,
  {
    day,
    contents,
    salts,
  }: {
    readonly day: Day;
    readonly contents: readonly SealedContent[];
    readonly salts: readonly string[];
  },
): readonly FilledSlot[] {
  if (contents.length > slotsADay) throw new TypeError("there are not so many slots in a day");
  if (new Set(salts).size !== slotsADay) throw new TypeError("each slot has a salt of its own");
  const committed = salts.map((salt, at) => {
    const held = contents[at] ?? nothing;
    return { salt, held, holds: commitmentOf(sha256, what, { salt, value: sealedText(held) }) };
  });
  committed.sort((one, other) => (one.holds < other.holds ? -1 : 1));
  return committed.map(({ salt, held, holds }, slot) => {
    const read = readEntry({ kind: "sealed-slot", day, slot, holds });
    if (read.kind !== "entry") throw new TypeError("no such slot");
    return { entry: read.entry as EntryOf<"sealed-slot">, salt, held };
  });
}

/** Whether this is what the slot held. */
export function opensSlot(
  sha256: Sha256,
  holds: Commitment,
  { salt, held }: { readonly salt: string; readonly held: SealedContent },
): boolean {
  const opening = { salt, value: sealedText(held) };
  return opens(sha256, what, { commitment: holds, opening });
}

/** Slots have one order, over all days: the number of one among all since 1970. */
export function slotNumber({ day, slot }: { readonly day: Day; readonly slot: number }): number {
  return dayNumber(day) * slotsADay + slot;
}

function sealedText(held: SealedContent): string {
  return canonicalJson(held as unknown as JsonValue);
}
