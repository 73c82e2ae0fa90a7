import type { PermitRefusal } from "@graticule/api/desk";
import type { RequestAct } from "@graticule/api/requests";
import type { Bucket } from "@graticule/desk/demand";
import type { RequestEventKind } from "@graticule/desk/request-states";
import type { Place } from "@graticule/jurisdiction/place";
import type { Transaction } from "kysely";
import type { Seal } from "../../config/seal.ts";
import type { Database } from "../../db/schema.ts";
import type { Sitting } from "../../meetings/sitting.ts";
import type { RuleProblem } from "../../rooms/expand-rule.ts";
import type { StaffSession } from "../staff-guard.ts";
import type { RequestCase } from "./case.ts";
import { permitsOf } from "./permits.ts";
import { insertEvent } from "./store.ts";

/** All that an act on a request knows. The request is locked meanwhile. */
export interface ActContext {
  readonly tx: Transaction<Database>;
  /** Of the instance; it seals the keys of texts. */
  readonly seal: Seal;
  /** Of the instance; findings are compared by digests under it. */
  readonly findingSecret: string;
  readonly session: StaffSession;
  readonly request: RequestCase;
  /** Every place over which its authority has power. */
  readonly reach: readonly Place[];
  readonly disputed: ReadonlySet<Place>;
  /** Whether a location source can establish enough of the reach now, as an order needs. */
  readonly canTell: boolean;
  /** Meetings, by their number, at which nobody may look any more for a day. */
  readonly looksSpent: ReadonlySet<number>;
  /** By the database's clock: the moment of all that is written here. */
  readonly now: Date;
  /** Where this service is found. */
  readonly publicUrl: string;
  /** Counts networks established in these places, at the room's owner; undefined: it can't be asked. */
  readonly lookAt: (
    room: string,
    among: { readonly places: readonly Place[]; readonly excepted: readonly Place[] },
  ) => Promise<Bucket | undefined>;
  /** The occurrence that runs now or comes next; undefined: the meeting is gone. */
  readonly sittingOf: (code: string) => Promise<Sitting | undefined>;
  /** Notes that the room is in use, if it is, so that its sitting outlasts a restart. */
  readonly noteUse: (room: string) => Promise<void>;
}

/** An entry that an order waits for. */
interface Begins {
  readonly kind: "order-approved" | "order-confirmed";
  readonly order: string;
}

export type DeskActOutcome =
  | {
      readonly kind: "done";
      /** Rooms whose orders changed. */
      readonly refresh: readonly string[];
      /** Rooms whose hosts have a notice. */
      readonly notified: readonly string[];
      /** An order that begins as soon as the public log says it. */
      readonly begins?: Begins | undefined;
    }
  | ActRefusal;

/** Why nothing was done. */
export type ActRefusal =
  | { readonly kind: "not-allowed"; readonly reason: PermitRefusal }
  | { readonly kind: "invalid"; readonly problems: readonly RuleProblem[] }
  /** Someone was faster. */
  | { readonly kind: "conflict" }
  | { readonly kind: "absent" };

/** Thrown, it undoes what the act wrote so far. */
export class UndoneAct extends Error {
  readonly refusal: ActRefusal;
  constructor(refusal: ActRefusal) {
    super("what was written is undone");
    this.refusal = refusal;
  }
}

type Perform<Act> = (context: ActContext, act: Act) => Promise<DeskActOutcome>;

/** How each kind of act is done. */
export type ActTable = {
  readonly [Kind in RequestAct["kind"]]: Perform<Extract<RequestAct, { kind: Kind }>>;
};

/** Does an act where its permit says yes. */
export function permitted<Act>(
  which: keyof ReturnType<typeof permitsOf>,
  perform: Perform<Act>,
): Perform<Act> {
  return async (context, act) => {
    const permit = permitsOf(context)[which];
    return permit === "yes" ? await perform(context, act) : refuseAct(permit);
  };
}

/** Appends what is done to the record of the request. */
export async function recordAct(
  { tx, seal, request, session }: ActContext,
  kind: RequestEventKind,
  body: object = {},
): Promise<DeskActOutcome> {
  const [requestId, byPerson] = [request.id, session.member.id];
  await insertEvent(tx, seal, { requestId, kind, byPerson, body });
  return done;
}

export const done: DeskActOutcome = { kind: "done", refresh: [], notified: [] };
export const conflict: ActRefusal = { kind: "conflict" };
export const absent: ActRefusal = { kind: "absent" };

/** What is done once is `closed` to those who come later. */
export function refuseAct(reason: PermitRefusal): ActRefusal {
  return reason === "closed" ? conflict : { kind: "not-allowed", reason };
}

export function invalidAct(pointer: string, detail: string): ActRefusal {
  return { kind: "invalid", problems: [{ pointer, detail }] };
}
