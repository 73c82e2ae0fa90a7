import { addressPrefix } from "@graticule/admission/location/address";
import type { MediaPaths } from "@graticule/beacon/beacon-table";
import { type CountedMedia, MediaWatch, type MediaWatchParts } from "@graticule/beacon/media-watch";
import type { BeaconOpened, Beacons } from "../beacon/responder.ts";
import { createPrefixCounts } from "../http/prefix-counts.ts";
import type { Locator } from "../location/locator.ts";
import type { Join, Joins } from "../presence/joins.ts";
import type { LiveRooms, RoomState } from "../presence/live-room.ts";
import type { Seats } from "../presence/seats.ts";
import { Listeners } from "../processes/listeners.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";
import { fixOfAll } from "./connection-locator.ts";

export interface MediaOfJoinsParts {
  readonly live: LiveRooms;
  readonly beacons: Beacons;
  readonly joins: Joins;
  readonly seats: Pick<Seats, "find" | "moved">;
  readonly locator: Pick<Locator, "fixOf">;
  readonly directory: Pick<RoomDirectory, "now">;
}

/** Instead of an address, so that no source places it: of a seat whose page does not answer. */
const unheard = "unheard";
/** A page offers again after silence, and not more often than this. */
const offerAgainMs = 400;
/** Beacons of one network: a table of 10,000 has room for others. */
const mostOfNetwork = 2_000;

const isOver = ({ kind }: MediaPaths): boolean => kind === "silent" || kind === "none";

export type MediaOfJoins = ReturnType<typeof createMediaOfJoins>;

/** The media path of each page that joined. Memory alone, as current as the last ping answered. */
export function createMediaOfJoins(parts: MediaOfJoinsParts) {
  const { live, beacons, joins, seats, locator, directory } = parts;
  const changed = new Listeners<[room: string, identity: string]>();
  const networks = createPrefixCounts({ perPrefix: mostOfNetwork, all: Number.POSITIVE_INFINITY });
  /** By join with a beacon: its network, and what frees its place there. */
  const places = new Map<string, { readonly network: string; readonly leave: () => void }>();

  const signallingOf = ({ room, identity, open }: Join): string =>
    seats.find(room, identity)?.address ?? open?.address ?? unheard;

  const watchParts: MediaWatchParts = {
    beacons,
    now: () => performance.now(),
    every(ms, task) {
      const timer = setInterval(task, ms);
      return () => clearInterval(timer);
    },
    fixWith: (joinId, addresses, from) => {
      const signalling = from ?? watchParts.signallingOf(joinId);
      return fixOfAll(signalling, addresses, locator, directory.now());
    },
    signallingOf(joinId) {
      const join = joins.find(joinId);
      return join === undefined ? unheard : signallingOf(join);
    },
    ask: (joinId) => joins.find(joinId)?.open?.sink.send({ kind: "where" }),
    answered: (joinId, from) => {
      const join = joins.find(joinId);
      if (join === undefined) return;
      // A page that does not answer does not hear either: it comes back from where it is.
      if (from === undefined) joins.endStream(join);
      move(join, from ?? unheard);
    },
  };

  const kind: RoomState<MediaWatch> = {
    make() {
      const watch = new MediaWatch(watchParts);
      watch.onChange((joinId) => {
        const join = joins.find(joinId);
        if (join !== undefined) changed.tell(join.room, join.identity);
      });
      return watch;
    },
    isIdle: ({ isIdle }) => isIdle,
    end: (watch) => watch.close(),
  };
  const watchIn = (room: string): MediaWatch => live.of(room).get(kind);

  const stopListening = beacons.onChange((joinId) => {
    const join = joins.find(joinId);
    if (join !== undefined) watchIn(join.room).look(joinId);
  });

  /** Beacons that nobody answers keep no neighbour from one. A later offer of theirs takes a place again. */
  function enterAfterSilent(address: string) {
    const here = addressPrefix(address);
    for (const [id, { network, leave }] of places) {
      if (network !== here || !isOver(beacons.pathsOf(id))) continue;
      leave();
      places.delete(id);
    }
    return networks.enter(address);
  }

  function move({ room, identity }: Join, from: string): void {
    if (seats.find(room, identity)?.address !== from) seats.moved(room, identity, from);
  }

  const end = joins.onForget((join) => {
    beacons.close(join.id);
    places.get(join.id)?.leave();
    places.delete(join.id);
    live.peek(join.room, kind)?.forget(join.id);
  });

  return {
    isOn: beacons.isOn,
    /** Undefined: no page of ours has this seat. `signalling`: see `MediaWatch.of`. */
    of(room: string, identity: string, signalling?: string): CountedMedia | undefined {
      const join = joins.ofSeat(room, identity);
      return join === undefined ? undefined : watchIn(room).of(join.id, signalling);
    },
    /** Answers a page's offer; see `Beacons.open`. `early`: it offered a moment ago. `full`: so may its network be. */
    offer(join: Join, sdp: string, address: string): BeaconOpened | { readonly kind: "early" } {
      const now = performance.now();
      if (now - (join.offeredAtMs ?? -offerAgainMs) < offerAgainMs) return { kind: "early" };
      join.offeredAtMs = now;
      if (places.has(join.id)) return beacons.open(join.id, sdp);
      const leave = networks.enter(address) ?? enterAfterSilent(address);
      if (leave === undefined) return { kind: "full" };
      const opened = beacons.open(join.id, sdp);
      const network = addressPrefix(address);
      if (opened.kind === "answer") places.set(join.id, { network, leave });
      else leave();
      return opened;
    },
    /** A request of its page came from here. */
    heard(join: Join, address: string): void {
      watchIn(join.room).heard(join.id, address);
      if (signallingOf(join) === unheard) move(join, address);
    },
    /** Called when someone may be judged differently. */
    onChange: changed.add,
    close(): void {
      end();
      stopListening();
      changed.clear();
    },
  };
}
