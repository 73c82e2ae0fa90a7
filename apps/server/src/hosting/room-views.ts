import { ordersInForce } from "@graticule/admission/limits";
import {
  type HostDecisions,
  type Powers,
  personOf,
  successorsOf,
} from "@graticule/admission/standing";
import type { HostRole, RoomView, Unvouched, Waiting } from "@graticule/api/hosting";
import type { Join, Joins } from "../presence/joins.ts";
import type { Seats } from "../presence/seats.ts";
import type { RoomDirectory, RoomPolicy } from "../rooms/room-directory.ts";
import type { RoomPowers } from "./room-powers.ts";

/** What is told of a room: to those inside, and to hosts outside. */
export interface RoomViews {
  /** All that everyone of this room may be told now; undefined: there is no such room. */
  of(room: string): RoomSnapshotView | undefined;
}

export type HostView = RoomView & { readonly hosting: NonNullable<RoomView["hosting"]> };

/** One look at a room, from which many are told. */
export interface RoomSnapshotView {
  /** As someone inside sees it; the same object for all guests. */
  for(identity: string): RoomView;
  /** As a host sees it who need not be inside. */
  forHost(): HostView;
}

export interface RoomViewParts {
  readonly directory: Pick<RoomDirectory, "find" | "now">;
  readonly seats: Pick<Seats, "inside">;
  readonly joins: Pick<Joins, "waiting" | "inRoom">;
  readonly powers: RoomPowers;
}

export function createRoomViews({ directory, seats, joins, powers }: RoomViewParts): RoomViews {
  return {
    of(room) {
      const policy = directory.find(room);
      if (policy === undefined) return undefined;
      const identities = seats.inside(room).map(({ identity }) => identity);
      return sight({
        policy,
        limitedByOrder: isLimitedByOrder(policy, directory.now()),
        powers: powers.in(room),
        identities,
        waiting: () => waitingIn(joins.waiting(room), policy.hostDecisions),
        unvouched: () =>
          policy.hostHash === undefined ? undefined : unvouchedIn(joins.inRoom(room)),
      });
    },
  };
}

/** Hosts see the first of a long lobby; when one is let in the next is seen. */
const mostWaiting = 500;

/** Whether an order is in force for a room, whomever it touches. */
export function isLimitedByOrder({ limits }: RoomPolicy, now: number): boolean {
  return ordersInForce(limits, now) > 0;
}

interface Seen {
  readonly policy: RoomPolicy;
  readonly limitedByOrder: boolean;
  readonly powers: Powers;
  /** Of all who are inside. */
  readonly identities: readonly string[];
  readonly waiting: () => Waiting[];
  /** Undefined: the meeting is not vouched. */
  readonly unvouched: () => Unvouched[] | undefined;
}

function sight({
  policy,
  limitedByOrder,
  powers,
  identities,
  waiting,
  unvouched,
}: Seen): RoomSnapshotView {
  const { door, hostDecisions, ruleVersion } = policy;
  const roles = identities.flatMap((identity) => {
    const role = powers.get(personOf(identity));
    return role === undefined ? [] : [{ identity, role }];
  });
  let hosting: HostView["hosting"] | undefined;
  const forHosts = (): HostView["hosting"] => {
    const withoutKeys = unvouched();
    hosting ??= {
      waiting: waiting(),
      ...(withoutKeys === undefined ? {} : { unvouched: withoutKeys }),
      successors: successorsOf(hostDecisions).map((person) => asSeen(person, identities)),
      banned: bannedIn(hostDecisions),
      byPass: byPassIn(identities, hostDecisions),
    };
    return hosting;
  };
  const guest: RoomView = { door, roles, limitedByOrder, ruleVersion, you: "guest" };
  return {
    for(identity) {
      const you = powers.get(personOf(identity));
      return you === undefined ? guest : { ...guest, you, hosting: forHosts() };
    },
    forHost: () => ({ ...guest, you: "host" satisfies HostRole, hosting: forHosts() }),
  };
}

/** A person as those inside know them: by the identity of a tab that is inside, if there is one. */
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
  return joins.slice(0, mostWaiting).map((join) => {
    const passFor = hostDecisions.get(personOf(join.identity))?.passFor;
    return { ...waitingOf(join), ...(passFor === undefined ? {} : { passFor }) };
  });
}

/** Who was let in, is there, and has said a key for which no one has vouched. */
function unvouchedIn(joins: Iterable<Join>): Unvouched[] {
  return [...joins]
    .flatMap(({ id, name, identity, state: standing, open, keys }) =>
      standing.kind === "admitted" && open !== undefined && keys?.voucher === undefined
        ? keysAsked(keys, identity).map((asks) => ({ joinId: id, name, ...asks }))
        : [],
    )
    .slice(0, mostWaiting);
}

function keysAsked(keys: Join["keys"], identity: string) {
  return keys === undefined ? [] : [{ identity, signatureKey: keys.signatureKey }];
}

function waitingOf(join: Join): Waiting {
  const { id, name, state: standing, plea, waitsSinceMs } = join;
  const since = new Date(waitsSinceMs).toISOString();
  const [asks] = keysAsked(join.keys, join.identity);
  const asked = asks === undefined ? {} : { asks };
  if (standing.kind === "held") {
    return { joinId: id, name, because: standing.held.because, since, ...asked };
  }
  const { says, text } = plea.kind === "knock" ? plea : {};
  return {
    joinId: id,
    name,
    because: "knock",
    since,
    ...asked,
    ...(says === undefined ? {} : { says }),
    ...(text === undefined ? {} : { text }),
  };
}
