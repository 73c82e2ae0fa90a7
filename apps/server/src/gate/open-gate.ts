import type { Accounts } from "../accounts/open-accounts.ts";
import type { Cluster } from "../cluster/open-cluster.ts";
import type { DecisionRoom } from "../decision/open-decision.ts";
import type { SessionGuard } from "../http/session.ts";
import type { Web } from "../http/web.ts";
import type { MediaEngine } from "../media/media-engine.ts";
import type { PlacedEngine } from "../media/placed-engine.ts";
import type { Counters } from "../presence/counters.ts";
import type { Presence } from "../presence/open-presence.ts";
import type { Scope } from "../processes/scope.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";
import { createOtherGates } from "./elsewhere.ts";
import { createGate, type Gate } from "./gate.ts";

export function openGate(
  ports: {
    readonly web: Web;
    readonly directory: RoomDirectory;
    readonly cluster: Cluster;
    readonly counters: Counters;
    readonly mediaEngine: MediaEngine;
    readonly placed: PlacedEngine;
    readonly accounts: Pick<Accounts, "keyRing">;
    readonly keyUsed: (keyId: string) => void;
    readonly presence: Presence;
    readonly people: { readonly guard: Pick<SessionGuard, "lasts"> };
    readonly decision: DecisionRoom;
  },
  scope: Scope,
): Gate {
  const { web, presence, decision, accounts, cluster } = ports;
  const { owners, several } = cluster;
  const gate = createGate({
    ...ports,
    owners,
    otherGates:
      several &&
      createOtherGates({
        owners,
        forwarder: several.forwarder,
        onChange: several.membership.onChange,
        count: ports.counters.routed,
      }),
    ...web,
    seats: presence.seats,
    joins: presence.joins,
    sessions: ports.people.guard,
    whoWasInside: presence.whoWasInside,
    news: presence.events,
    judge: decision.judge,
    keyRing: accounts.keyRing.withScope("join"),
    engineOf: ports.placed.engineOf,
    serviceOf: ports.placed.serviceOf,
  });
  scope.onClose(() => gate.close());
  return gate;
}
