import type { Door, EndedBy, Held, JoinAdmitted } from "@graticule/api/meetings";
import type { Refusal } from "@graticule/api/problem";
import type { Place } from "@graticule/jurisdiction/place";
import type { JoinKey, Knocking } from "../presence/joins.ts";
import type { ContestOutcome } from "./contest-location.ts";

/** Someone who asks to join a meeting, by what the request proves. */
export interface Requester {
  /** Signed in; undefined: a guest. */
  readonly personId: string | undefined;
  /** Of their session. */
  readonly signInId?: string | undefined;
  /** `host`: has the management secret, or owns the meeting. */
  readonly comesAs: "host" | "guest";
  /** SHA-256 of the management secret; undefined: they don't come by it. */
  readonly linkHash?: Buffer | undefined;
}

export interface Visitor extends Requester {
  readonly address: string;
}

/** Someone who looks at the door. `pass`: the secret of a traveller's pass. */
export interface DoorVisitor extends Visitor {
  readonly pass: string | undefined;
}

/** `pass`: the secret of a traveller's pass. */
export interface Introduction {
  readonly name: string;
  readonly pass?: string | undefined;
}

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
  /** No engine is up in the region chosen for it, or, if none was, anywhere. */
  | { readonly kind: "no-media"; readonly region: string | undefined }
  | { readonly kind: "ended"; readonly by: EndedBy };

export type DoorOutcome =
  | { readonly kind: "door"; readonly door: Door }
  | { readonly kind: "absent" | "outage" };

/** `conflict`: no host can open what keeps this person out. */
export type KnockOutcome = "done" | "absent" | "conflict" | "too-many";

/** `unwanted`: by the host, or this service has no beacon. `invalid`: not a readable offer. */
export type BeaconOutcome =
  | { readonly kind: "answer"; readonly sdp: string }
  | { readonly kind: "unwanted" | "absent" | "invalid" | "too-many" };

/**
 * The door of our own meetings. Each answer is decided by memory as of the call, after what it
 * stores is known there.
 */
export interface Joining {
  /** What a page is told before joining. Stores nothing. */
  door(code: string, viewer: DoorVisitor): Promise<DoorOutcome>;
  join(code: string, visitor: Visitor, as: Introduction): Promise<JoinOutcome>;
  /** The same join asks again; `stated`: where the person says they are. */
  enter(key: JoinKey, address: string, stated: Place | undefined): Promise<JoinOutcome>;
  leave(key: JoinKey): "done" | "absent";
  /** The page opens its beacon. */
  openBeacon(key: JoinKey, address: string, offer: string): BeaconOutcome;
  /** "I'm not there", said to an order. */
  contest(key: JoinKey, address: string, devicePlace: Place | undefined): ContestOutcome;
  /** The page answers the event `where`: it is where this request comes from. */
  here(key: JoinKey, address: string): "done" | "absent";
  /** Asks the host to be let in against the meeting's own rule. */
  knock(key: JoinKey, address: string, knocking: Knocking): KnockOutcome;
}

interface SeenPass {
  readonly name: string;
  /** Whom it lets in now, if anyone. */
  readonly person: string | undefined;
}

/** What a join stores of a person, durable and known to every decision when it answers. */
export interface JoinGrants {
  /** @param linkHash by which link they are host, unless it is no longer the meeting's; undefined: they own the meeting */
  putHost(
    room: string,
    who: { person: string; name: string },
    linkHash: Buffer | undefined,
  ): Promise<void>;
  /** Stores nothing. Undefined: there is no such pass; `unknown`: the database is away. */
  findPass(room: string, secret: string): Promise<SeenPass | "unknown" | undefined>;
  /** Does nothing for a pass that was taken back. */
  usePass(room: string, secret: string, who: { person: string; name: string }): Promise<void>;
  /** By the person's own answer. What a host has decided stays. */
  letInByAnswer(room: string, person: string, name: string): Promise<void>;
}
