import type { Logger } from "pino";
import { z } from "zod";
import type { Owners } from "../cluster/owners.ts";
import type { Questions } from "../cluster/questions.ts";
import { createDailyMarkers } from "../db/daily-markers.ts";
import type { DecisionRoom } from "../decision/open-decision.ts";
import type { HostingRoom } from "../hosting/open-hosting.ts";
import type { App } from "../http/routing.ts";
import type { SessionGuard } from "../http/session.ts";
import type { Web } from "../http/web.ts";
import type { Jobs } from "../jobs/jobs.ts";
import type { Locator } from "../location/locator.ts";
import type { MediaEngine } from "../media/media-engine.ts";
import type { JoinStreams } from "../presence/join-streams.ts";
import type { Presence } from "../presence/open-presence.ts";
import type { Scope } from "../processes/scope.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import type { Rules } from "../rules/rules.ts";
import { registerManageRoutes } from "./manage-routes.ts";
import type { RegionsOfEngines } from "./media-region.ts";
import { createMeetingPurge } from "./meeting-purge.ts";
import { createMeetings } from "./meetings.ts";
import { createRoomUse, type EmptySince, type RoomUsage } from "./room-use.ts";
import { registerMeetingRoutes } from "./routes.ts";
import type { Meeting, MeetingStore } from "./store.ts";
import { createUsesOf } from "./uses-everywhere.ts";

const emptySinceShape = z.union([
  z.number(),
  z.literal("in-use"),
  z.object({ watchedSince: z.number() }),
]);

/** As JSON has it, which knows no undefined. */
const usageShape = z
  .object({
    inside: z.union([z.literal("in-use"), z.object({ emptySince: z.number().optional() })]),
    since: z.number().optional(),
  })
  .transform(
    ({ inside, since }): RoomUsage => ({
      inside: inside === "in-use" ? inside : { emptySince: inside.emptySince },
      since,
    }),
  );

export type MeetingRoom = ReturnType<typeof openMeetings>;

export function openMeetings(
  ports: {
    readonly log: Logger;
    readonly web: Web;
    readonly store: MeetingStore;
    readonly directory: StoredRoomDirectory;
    readonly owners: Owners;
    readonly locator: Pick<Locator, "fixOf">;
    readonly presence: Presence;
    readonly decision: DecisionRoom;
    readonly streams: JoinStreams;
    readonly mediaEngine: MediaEngine;
    readonly engines: RegionsOfEngines;
    readonly hosting: HostingRoom<Meeting>;
    readonly rules: Rules;
    readonly people: { readonly guard: SessionGuard };
    readonly config: { readonly roomsPerAccount: number };
    readonly jobs: Jobs;
    readonly questions: Questions;
    readonly deleteExpiredKeys: () => Promise<number>;
    readonly isSound: () => boolean;
  },
  scope: Scope,
) {
  const { web, store, directory, presence, decision, hosting, rules } = ports;
  const marks = createDailyMarkers({ write: store.markUsed });
  scope.onClose(() => marks.close());
  const use = createRoomUse({
    live: presence.live,
    seats: presence.seats,
    owners: ports.owners,
    marks,
    now: directory.now,
  });
  scope.onClose(() => use.close());
  const usageOf = ports.questions.aboutRoom(
    "use",
    { body: z.null(), answer: usageShape },
    (room) => ({ inside: use.of(room), since: use.since(room) }),
  );
  const emptySince = ports.questions.aboutRoom(
    "empty-since",
    { body: z.null(), answer: emptySinceShape },
    (room) => use.emptySince(room),
  );
  const care = createMeetingPurge({ ...ports, store });
  scope.onClose(() => care.close());
  const emptyRoom = (room: string): void => {
    care.emptyRoom(room);
    hosting.hostDecisionReaper.ended(room);
  };
  const { identities } = presence;
  const meetings = createMeetings({
    store,
    identities,
    rules,
    directory,
    engines: ports.engines,
    occupants: decision.occupants,
    use,
    usesOf: createUsesOf({ ...ports, use }),
    publicUrl: web.publicUrl,
    secondCheck: decision.media.isOn ? "possible" : "impossible",
    actsIn: hosting.actsIn,
    roomsAtMost: ports.config.roomsPerAccount,
    emptyRoom,
  });
  const { hostAccess } = hosting;
  return {
    meetings,
    use,
    /** Whether and since when a room is in use, as its owner knows; undefined: it can't be asked. */
    usageOf: (room: string) => usageOf(room, null),
    /** See `RoomUse.emptySince`; `unknown`: the room's owner can't be asked. */
    emptySince: async (room: string): Promise<EmptySince | "unknown"> =>
      (await emptySince(room, null)) ?? "unknown",
    /** Makes everyone in a room leave that is over. */
    emptyRoom,
    routes(app: App) {
      registerMeetingRoutes(app, { ...ports, ...web, ...ports.people, meetings });
      registerManageRoutes(app, { ...web, meetings, rules, hostAccess, identities });
    },
  };
}
