import { parseAddress } from "@graticule/admission/location/address";
import type { Fix } from "@graticule/admission/location/fix";
import {
  afterAlibi,
  agreed,
  type Path,
  resolvePaths,
} from "@graticule/admission/location/resolve-paths";
import type { CountedMedia } from "@graticule/beacon/media-watch";
import type { Place } from "@graticule/jurisdiction/place";
import type { Locator } from "../location/locator.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";

/** One connection, and as whom it comes. */
export interface Who {
  /** Of the signalling. In memory only. */
  readonly address: string;
  /** Undefined: someone new, of whom nothing but the address is known. */
  readonly identity?: string | undefined;
}

/**
 * Where someone is: by the signalling address, the media path's addresses that count, and what
 * physics rules out. Everything that decides or counts asks here. Synchronous, from memory, as of
 * now.
 */
export interface ConnectionLocator {
  /** `media`: whether the media path is seen. */
  locate(who: Who & { readonly room: string }): {
    readonly fix: Fix;
    readonly media: "seen" | "unseen";
  };
}

export interface ConnectionLocatorParts {
  readonly locator: Pick<Locator, "fixOf">;
  readonly directory: Pick<RoomDirectory, "find" | "now">;
  readonly media: {
    /** With what is known of the media path of someone whose signalling comes from here. */
    of(room: string, identity: string, signalling: string): CountedMedia | undefined;
  };
  /** The fix, with the contested place ruled out where this seat's contest was upheld. */
  readonly afterContest: (room: string, identity: string, fix: Fix) => Fix;
  /** Whether light rules this place out for a round trip of so many milliseconds. */
  readonly isRuledOut: (place: Place, roundTripMs: number) => boolean;
}

export function createConnectionLocator(parts: ConnectionLocatorParts): ConnectionLocator {
  const { locator, directory, media, isRuledOut, afterContest } = parts;
  return {
    locate({ room, address, identity }) {
      const isLooked = identity !== undefined && directory.find(room)?.door.beacon !== "off";
      const counted = isLooked ? media.of(room, identity, address) : undefined;
      const now = directory.now();
      const said = (fix: Fix) => (identity === undefined ? fix : afterContest(room, identity, fix));
      if (counted === undefined) {
        return { fix: said(locator.fixOf(address, now)), media: "unseen" };
      }
      const { addresses, roundTripMs, state } = counted;
      const fix = fixOfAll(address, addresses, locator, now);
      const isOut = (place: Place) => roundTripMs !== undefined && isRuledOut(place, roundTripMs);
      return { fix: said(afterAlibi(fix, isOut)), media: state === "live" ? "seen" : "unseen" };
    },
  };
}

export function fixOfAll(
  signalling: string,
  media: readonly string[],
  locator: Pick<Locator, "fixOf">,
  now: number,
): Fix {
  const fix = locator.fixOf(signalling, now);
  // Nearly always the media come from the signalling address.
  if (media.every((address) => address === signalling)) {
    return media.length === 0 ? fix : agreed(fix);
  }
  const others = media.map((address) => pathOf(address, locator.fixOf(address, now)));
  return resolvePaths([pathOf(signalling, fix), ...others]);
}

function pathOf(address: string, fix: Fix): Path {
  return { kind: parseAddress(address).kind, fix };
}
