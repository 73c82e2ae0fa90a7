import { asks } from "./agrees.ts";
import type { Decision } from "./decision.ts";

/** What hosts decided about one person, for all of that person's tabs. */
export interface HostDecision {
  /** What this person was called when a host decided. */
  readonly name: string;
  readonly role: "host" | "co-host" | "guest";
  /**
   * `let-in`: a hold does not apply. `answered`: was asked where they are, and isn't again. `held`:
   * waits, whatever the limits say. `taken-out`: the same, by the service under its terms. `banned`: for good.
   */
  readonly entry: "none" | "let-in" | "answered" | "held" | "taken-out" | "banned";
  /** Has a traveller's pass: judged without the meeting's own rule. */
  readonly pass: boolean;
  /** For whom the host made the pass; undefined: has none. It decides nothing. */
  readonly passFor: string | undefined;
  /** Place on the host's list of successors, the lowest first; undefined: not on it. */
  readonly successorRank: number | undefined;
}

/** By person: see {@link personOf}. */
export type HostDecisions = ReadonlyMap<string, HostDecision>;

/** Who comes in without being asked. */
export interface DoorPolicy {
  readonly entry: "open" | "lobby";
  /** Nobody new comes in. */
  readonly locked: boolean;
  /**
   * What the way of sound and picture counts for. `wanted`: where it is seen it is judged with the rest.
   * `required`: whoever's is not seen waits. `off`: it is not looked at.
   */
  readonly beacon: "wanted" | "required" | "off";
}

/** A seat before a door. */
export interface Arrival {
  /** Undefined: no host decided anything about it. */
  readonly hostDecision: HostDecision | undefined;
  /**
   * `inside`: has a seat, or had one a moment ago: a locked or lobbied door does not concern it.
   * `suspect`: new, and from an address from which a host has put someone out.
   */
  readonly came: "inside" | "new" | "suspect";
  /** Whether the way of its sound and picture is seen now. */
  readonly media: "seen" | "unseen";
}

/**
 * Who an identity is: an identity is one tab, `person.tab`, and a person may have several. Hosts
 * decide about persons, so that a second tab is no way around them.
 */
export function personOf(identity: string): string {
  const dot = identity.indexOf(".");
  return dot < 0 ? identity : identity.slice(0, dot);
}

/**
 * What a host decided in person, put on top of what the limits say.
 *
 * - INVARIANT: a host's word never opens what a limit refuses (a pass is judged without the
 *   meeting's own rule before this is asked), and never closes a door to a host.
 * - Banned: refused. Sent back, or taken out by the service: held. Let in: a hold does not apply. Answered: a hold that only asks
 *   does not apply, everything else does.
 * - A locked door or a lobby holds whoever is new, and a beacon that is required whoever has none, inside
 *   too; hosts and co-hosts walk in.
 */
export function decideEntry(byLimits: Decision, door: DoorPolicy, arrival: Arrival): Decision {
  if (byLimits.kind === "refuse") return byLimits;
  switch (wordOn(arrival.hostDecision)) {
    case "banned":
      return banned;
    case "held":
      return hold("sent-back");
    case "taken-out":
      return hold("terms");
    case "welcome":
      return byLimits.kind === "hold" ? admitted : byLimits;
    case "answered":
      return atDoor(asks(byLimits) ? admitted : byLimits, door, arrival);
    case "none":
      return atDoor(byLimits, door, arrival);
  }
}

function wordOn(
  hostDecision: HostDecision | undefined,
): "welcome" | Exclude<HostDecision["entry"], "let-in"> {
  if (hostDecision === undefined) return "none";
  if (hostDecision.role !== "guest") return "welcome";
  return hostDecision.entry === "let-in" ? "welcome" : hostDecision.entry;
}

function atDoor(byLimits: Decision, door: DoorPolicy, { came, media }: Arrival): Decision {
  if (byLimits.kind === "hold") return byLimits;
  if (door.beacon === "required" && media === "unseen") return hold("media-path");
  if (came === "inside") return byLimits;
  if (door.locked) return hold("locked");
  return door.entry === "lobby" || came === "suspect" ? hold("lobby") : byLimits;
}

const admitted: Decision = { kind: "admit", reasons: [] };
const banned: Decision = {
  kind: "refuse",
  status: 403,
  reasons: [{ kind: "host", because: "banned" }],
};

function hold(because: "lobby" | "locked" | "sent-back" | "terms" | "media-path"): Decision {
  return { kind: "hold", reasons: [{ kind: "host", because }] };
}

/** Those of the persons inside who may act as host, and as what. */
export type Powers = ReadonlyMap<string, "host" | "co-host" | "acting">;

/**
 * Hosts and co-hosts who are inside; where none is, the first on the host's own list of successors
 * who is. INVARIANT: nobody else ever gets a power, however long they wait.
 */
export function powersIn(inside: ReadonlySet<string>, hostDecisions: HostDecisions): Powers {
  const powers = new Map<string, "host" | "co-host" | "acting">();
  for (const [person, { role }] of hostDecisions) {
    if (role !== "guest" && inside.has(person)) powers.set(person, role);
  }
  if (powers.size > 0) return powers;
  const acting = successorsOf(hostDecisions).find((person) => inside.has(person));
  return new Map(acting === undefined ? [] : [[acting, "acting"]]);
}

/** The host's list, in the order in which they would take over. */
export function successorsOf(hostDecisions: HostDecisions): readonly string[] {
  return [...hostDecisions]
    .flatMap(([person, { successorRank: rank }]) => (rank === undefined ? [] : [{ person, rank }]))
    .sort((a, b) => a.rank - b.rank || (a.person < b.person ? -1 : 1))
    .map(({ person }) => person);
}
