import type { DecisionRoom } from "../decision/open-decision.ts";
import type { App } from "../http/routing.ts";
import type { SessionGuard } from "../http/session.ts";
import type { Web } from "../http/web.ts";
import type { Locator } from "../location/locator.ts";
import type { PlacedEngine } from "../media/placed-engine.ts";
import type { Counters } from "../presence/counters.ts";
import type { JoinTally } from "../presence/events.ts";
import type { Presence } from "../presence/open-presence.ts";
import type { Scope } from "../processes/scope.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import { createEventStreams, type EventStreams } from "./event-streams.ts";
import { createJoining } from "./join.ts";
import type { JoinGrants } from "./joining.ts";
import { type RequesterOf, registerJoinRoutes } from "./routes.ts";
import { startSignInWatch } from "./sign-in-watch.ts";

/** The pages' event streams: they hear of every change that concerns their join. */
export function openStreams(
  ports: {
    readonly directory: StoredRoomDirectory;
    readonly locator: Locator;
    readonly presence: Presence;
    readonly decision: DecisionRoom;
    readonly people: { readonly guard: Pick<SessionGuard, "lasting"> };
  },
  scope: Scope,
): EventStreams {
  const { directory, locator } = ports;
  const { joins, seats, contests, events } = ports.presence;
  const { judge, media } = ports.decision;
  const signIns = startSignInWatch({ joins, sessions: ports.people.guard });
  scope.onClose(() => signIns.close());
  const streams = createEventStreams({
    judge,
    joins,
    directory,
    seats,
    heard(join, address) {
      media.heard(join, address);
      signIns.heard(join);
    },
    withheld: events.withheld,
    contestOf: (join) => {
      const { state, notice } = join;
      const refusal = state.kind === "kept-out" ? state.refusal : notice?.refusal;
      return contests.stateOf(join, refusal?.orderId);
    },
  });
  scope.onClose(() => streams.close());
  contests.onAnswer(streams.tellContest);
  media.onChange(streams.recheckSeat);
  seats.onMoved(({ room, identity }) => streams.recheckSeat(room, identity));
  scope.onClose(directory.onChange((rooms) => streams.recheck(rooms)));
  scope.onClose(locator.onChange(() => streams.recheck("all")));
  return streams;
}

export type JoiningRoom = ReturnType<typeof openJoining>;

/** The door of our own meetings, with what it needs to know of hosts and counts. */
export function openJoining(ports: {
  readonly web: Web;
  readonly directory: StoredRoomDirectory;
  readonly locator: Locator;
  readonly presence: Presence;
  readonly decision: DecisionRoom;
  readonly streams: EventStreams;
  readonly hosting: {
    readonly joinGrants: JoinGrants;
    readonly hostAccess: { readonly requesterOf: RequesterOf };
  };
  readonly people: { readonly guard: SessionGuard };
  readonly placed: Pick<PlacedEngine, "keyFor" | "serviceOf">;
  readonly counters: Counters;
  readonly tally: JoinTally;
}) {
  const { web, presence, decision, streams, hosting, counters } = ports;
  const { requesterOf } = hosting.hostAccess;
  const joining = createJoining({
    ...ports,
    ...presence,
    ...decision,
    grants: hosting.joinGrants,
    sessions: ports.people.guard,
    news: presence.events,
    publicUrl: web.publicUrl,
  });
  return {
    joining,
    routes: (app: App) =>
      registerJoinRoutes(app, { ...web, joining, streams, requesterOf, counters }),
  };
}
