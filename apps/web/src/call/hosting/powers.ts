import type { HostAct, HostRole, MeetingDoor, RoomView } from "@graticule/api/hosting";

/** What someone is here; a guest where nothing is said. */
export function roleOf(view: RoomView | undefined, identity: string): HostRole {
  return view?.roles.find((entry) => entry.identity === identity)?.role ?? "guest";
}

/** Whether someone may act as host: everyone but guests. */
export const mayHost = (view: RoomView | undefined, identity: string): boolean =>
  roleOf(view, identity) !== "guest";

/** The join of a participant: the part of the identity behind its last dot, one a tab. */
export function joinIdOf(identity: string): string | undefined {
  const dot = identity.lastIndexOf(".");
  return dot === -1 ? undefined : identity.slice(dot + 1);
}

/** The person in an identity, whatever tab of theirs it is. */
export function personIn(identity: string): string {
  const dot = identity.lastIndexOf(".");
  return dot === -1 ? identity : identity.slice(0, dot);
}

/** Who acts as host for a while gives the powers to nobody else. */
export const mayGivePowers = (view: RoomView): boolean =>
  view.you === "host" || view.you === "co-host";

/**
 * Whom someone who leaves could name to run the meeting, one for each person: nobody where one of those who
 * stay runs it anyhow, or where this person may name nobody.
 */
export function heirsOf<P extends Heir>(
  view: RoomView | undefined,
  people: readonly P[],
): readonly P[] {
  if (view === undefined || !mayGivePowers(view)) return [];
  const successors = new Set(view.hosting?.successors);
  const others = people.filter(({ who, kind }) => who === "other" && kind === "person");
  const isSettled = others.some(
    ({ role, identity }) => role !== "guest" || successors.has(identity),
  );
  if (isSettled) return [];
  return [...new Map(others.map((one) => [personIn(one.identity), one])).values()];
}

interface Heir {
  readonly identity: string;
  readonly who: "self" | "other";
  readonly kind: "person" | "service";
  readonly role: HostRole;
}

/** What takes an act back, as the room was before; undefined: nothing does. */
export function undoOf(act: HostAct, before: RoomView): HostAct | undefined {
  switch (act.kind) {
    case "send-back": {
      const joinId = joinIdOf(act.identity);
      return joinId === undefined ? undefined : { kind: "admit", joinId };
    }
    case "ban":
      return { kind: "unban", identity: act.identity };
    case "door":
      return { kind: "door", door: onlyKeysOf(act.door, before.door) };
    case "role":
      return {
        kind: "role",
        identity: act.identity,
        role: roleOf(before, act.identity) === "co-host" ? "co-host" : "guest",
      };
    case "successors":
      return before.hosting === undefined
        ? undefined
        : { kind: "successors", identities: [...before.hosting.successors] };
    case "admit":
    case "admit-all":
    case "vouch":
    case "delegate":
    case "decline":
    case "remove":
    case "unban":
    case "mute":
    case "mute-all":
      return undefined;
  }
}

/** What another host changed meanwhile stays. */
function onlyKeysOf(some: object, all: MeetingDoor): Partial<MeetingDoor> {
  return Object.fromEntries(Object.entries(all).filter(([key]) => key in some));
}

/** The list with one moved up or down a place; the same where that leads nowhere. */
export function moved(
  list: readonly string[],
  identity: string,
  by: "up" | "down",
): readonly string[] {
  const from = list.indexOf(identity);
  const to = from + (by === "up" ? -1 : 1);
  const other = list[to];
  if (from === -1 || other === undefined) return list;
  return list.map((entry, index) => (index === to ? identity : index === from ? other : entry));
}

/** Who of those inside runs the meeting, one for each person: hosts, else co-hosts, else who acts in their place. */
export function runnersIn<
  P extends { readonly identity: string; readonly name: string; readonly role: HostRole },
>(people: readonly P[]): readonly { readonly person: string; readonly name: string }[] {
  const first = (["host", "co-host", "acting"] as const).find((wanted) =>
    people.some(({ role }) => role === wanted),
  );
  const runners = people.filter(({ role }) => role === first);
  return [
    ...new Map(
      runners.map(({ identity, name }) => {
        const person = personIn(identity);
        return [person, { person, name }];
      }),
    ).values(),
  ];
}

/** How a change of one's own part in the room is told. */
type OwnNews = "became-co-host" | "in-charge" | "host-back" | "no-longer";

/** One thing of what changed for this person, the one that says most; what is seen first is no news. */
export function ownNews(before: RoomView | undefined, now: RoomView): OwnNews | undefined {
  if (before === undefined) return undefined;
  const ran = runsInstead(before);
  if (ran && now.roles.some(({ role }) => role === "host")) return "host-back";
  if (!ran && runsInstead(now)) return "in-charge";
  if (before.you === now.you) return undefined;
  if (now.you === "co-host") return "became-co-host";
  return now.you === "guest" ? "no-longer" : undefined;
}

/** Whether someone runs the meeting in the host's place: acting, or a co-host while no host is inside. */
export function runsInstead(view: RoomView): boolean {
  if (view.you === "acting") return true;
  return view.you === "co-host" && !view.roles.some(({ role }) => role === "host");
}
