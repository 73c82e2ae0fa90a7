import { type FrameUse, frameUses } from "./frame-format.ts";

/**
 * The parts of a key id (RFC 9605 section 5.2): the use as context, 12 bits of sender, 8 of epoch.
 */
export interface KeyName {
  readonly use: FrameUse;
  readonly leaf: number;
  readonly place: number;
}

const places = 2 ** 8;
const leaves = 2 ** 12;

export function keyIdOf({ use, leaf, place }: KeyName): number {
  if (!isBelow(leaf, leaves) || !isBelow(place, places)) throw new RangeError("No such key.");
  return (frameUses.indexOf(use) * leaves + leaf) * places + place;
}

/** Undefined: not an id that {@link keyIdOf} makes. */
export function readKeyId(keyId: number): KeyName | undefined {
  const use = frameUses[Math.floor(keyId / (leaves * places))];
  if (use === undefined) return undefined;
  return { use, leaf: Math.floor(keyId / places) % leaves, place: keyId % places };
}

function isBelow(value: number, limit: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < limit;
}
