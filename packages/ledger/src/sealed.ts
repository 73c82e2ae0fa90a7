import { type Committed, commitmentOf, opens } from "./commitment.ts";
import { type Day, dayNumber } from "./day.ts";
import { canonicalJson, type JsonValue } from "./encode.ts";
import { type EntryOf, readEntry } from "./entry.ts";
import type { Commitment } from "./field.ts";
import type { Sha256 } from "./merkle.ts";
import type { SealedContent } from "./sealed-content.ts";

/**
 * Sealed slots. Each day ends with the same number of them, whatever there was to seal. A slot is a
 * commitment; a later entry opens it, on the day that the request's or order's entry names. Empty
 * ones are opened when nothing can be sealed any longer, so a slot that stays shut is seen. Until
 * then filled and empty ones look alike: of one length and form, and sorted by their random
 * commitments.
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
 * @param contents at most {@link slotsADay}  @param salts one a slot: 32 random bytes, hexadecimal
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
