import type { PermitRefusal } from "@graticule/api/desk";
import type { RequestAct } from "@graticule/api/requests";
import type { Place } from "@graticule/jurisdiction/place";
import type { Transaction } from "kysely";
import type { Database } from "../../db/schema.ts";
import type { Occupants } from "../../decision/occupants.ts";
import type { Sitting } from "../../meetings/sitting.ts";
import type { RuleProblem } from "../../rooms/expand-rule.ts";
import type { StaffSession } from "../staff-guard.ts";
import type { RequestCase } from "./case.ts";

/** What someone does to a request, while nobody else does anything to it. */
export interface ActContext {
  readonly tx: Transaction<Database>;
  readonly session: StaffSession;
  readonly request: RequestCase;
  /** Every place over which its authority has power. */
  readonly reach: readonly Place[];
  readonly disputed: ReadonlySet<Place>;
  /** Whether a location source can establish any place of the reach now; if none can, no order touches anyone. */
  readonly canTell: boolean;
  /** By the database's clock: what is written here is of this moment. */
  readonly now: Date;
  /** Where this service is found. */
  readonly publicUrl: string;
  readonly occupants: Pick<Occupants, "countEstablishedIn">;
  /** The occurrence that runs now or comes next; undefined: there is no such meeting any more. */
  readonly sittingOf: (code: string) => Promise<Sitting | undefined>;
}

export type DeskActOutcome =
  | {
      readonly kind: "done";
      /** Rooms whose orders are others now. */
      readonly refresh: readonly string[];
      /** Rooms whose hosts have a notice. */
      readonly told: readonly string[];
    }
  | { readonly kind: "not-allowed"; readonly reason: PermitRefusal }
  | { readonly kind: "invalid"; readonly problems: readonly RuleProblem[] }
  /** Someone was faster. */
  | { readonly kind: "conflict" }
  | { readonly kind: "absent" };

/** How each kind of act is done. */
export type ActTable = {
  readonly [Kind in RequestAct["kind"]]: (
    context: ActContext,
    act: Extract<RequestAct, { kind: Kind }>,
  ) => Promise<DeskActOutcome>;
};

export const done: DeskActOutcome = { kind: "done", refresh: [], told: [] };
export const conflict: DeskActOutcome = { kind: "conflict" };

/** What is done once is `closed` to whoever comes later: someone was faster. */
export function refuseAct(reason: PermitRefusal): DeskActOutcome {
  return reason === "closed" ? conflict : { kind: "not-allowed", reason };
}

export function invalidAct(pointer: string, detail: string): DeskActOutcome {
  return { kind: "invalid", problems: [{ pointer, detail }] };
}
