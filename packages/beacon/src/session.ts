import type { BeaconOffer } from "./offer.ts";
import type { PacketSources } from "./sources.ts";

const iceCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** One offer of a page, and what has been received since. */
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

/** The username in the page's checks. */
export function usernameOf({ ufrag, offer }: BeaconSession): string {
  return `${ufrag}:${offer.ufrag}`;
}

/** The username in our pings. */
export function pingUsernameOf({ ufrag, offer }: BeaconSession): string {
  return `${offer.ufrag}:${ufrag}`;
}

/** ICE characters of six random bits each. */
export function iceText(random: Uint8Array): string {
  return Array.from(random, (byte) => iceCharacters[byte & 63]).join("");
}
