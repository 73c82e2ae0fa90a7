import { randomBytes } from "node:crypto";
import type { BeaconOffer } from "./offer.ts";
import { type SourceLimits, Sources } from "./sources.ts";
import { attributeType, type StunAttribute } from "./stun.ts";

const iceCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/** What a peer-reflexive candidate of ours would have; nobody reads it, and RFC 8445 wants one. */
const priority = Buffer.from("6e0001ff", "hex");
const tieBreaker = randomBytes(8);

/** One offer of a page, and what was heard since. */
export interface Session {
  readonly owner: string;
  readonly offer: BeaconOffer;
  readonly ufrag: string;
  readonly password: string;
  readonly sources: Sources;
  /** What every ping of this session says. */
  readonly pingAttributes: readonly StunAttribute[];
  /** When a source answered last; before the first, when it was opened. */
  answeredAt: number;
  /** When all its sources are pinged next. */
  pingAt: number;
}

export function newSession(
  owner: string,
  offer: BeaconOffer,
  { now, pingAt, limits }: { now: number; pingAt: number; limits: SourceLimits },
): Session {
  const ufrag = iceText(8);
  const username = Buffer.from(`${offer.ufrag}:${ufrag}`, "latin1");
  return {
    owner,
    offer,
    ufrag,
    password: iceText(24),
    sources: new Sources(limits),
    pingAttributes: [
      { type: attributeType.username, value: username },
      { type: attributeType.priority, value: priority },
      { type: attributeType.iceControlled, value: tieBreaker },
    ],
    answeredAt: now,
    pingAt,
  };
}

/** What a page names a session of ours by. */
export function usernameOf({ ufrag, offer }: Session): string {
  return `${ufrag}:${offer.ufrag}`;
}

/** Six random bits a character. */
function iceText(length: number): string {
  return Array.from(randomBytes(length), (byte) => iceCharacters[byte & 63]).join("");
}
