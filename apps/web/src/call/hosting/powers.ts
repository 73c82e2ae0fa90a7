import type { HostAct, HostRole, MeetingDoor, RoomView } from "@graticule/api/hosting";

/** A person's role here; a guest if none is given. */
export function roleOf(view: RoomView | undefined, identity: string): HostRole {
  return view?.roles.find((entry) => entry.identity === identity)?.role ?? "guest";
}

/** Whether a person may act as host: all but guests may. */
export const mayHost = (view: RoomView | undefined, identity: string): boolean =>
  roleOf(view, identity) !== "guest";

/** A participant's join, one for each tab: the part of the identity after its last dot. */
export function joinIdOf(identity: string): string | undefined {
  const dot = identity.lastIndexOf(".");
  return dot === -1 ? undefined : identity.slice(dot + 1);
}

/** The person in an identity, whichever of their tabs it is. */
export function personIn(identity: string): string {
  const dot = identity.lastIndexOf(".");
  return dot === -1 ? identity : identity.slice(0, dot);
}

/** Those who act as host for a while can't pass the powers on. */
export const mayGivePowers = (view: RoomView): boolean =>
  view.you === "host" || view.you === "co-host";

/**
 * Whom this person could name to run the meeting when leaving, once for each person. Empty if one
 * of those who stay runs it anyway, or if this person may name no one.
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

/** The act that undoes another, restoring what was before; undefined: none does. */
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

/** Keeps what another host changed meanwhile. */
function onlyKeysOf(some: object, all: MeetingDoor): Partial<MeetingDoor> {
  return Object.fromEntries(Object.entries(all).filter(([key]) => key in some));
}

/** The list with one entry moved a place up or down; the same list if that is impossible. */
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

/** Those who run the meeting, once for each person: hosts, else co-hosts, else acting hosts. */
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

/** A change of one's own part in the room. */
type OwnNews = "became-co-host" | "in-charge" | "host-back" | "no-longer";

/** The most important change for this person; the first view is no news. */
export function ownNews(before: RoomView | undefined, now: RoomView): OwnNews | undefined {
  if (before === undefined) return undefined;
  const ran = runsInstead(before);
  if (ran && now.roles.some(({ role }) => role === "host")) return "host-back";
  if (!ran && runsInstead(now)) return "in-charge";
  if (before.you === now.you) return undefined;
  if (now.you === "co-host") return "became-co-host";
  return now.you === "guest" ? "no-longer" : undefined;
}

/** Whether this person runs the meeting in a host's place. */
export function runsInstead(view: RoomView): boolean {
  if (view.you === "acting") return true;
  return view.you === "co-host" && !view.roles.some(({ role }) => role === "host");
}
