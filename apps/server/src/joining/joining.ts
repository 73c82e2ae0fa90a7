import type { Door, EndedBy, Held, JoinAdmitted } from "@graticule/api/meetings";
import type { Refusal } from "@graticule/api/problem";
import type { Place } from "@graticule/jurisdiction/place";
import type { JoinKey, Knocking } from "../presence/joins.ts";
import type { NotThereOutcome } from "./contest-location.ts";

/** Who asks to join a meeting, by what the request proves. */
export interface Requester {
  /** Signed in; undefined: a guest. */
  readonly personId: string | undefined;
  /** `host`: has the management secret, or owns the meeting. */
  readonly comesAs: "host" | "guest";
}

/** A requester, and where they are. */
export interface Visitor extends Requester {
  readonly address: string;
}

/** Who looks at the door. `pass`: the secret of a traveller's pass. */
export interface DoorVisitor extends Visitor {
  readonly pass: string | undefined;
}

/** As whom: the name, and the secret of a traveller's pass. */
export interface Introduction {
  readonly name: string;
  readonly pass?: string | undefined;
}

/** What is answered together with a join's key. */
interface Keyed {
  readonly joinId: string;
  readonly key: string;
}

export type JoinOutcome =
  | { readonly kind: "admitted"; readonly join: JoinAdmitted }
  /** `title`: as {@link Door} tells it. */
  | (Keyed & { readonly kind: "held"; readonly held: Held; readonly title: string | undefined })
  | (Keyed & {
      readonly kind: "refused";
      readonly status: 403 | 451;
      readonly refusal: Refusal;
    })
  /** `too-many`: the lobby is full. */
  | { readonly kind: "absent" | "outage" | "too-many" }
  | { readonly kind: "ended"; readonly by: EndedBy };

export type DoorOutcome =
  | { readonly kind: "door"; readonly door: Door }
  | { readonly kind: "absent" | "outage" };

/** `conflict`: no host can open what keeps this one out. */
export type KnockOutcome = "done" | "absent" | "conflict" | "too-many";

/** `unwanted`: by the host, or this service has none. `invalid`: no offer that can be read. */
export type BeaconOutcome =
  | { readonly kind: "answer"; readonly sdp: string }
  | { readonly kind: "unwanted" | "absent" | "invalid" | "too-many" };

export type ContestOutcome = NotThereOutcome | { readonly kind: "absent" };

/** The door of our own meetings: what a page is told before joining, the join, and its return. */
export interface Joining {
  door(code: string, looker: DoorVisitor): Promise<DoorOutcome>;
  join(code: string, visitor: Visitor, as: Introduction): Promise<JoinOutcome>;
  /** The same join asks again; `stated`: where the person says to be. */
  enter(key: JoinKey, address: string, stated: Place | undefined): Promise<JoinOutcome>;
  leave(key: JoinKey): "done" | "absent";
  /** The page opens its beacon. */
  openBeacon(key: JoinKey, offer: string): BeaconOutcome;
  /** "I'm not there", said to an order. */
  contest(key: JoinKey, address: string, devicePlace: Place | undefined): ContestOutcome;
  /** The page says where it is: by the address from which it does. */
  here(key: JoinKey, address: string): "done" | "absent";
  /** "I'm not there." */
  knock(key: JoinKey, address: string, knocking: Knocking): KnockOutcome;
}

/** What a pass is worth before it is used. */
interface SeenPass {
  readonly name: string;
  /** Whom it lets in now, if anyone. */
  readonly person: string | undefined;
}

/** What a join writes down of a person. Each is known to every decision when it answers. */
export interface JoinGrants {
  putHost(room: string, person: string, name: string): Promise<void>;
  /** Writes nothing. Undefined: there is no such pass; `unknown`: nobody can say now. */
  findPass(room: string, secret: string): Promise<SeenPass | "unknown" | undefined>;
  /** A pass that is none any more changes nothing. */
  usePass(room: string, secret: string, who: { person: string; name: string }): Promise<void>;
  /** By the person's own right answer. What a host has decided stays. */
  letInByAnswer(room: string, person: string, name: string): Promise<void>;
}
