import type { Owners } from "../cluster/owners.ts";
import type { DecisionRoom } from "../decision/open-decision.ts";
import type { Locator } from "../location/locator.ts";
import type { MediaEngine } from "../media/media-engine.ts";
import type { Counters } from "../presence/counters.ts";
import type { JoinTally } from "../presence/events.ts";
import type { JoinStreams } from "../presence/join-streams.ts";
import type { Presence } from "../presence/open-presence.ts";
import type { Scope } from "../processes/scope.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";
import { createEnforcement, type Enforcement } from "./enforcement.ts";

/** Does nothing before it is started. */
export function openEnforcement(
  ports: {
    readonly directory: RoomDirectory;
    readonly owners: Owners;
    readonly locator: Locator;
    readonly mediaEngine: MediaEngine;
    readonly counters: Counters;
    readonly tally: JoinTally;
    readonly streams: JoinStreams;
    readonly presence: Presence;
    readonly decision: DecisionRoom;
  },
  scope: Scope,
): Enforcement {
  const { presence, decision, streams } = ports;
  const enforcement = createEnforcement({
    ...ports,
    ...decision,
    live: presence.live,
    seats: presence.seats,
    joins: presence.joins,
    news: presence.events,
    joinStreams: streams,
  });
  scope.onClose(() => enforcement.close());
  const { contests, joins } = presence;
  scope.onClose(
    contests.onAnswer((joinId) => {
      const join = joins.find(joinId);
      if (join !== undefined) enforcement.reconcile([join.room]);
    }),
  );
  return enforcement;
}
