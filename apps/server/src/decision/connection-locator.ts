import { parseAddress } from "@graticule/admission/location/address";
import type { Fix } from "@graticule/admission/location/fix";
import { afterAlibi, type Path, resolvePaths } from "@graticule/admission/location/resolve-paths";
import type { CountedMedia } from "@graticule/beacon/media-watch";
import type { Place } from "@graticule/jurisdiction/place";
import type { Locator } from "../location/locator.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";

/** Where a connection comes from and, if it has any, as whom. */
export interface Whose {
  readonly room: string;
  /** Of the signalling. In memory only. */
  readonly address: string;
  /** Undefined: someone new, of whom nothing but the address is known. */
  readonly identity: string | undefined;
}

/** What all ways of someone amount to. */
export interface Located {
  readonly fix: Fix;
  /** Of the way of sound and picture. */
  readonly media: "seen" | "unseen";
}

/**
 * Where someone is: by the signalling address, by the addresses of the media path that count, and by what
 * physics rules out. All who decide or count ask here. Synchronous.
 */
export interface ConnectionLocator {
  locate(whose: Whose): Located;
}

export interface ConnectionLocatorParts {
  readonly locator: Pick<Locator, "fixOf">;
  readonly directory: Pick<RoomDirectory, "find" | "now">;
  readonly media: { of(room: string, identity: string): CountedMedia | undefined };
  /** A fix after the word of whoever has this seat, where it holds that they are not there. */
  readonly afterContest: (room: string, identity: string, fix: Fix) => Fix;
  /** Whether light rules this place out for a round trip of so many milliseconds. */
  readonly isRuledOut: (place: Place, roundTripMs: number) => boolean;
}

export function createConnectionLocator(parts: ConnectionLocatorParts): ConnectionLocator {
  const { locator, directory, media, isRuledOut, afterContest } = parts;
  return {
    locate({ room, address, identity }) {
      const isLooked = identity !== undefined && directory.find(room)?.door.beacon !== "off";
      const counted = isLooked ? media.of(room, identity) : undefined;
      const now = directory.now();
      const said = (fix: Fix) => (identity === undefined ? fix : afterContest(room, identity, fix));
      if (counted === undefined || counted.addresses.length === 0) {
        return { fix: said(locator.fixOf(address, now)), media: "unseen" };
      }
      const { addresses, roundTripMs, state } = counted;
      const fix = fixOfAll([address, ...addresses], locator, now);
      const isOut = (place: Place) => roundTripMs !== undefined && isRuledOut(place, roundTripMs);
      return { fix: said(afterAlibi(fix, isOut)), media: state === "live" ? "seen" : "unseen" };
    },
  };
}

/** What several addresses of one participant amount to. */
export function fixOfAll(
  addresses: readonly string[],
  locator: Pick<Locator, "fixOf">,
  now: number,
): Fix {
  const paths: Path[] = [];
  for (const [at, address] of addresses.entries()) {
    // Nearly always sound and picture come from where the signalling comes from.
    const same = paths[addresses.indexOf(address)];
    const path = same ?? { kind: parseAddress(address).kind, fix: locator.fixOf(address, now) };
    paths[at] = path;
  }
  return resolvePaths(paths);
}
