import { ordersInForce } from "@graticule/admission/limits";
import { type HostDecisions, personOf, successorsOf } from "@graticule/admission/standing";
import type { RoomView, Unvouched, Waiting } from "@graticule/api/hosting";
import type { Join, Joins } from "../presence/joins.ts";
import { roleWhenSeated } from "../presence/role-when-seated.ts";
import type { Seats } from "../presence/seats.ts";
import type { RoomDirectory, RoomPolicy } from "../rooms/room-directory.ts";
import type { RoomPowers } from "./room-powers.ts";

type HostView = RoomView & { readonly hosting: NonNullable<RoomView["hosting"]> };

export interface RoomViewParts {
  readonly directory: Pick<RoomDirectory, "find" | "now">;
  readonly seats: Pick<Seats, "connected" | "inside" | "isInside">;
  readonly joins: Pick<Joins, "waiting" | "unvouched" | "mayBeHost">;
  readonly powers: RoomPowers;
}

export type RoomViews = ReturnType<typeof createRoomViews>;

/** How a room looks to those inside, and to hosts outside. */
export function createRoomViews({ directory, seats, joins, powers }: RoomViewParts) {
  const hostingIn = (
    { room, hostDecisions, hostHash }: RoomPolicy,
    identities: readonly string[],
  ): HostView["hosting"] => ({
    waiting: waitingIn(joins.waiting(room), hostDecisions),
    unvouched: hostHash === undefined ? undefined : unvouchedOf(joins.unvouched(room)),
    successors: successorsOf(hostDecisions).map((person) => asSeen(person, identities)),
    banned: bannedIn(hostDecisions),
    byPass: byPassIn(identities, hostDecisions),
  });

  return {
    /** As of now, for everyone of this room; undefined: there is no such room. */
    of(room: string) {
      const policy = directory.find(room);
      if (policy === undefined) return undefined;
      const { door, ruleVersion } = policy;
      const identities = seats.connected(room).map(({ identity }) => identity);
      const roleOf = powers.rolesIn(room);
      const roles = identities.flatMap((identity) => {
        const role = roleOf(identity);
        return role === undefined ? [] : [{ identity, role }];
      });
      const limitedByOrder = isLimitedByOrder(policy, directory.now());
      const guest: RoomView = { door, roles, limitedByOrder, ruleVersion, you: "guest" };
      let known: HostView["hosting"] | undefined;
      const hosting = (): HostView["hosting"] => {
        known ??= hostingIn(policy, identities);
        return known;
      };
      return {
        /** As a page that was let in sees it; the same object for all guests. A host's is a host's before it has its seat. */
        for(identity: string): RoomView {
          const you = seats.isInside(room, identity)
            ? (roleOf(identity) ?? "guest")
            : roleWhenSeated({ seats, joins }, policy, identity);
          return you === "guest" ? guest : { ...guest, you, hosting: hosting() };
        },
        /** As a host sees it who need not be inside. */
        forHost: (): HostView => ({ ...guest, you: "host", hosting: hosting() }),
      };
    },
  };
}

/** Hosts see the first of a long lobby, and of many to vouch for. */
const mostListed = 500;

export function isLimitedByOrder({ limits }: RoomPolicy, now: number): boolean {
  return ordersInForce(limits, now) > 0;
}

/** By the identity of a tab that is inside, if there is one; else by the person. */
function asSeen(person: string, identities: readonly string[]): string {
  return identities.find((identity) => personOf(identity) === person) ?? person;
}

function bannedIn(hostDecisions: HostDecisions): { identity: string; name: string }[] {
  return [...hostDecisions]
    .filter(([, { entry }]) => entry === "banned")
    .map(([identity, { name }]) => ({ identity, name }));
}

function byPassIn(identities: readonly string[], hostDecisions: HostDecisions) {
  return identities.flatMap((identity) => {
    const passFor = hostDecisions.get(personOf(identity))?.passFor;
    return passFor === undefined ? [] : [{ identity, passFor }];
  });
}

function waitingIn(joins: readonly Join[], hostDecisions: HostDecisions): Waiting[] {
  return joins.slice(0, mostListed).map((join) => {
    const passFor = hostDecisions.get(personOf(join.identity))?.passFor;
    return { ...waitingOf(join), passFor };
  });
}

function unvouchedOf(joins: ReturnType<Joins["unvouched"]>): Unvouched[] {
  return joins.slice(0, mostListed).map(({ id, name, identity, keys: { signatureKey } }) => ({
    joinId: id,
    name,
    identity,
    signatureKey,
  }));
}

function waitingOf({ id, name, identity, state, plea, keys, askingSinceMs }: Join): Waiting {
  const seen = {
    joinId: id,
    name,
    since: new Date(askingSinceMs).toISOString(),
    asks: keys && { identity, signatureKey: keys.signatureKey },
  };
  if (state.kind === "held") return { ...seen, because: state.held.because };
  const { says, text } = plea.kind === "knock" ? plea : {};
  return { ...seen, because: "knock", says, text };
}
