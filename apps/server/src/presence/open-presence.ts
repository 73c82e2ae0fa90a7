import type { Accounts } from "../accounts/open-accounts.ts";
import type { Owners } from "../cluster/owners.ts";
import type { Questions } from "../cluster/questions.ts";
import type { MediaEngine } from "../media/media-engine.ts";
import type { Scope } from "../processes/scope.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import { createContests } from "./contests.ts";
import { createAdmissionEvents } from "./events.ts";
import { createFirstList } from "./first-list.ts";
import { Identities } from "./identities.ts";
import { Joins } from "./joins.ts";
import { LiveRooms } from "./live-room.ts";
import { createMisplacements } from "./misplacements.ts";
import { Seats } from "./seats.ts";
import { shareMisplacements } from "./shared-misplacements.ts";
import { createSuspects } from "./suspects.ts";

/** Who is here. In the memory of this process alone. */
export type Presence = ReturnType<typeof openPresence>;

export function openPresence(
  ports: {
    readonly directory: Pick<StoredRoomDirectory, "now" | "findMeeting">;
    readonly accounts: Pick<Accounts, "seal" | "secretFor">;
    readonly questions: Questions;
    readonly owners: Owners;
    readonly mediaEngine: MediaEngine;
  },
  scope: Scope,
) {
  const { directory, accounts } = ports;
  const { now } = directory;
  const events = createAdmissionEvents();
  const live = new LiveRooms();
  scope.onClose(() => live.close());
  const seats = new Seats(live, undefined, now);
  const joins = new Joins(live, {
    time: now,
    seal: accounts.seal,
    roomOf: (code) => directory.findMeeting(code)?.policy.room,
    hasSeat: (room, identity) => seats.find(room, identity) !== undefined,
  });
  const misplacements = createMisplacements(now);
  const contests = createContests(live, {
    time: now,
    settled(contest, outcome, person) {
      if (outcome !== "denied") misplacements.note(contest, person);
      events.contested(contest.orderId, outcome, contest.network);
    },
  });
  scope.onClose(() => misplacements.close());
  scope.onClose(() => contests.close());
  joins.onForget((join) => contests.forget(join));
  return {
    live,
    seats,
    whoWasInside: createFirstList({ live, seats, owners: ports.owners, engine: ports.mediaEngine }),
    /** Whether the room's engine says now who is inside. */
    isSaid: async (room: string) => (await ports.mediaEngine.listSeats(room)) !== undefined,
    joins,
    suspects: createSuspects(live),
    contests,
    misplacements,
    allMisplacements: shareMisplacements(misplacements, ports.questions),
    identities: new Identities(accounts.secretFor("identities")),
    events,
  };
}
