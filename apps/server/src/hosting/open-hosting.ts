import type { Kysely } from "kysely";
import type { Owners } from "../cluster/owners.ts";
import type { Questions } from "../cluster/questions.ts";
import type { Database } from "../db/schema.ts";
import type { DecisionRoom } from "../decision/open-decision.ts";
import type { App } from "../http/routing.ts";
import { hashSecret } from "../http/secret.ts";
import type { SessionGuard } from "../http/session.ts";
import type { Web } from "../http/web.ts";
import type { EventStreams } from "../joining/event-streams.ts";
import type { JoinGrants } from "../joining/joining.ts";
import type { MediaEngine } from "../media/media-engine.ts";
import type { Presence } from "../presence/open-presence.ts";
import type { Scope } from "../processes/scope.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import { actHistory } from "./act-store.ts";
import { createHostAccess, type HostAccessParts, type ManagedMeeting } from "./host-access.ts";
import { createHostDecisionReaper } from "./host-decision-reaper.ts";
import { createHostsTools } from "./hosting.ts";
import { createPassStore, type PassStore } from "./pass-store.ts";
import { startRoomNews } from "./room-news.ts";
import { createRoomPowers } from "./room-powers.ts";
import { createRoomViews } from "./room-views.ts";
import { registerHostingRoutes } from "./routes.ts";
import { createHostingStore, type HostingStore } from "./store.ts";
import { createTermsTools } from "./terms-tools.ts";

export type HostingRoom<Meeting extends ManagedMeeting> = ReturnType<typeof openHosting<Meeting>>;

export function openHosting<Meeting extends ManagedMeeting>(
  ports: {
    readonly db: Kysely<Database>;
    readonly web: Web;
    readonly directory: StoredRoomDirectory;
    readonly owners: Owners;
    readonly questions: Questions;
    readonly presence: Presence;
    readonly decision: DecisionRoom;
    readonly streams: Pick<EventStreams, "tellMuted">;
    readonly mediaEngine: MediaEngine;
    readonly people: { readonly guard: SessionGuard };
    readonly meetings: HostAccessParts<Meeting>["meetings"];
  },
  scope: Scope,
) {
  const { db, web, directory, decision } = ports;
  const { guard } = ports.people;
  const parts = { ...ports, ...web, ...ports.presence, media: decision.media, guard };
  const store = createHostingStore(db);
  const passes = createPassStore(db);
  const powers = createRoomPowers(parts);
  const views = createRoomViews({ ...parts, powers });
  scope.onClose(startRoomNews({ ...parts, views }));
  const hostDecisionReaper = createHostDecisionReaper({ ...parts, store });
  scope.onClose(() => hostDecisionReaper.close());
  const hostAccess = createHostAccess({ ...parts, powers });
  const hostsTools = createHostsTools({ ...parts, store, passes, powers, views });
  return {
    hostAccess,
    joinGrants: createJoinGrants({ store, passes, directory }),
    hostDecisionReaper,
    termsTools: createTermsTools({ ...parts, store }),
    /** What hosts did in a room, oldest first. */
    actsIn: (room: string) => actHistory(db, room),
    routes: (app: App) => registerHostingRoutes(app, { ...web, hostAccess, hostsTools }),
  };
}

function createJoinGrants(parts: {
  readonly store: HostingStore;
  readonly passes: PassStore;
  readonly directory: Pick<StoredRoomDirectory, "refresh">;
}): JoinGrants {
  const { store, passes, directory } = parts;
  const known = (room: string): Promise<void> => directory.refresh({ kind: "room", room });
  return {
    async putHost(room, who, linkHash) {
      await store.putHost({ room, ...who }, linkHash);
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
