import { type FrameUse, frameUses } from "./frame-format.ts";

/** What a frame's key id names (RFC 9605 section 5.2): with 8 bits for the epoch, 12 for the sender, and the use as the context. */
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

/** Undefined: no key of ours has this id. */
export function readKeyId(keyId: number): KeyName | undefined {
  const use = frameUses[Math.floor(keyId / (leaves * places))];
  if (use === undefined) return undefined;
  return { use, leaf: Math.floor(keyId / places) % leaves, place: keyId % places };
}

function isBelow(value: number, limit: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < limit;
}
