import type { OpenDatabase } from "../db/pool.ts";
import type { Database } from "../db/schema.ts";
import type { MediaOfJoins } from "../decision/media-of-joins.ts";
import type { ClientAddressOf, RequestLimits } from "../http/limits.ts";
import { hashSecret } from "../http/secret.ts";
import type { SessionGuard } from "../http/session.ts";
import type { EventStreams } from "../joining/event-streams.ts";
import type { JoinStandings } from "../joining/joining.ts";
import type { MediaEngine } from "../media/media-engine.ts";
import type { Joins } from "../presence/joins.ts";
import type { Seats } from "../presence/seats.ts";
import type { Suspects } from "../presence/suspects.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import {
  createHostAccess,
  type HostAccess,
  type HostAccessParts,
  type ManagedMeeting,
} from "./host-access.ts";
import { createHostsTools, type HostsTools } from "./hosting.ts";
import { createPassStore, type PassStore } from "./pass-store.ts";
import { startRoomNews } from "./room-news.ts";
import { createRoomPowers } from "./room-powers.ts";
import { createRoomViews } from "./room-views.ts";
import { createStandingCare, type StandingCare } from "./standing-care.ts";
import { createHostingStore, type HostingStore } from "./store.ts";
import { createTermsTools, type TermsTools } from "./terms-tools.ts";

export interface HostingInput<Meeting extends ManagedMeeting> {
  readonly db: OpenDatabase<Database>["db"];
  readonly directory: StoredRoomDirectory;
  readonly seats: Seats;
  readonly joins: Joins;
  readonly media: MediaOfJoins;
  readonly suspects: Suspects;
  readonly mediaEngine: MediaEngine;
  readonly streams: Pick<EventStreams, "tellMuted">;
  readonly meetings: HostAccessParts<Meeting>["meetings"];
  readonly guard: SessionGuard;
  readonly limits: RequestLimits;
  readonly addressOf: ClientAddressOf;
  readonly publicUrl: string;
}

export interface HostingParts<Meeting extends ManagedMeeting> {
  readonly hostAccess: HostAccess<Meeting>;
  readonly hostsTools: HostsTools;
  readonly standings: JoinStandings;
  readonly standingCare: StandingCare;
  readonly termsTools: TermsTools;
}

/** All of hosting. What it starts is ended by `undo`. */
export function composeHosting<Meeting extends ManagedMeeting>(
  input: HostingInput<Meeting>,
  undo: (() => void)[],
): HostingParts<Meeting> {
  const { db, directory } = input;
  const store = createHostingStore(db);
  const passes = createPassStore(db);
  const powers = createRoomPowers(input);
  const views = createRoomViews({ ...input, powers });
  undo.push(startRoomNews({ ...input, views }));
  const standingCare = createStandingCare({ ...input, store });
  undo.push(() => standingCare.close());
  return {
    hostAccess: createHostAccess({ ...input, powers }),
    hostsTools: createHostsTools({ ...input, store, passes, powers, views }),
    standings: joinStandings({ store, passes, directory }),
    standingCare,
    termsTools: createTermsTools({ ...input, store }),
  };
}

function joinStandings(parts: {
  readonly store: HostingStore;
  readonly passes: PassStore;
  readonly directory: Pick<StoredRoomDirectory, "refresh">;
}): JoinStandings {
  const { store, passes, directory } = parts;
  const known = (room: string): Promise<void> => directory.refresh({ kind: "room", room });
  return {
    async putHost(room, person, name) {
      await store.putHost({ room, person, name });
      await known(room);
    },
    findPass: (room, secret) =>
      passes.find(room, hashSecret(secret)).catch(() => "unknown" as const),
    async usePass(room, secret, who) {
      const used = await passes.use(hashSecret(secret), { room, ...who });
      if (used === "done") await known(room);
    },
    async letInByAnswer(room, person, name) {
      await store.letInByAnswer({ room, person, name });
      await known(room);
    },
  };
}
