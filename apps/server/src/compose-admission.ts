import { type DistancesKm, isRuledOut } from "@graticule/admission/location/alibi";
import type { Seal } from "./accounts/seal.ts";
import { beaconSockets } from "./beacon/beacon-sockets.ts";
import { type Beacons, createBeacons } from "./beacon/responder.ts";
import type { Config } from "./config/config.ts";
import { createJudge, type Judge } from "./decision/judge.ts";
import { createMediaOfJoins, type MediaOfJoins } from "./decision/media-of-joins.ts";
import { createWhereabouts, type Whereabouts } from "./decision/whereabouts.ts";
import type { Upheld } from "./desk/contests/upheld.ts";
import { createEventStreams, type EventStreams } from "./joining/event-streams.ts";
import { distancesFrom } from "./location/distances-thread.ts";
import type { Locator } from "./location/locator.ts";
import { type Contests, createContests } from "./presence/contests.ts";
import type { Counters } from "./presence/counters.ts";
import { Joins } from "./presence/joins.ts";
import { createMisplacements, type Misplacements } from "./presence/misplacements.ts";
import type { Seats } from "./presence/seats.ts";
import { createSuspects, type Suspects } from "./presence/suspects.ts";
import type { StoredRoomDirectory } from "./rooms/stored-room-directory.ts";

export interface AdmissionNeeds {
  readonly config: Config;
  readonly directory: StoredRoomDirectory;
  readonly locator: Locator;
  readonly seats: Seats;
  readonly seal: Seal;
  readonly counters: Counters;
  readonly upheld: Pick<Upheld, "count">;
  /** Other than that of the configuration, for tests. */
  readonly beacons?: Beacons | undefined;
}

/** Where people are, what is decided of them, and how they hear of it. */
export interface AdmissionParts {
  /** How far each place is at least from this server; empty: no round trip rules a place out. */
  readonly distances: DistancesKm;
  readonly suspects: Suspects;
  readonly joins: Joins;
  readonly media: MediaOfJoins;
  readonly contests: Contests;
  readonly misplacements: Misplacements;
  readonly whereabouts: Whereabouts;
  readonly judge: Judge;
  readonly streams: EventStreams;
}

/** Puts what ends its parts into `undo`. */
export async function composeAdmission(
  needs: AdmissionNeeds,
  undo: (() => Promise<void> | void)[],
): Promise<AdmissionParts> {
  const { config, directory, locator, seats, seal, counters, upheld } = needs;
  const distances = await distancesFrom(config.beaconCoordinates);
  const suspects = createSuspects();
  const joins = new Joins({
    ...{ time: directory.now, seal },
    roomOf: (code) => directory.findMeeting(code)?.policy.room,
  });
  const beacons = needs.beacons ?? (await createBeacons({ listen: beaconSockets(config) }));
  undo.push(() => beacons.shut());
  const media = createMediaOfJoins({ beacons, joins, seats, locator, directory });
  undo.push(() => media.close());
  const misplacements = createMisplacements(directory.now);
  const contests = createContests({
    time: directory.now,
    letIn(contest, by) {
      counters.count("contest-let-in");
      upheld.count(contest.orderId, by);
      misplacements.note(contest);
    },
  });
  undo.push(
    () => contests.close(),
    () => misplacements.close(),
  );
  const whereabouts = createWhereabouts({
    ...{ locator, directory, media },
    afterContest(room, identity, fix) {
      const join = joins.ofSeat(room, identity);
      return join === undefined ? fix : contests.after(join.id, fix);
    },
    isRuledOut: (place, roundTripMs) => isRuledOut(distances, place, roundTripMs),
  });
  const judge = createJudge({
    ...{ directory, whereabouts, seats, suspects, waiting: joins },
    awaited(room, identity) {
      const join = joins.ofSeat(room, identity);
      return join && contests.awaited(join.id);
    },
  });
  const streams = createEventStreams({
    ...{ judge, joins, directory, seats },
    heard: media.heard,
    contestOf: contests.stateOf,
  });
  undo.push(() => streams.close());

  joins.onForget((join) => contests.forget(join.id));
  contests.onAnswer((joinId) => {
    const state = contests.stateOf(joinId);
    if (state !== undefined) streams.tellContest(joinId, state);
  });
  media.onChange(streams.recheckSeat);
  seats.onMoved(({ room, identity }) => streams.recheckSeat(room, identity));
  undo.push(
    directory.onChange((rooms) => streams.recheck(rooms)),
    locator.onChange(() => streams.recheck("all")),
  );
  return {
    distances,
    suspects,
    joins,
    media,
    contests,
    misplacements,
    whereabouts,
    judge,
    streams,
  };
}
