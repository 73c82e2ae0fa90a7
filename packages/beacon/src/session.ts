import type { BeaconOffer } from "./offer.ts";
import { type PacketSourceLimits, PacketSources } from "./sources.ts";

const iceCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** One offer of a page, and what was heard since. */
export interface BeaconSession {
  readonly owner: string;
  readonly offer: BeaconOffer;
  readonly ufrag: string;
  readonly password: string;
  readonly sources: PacketSources;
  /** When a source answered last; before the first, when it was opened. */
  answeredAt: number;
  /** When all its sources are pinged next. */
  pingAt: number;
}

export function newSession(
  owner: string,
  offer: BeaconOffer,
  {
    now,
    pingAt,
    limits,
    randomBytes,
  }: {
    readonly now: number;
    readonly pingAt: number;
    readonly limits: PacketSourceLimits;
    readonly randomBytes: (count: number) => Uint8Array;
  },
): BeaconSession {
  return {
    owner,
    offer,
    ufrag: iceText(randomBytes(8)),
    password: iceText(randomBytes(24)),
    sources: new PacketSources(limits),
    answeredAt: now,
    pingAt,
  };
}

/** What a page names a session of ours by. */
export function usernameOf({ ufrag, offer }: BeaconSession): string {
  return `${ufrag}:${offer.ufrag}`;
}

/** What a ping of ours names it by. */
export function pingUsernameOf({ ufrag, offer }: BeaconSession): string {
  return `${offer.ufrag}:${ufrag}`;
}

/** Six random bits a character. */
function iceText(random: Uint8Array): string {
  return Array.from(random, (byte) => iceCharacters[byte & 63]).join("");
}
