import { isRuledOut } from "@graticule/admission/location/alibi";
import { beaconSockets } from "../beacon/beacon-sockets.ts";
import { type Beacons, createBeacons } from "../beacon/responder.ts";
import type { Owners } from "../cluster/owners.ts";
import type { Config } from "../config/config.ts";
import { distancesFrom } from "../location/distances-thread.ts";
import type { Locator } from "../location/locator.ts";
import type { Presence } from "../presence/open-presence.ts";
import type { Scope } from "../processes/scope.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";
import { createConnectionLocator } from "./connection-locator.ts";
import { createJudge } from "./judge.ts";
import { createMediaOfJoins } from "./media-of-joins.ts";
import { createOccupants } from "./occupants.ts";

/** Where people are, and what is decided of them. */
export type DecisionRoom = Awaited<ReturnType<typeof openDecision>>;

/** @param ports `beacons`, `countsEveryMs`: others than usual, for tests */
export async function openDecision(
  ports: {
    readonly config: Config;
    readonly directory: RoomDirectory;
    readonly owners: Owners;
    readonly locator: Locator;
    readonly presence: Presence;
    readonly beacons?: Beacons | undefined;
    readonly countsEveryMs?: number | undefined;
  },
  scope: Scope,
) {
  const { config, directory, owners, locator, presence, countsEveryMs } = ports;
  const { live, seats, joins, suspects, contests } = presence;
  /** How far each place is at least from this server; empty: no round trip rules a place out. */
  const distances = await distancesFrom(config.beaconCoordinates);
  const beacons = ports.beacons ?? (await createBeacons({ listen: beaconSockets(config) }));
  scope.onClose(() => beacons.shut());
  const media = createMediaOfJoins({ live, beacons, joins, seats, locator, directory });
  scope.onClose(() => media.close());
  const connectionLocator = createConnectionLocator({
    locator,
    directory,
    media,
    afterContest(room, identity, fix) {
      const join = joins.ofSeat(room, identity);
      return join === undefined ? fix : contests.after(join, fix);
    },
    isRuledOut: (place, roundTripMs) => isRuledOut(distances, place, roundTripMs),
  });
  const judge = createJudge({
    directory,
    owners,
    locator: connectionLocator,
    seats,
    suspects,
    waiting: joins,
    awaited(room, identity) {
      const join = joins.ofSeat(room, identity);
      return join === undefined ? [] : contests.awaited(join);
    },
  });
  const occupants = createOccupants({
    live,
    seats,
    locator: connectionLocator,
    directory,
    everyMs: countsEveryMs,
  });
  return {
    media,
    connectionLocator,
    judge,
    occupants,
  };
}
