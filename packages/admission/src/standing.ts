import { asks } from "./agrees.ts";
import type { Decision } from "./decision.ts";

/** What hosts decided about one person, for all of that person's tabs. */
export interface HostDecision {
  /** The person's display name at that time. */
  readonly name: string;
  readonly role: "host" | "co-host" | "guest";
  /**
   * `let-in`: a hold does not apply. `answered`: was asked where they are, and is not asked again.
   * `held`: waits, whatever the limits say. `taken-out`: `held` by the service, under its terms.
   * `banned`: for good.
   */
  readonly entry: "none" | "let-in" | "answered" | "held" | "taken-out" | "banned";
  /** Has a traveller's pass: judged without the meeting's own rule. */
  readonly pass: boolean;
  /** The name for which the host made the pass; undefined: has none. Decides nothing. */
  readonly passFor: string | undefined;
  /** Rank on the host's list of successors, the lowest first; undefined: not on it. */
  readonly successorRank: number | undefined;
}

/** By person: see {@link personOf}. */
export type HostDecisions = ReadonlyMap<string, HostDecision>;

/** Who comes in without a host's decision. */
export interface DoorPolicy {
  readonly entry: "open" | "lobby";
  /** Nobody new comes in. */
  readonly locked: boolean;
  /**
   * Whether the media path counts. `wanted`: if it is seen. `required`: without it a participant
   * waits. `off`: never.
   */
  readonly beacon: "wanted" | "required" | "off";
}

/** A seat at the door. */
export interface Arrival {
  /** Undefined: no host decided anything about it. */
  readonly hostDecision: HostDecision | undefined;
  /**
   * `inside`: has a seat, or had one a moment ago: lock and lobby don't apply. `suspect`: new, from
   * an address of a participant whom a host removed.
   */
  readonly came: "inside" | "new" | "suspect";
  /** Whether its media path is seen now. */
  readonly media: "seen" | "unseen";
}

/**
 * The person of an identity. An identity is one tab, `person.tab`; a person may have several. Hosts
 * decide about persons, so that a second tab does not evade them.
 */
export function personOf(identity: string): string {
  const dot = identity.indexOf(".");
  return dot < 0 ? identity : identity.slice(0, dot);
}

/**
 * Applies a host's decisions to the decision by the limits.
 *
 * - INVARIANT: a host never admits whom a limit refuses (a pass has already been judged without the
 *   meeting's own rule), and never keeps out a host.
 * - Banned: refused. Sent back, or taken out by the service: held. Let in: a hold does not apply.
 *   Answered: a hold that only asks does not apply.
 * - A lock or a lobby holds new participants; a required beacon holds those without one, inside
 *   too. Hosts and co-hosts walk in.
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

/** The persons inside who may act as host, with their role. */
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

/** The host's list of successors, in order. */
export function successorsOf(hostDecisions: HostDecisions): readonly string[] {
  return [...hostDecisions]
    .flatMap(([person, { successorRank: rank }]) => (rank === undefined ? [] : [{ person, rank }]))
    .sort((a, b) => a.rank - b.rank || (a.person < b.person ? -1 : 1))
    .map(({ person }) => person);
}
