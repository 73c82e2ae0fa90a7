import type { Colleague } from "@graticule/api/desk";
import type { OrderFindings } from "@graticule/api/orders";
import type { Beyond } from "@graticule/desk/asked";
import {
  type OrderEndKind,
  type OrderRecord,
  type OrderState,
  orderStateAt,
} from "@graticule/desk/order-states";
import type { Place } from "@graticule/jurisdiction/place";
import type { OrderToSign } from "../../rooms/signed-order.ts";

/** Who did something, and when. */
export interface DoneBy {
  readonly by: Colleague;
  readonly at: Date;
}

/** All that is recorded of a proposed order; what it comes to is derived. */
export interface CaseOrder {
  readonly id: string;
  /** Number of its meeting in the record of the request. */
  readonly meetingNo: number;
  /** Undefined: the meeting is deleted. */
  readonly room: string | undefined;
  readonly places: readonly Place[];
  readonly excepted: readonly Place[];
  /** Of what was approved, what it reaches now; undefined: it is not approved. */
  readonly reaches:
    | { readonly places: readonly Place[]; readonly excepted: readonly Place[] }
    | undefined;
  readonly startsAt: Date;
  /** Exclusive. */
  readonly endsAt: Date;
  /** When the one sitting that it is for opened, or opens. */
  readonly sittingFrom: Date;
  readonly noticeMinutes: number;
  readonly reason: string;
  readonly law: string;
  /** What both people sign. */
  readonly signing: OrderToSign;
  /** What it goes beyond, and why. */
  readonly beyond: readonly Beyond[];
  readonly beyondWhy: string | undefined;
  readonly sealedUntil: Date | undefined;
  readonly findings: OrderFindings;
  readonly proposedBy: Colleague;
  readonly proposedAt: Date;
  readonly declined: (DoneBy & { readonly why: string }) | undefined;
  readonly approved: DoneBy | undefined;
  /** When the database was restored for the first time since it was approved or confirmed; it has no effect since then. */
  readonly restoredAt: Date | undefined;
  /** The database was restored after it was proposed: what became of it then may be lost. */
  readonly isProposalBroughtBack: boolean;
  /** Where the entry of that restore stands in the public log; undefined: nowhere yet. */
  readonly restoredEntry: number | undefined;
  readonly proposedAgainBy: Colleague | undefined;
  /** The row of that, which they signed. */
  readonly proposedAgainId: string | undefined;
  /** Whether the public log says it, and is still signed. */
  readonly log: OrderRecord["log"];
  /** When the public log first said it. */
  readonly publishedAt: Date | undefined;
  readonly end:
    | {
        readonly kind: OrderEndKind;
        readonly at: Date;
        readonly why: string | undefined;
        /** Undefined: it ended by itself. */
        readonly by: Colleague | undefined;
      }
    | undefined;
  /** The first day on which it is noted to have kept someone out; undefined: none is noted. */
  readonly effectSince: string | undefined;
  /** When an appeal that is open ends it. */
  readonly appealDueAt: Date | undefined;
}

/** @param now milliseconds since the epoch, by the database's clock */
export function stateOfOrder(order: CaseOrder, now: number): OrderState {
  const outcome =
    order.approved !== undefined ? "approved" : order.declined !== undefined ? "refused" : "none";
  return orderStateAt(
    {
      startsAt: order.startsAt.getTime(),
      endsAt: order.endsAt.getTime(),
      outcome,
      end: order.end,
      appealDueAt: order.appealDueAt?.getTime(),
      log: order.log,
    },
    now,
  );
}

/** Of several orders of one request the one that says most: what was approved, else the newest. */
export function tellingOrder(orders: readonly CaseOrder[]): CaseOrder | undefined {
  return orders.findLast(({ approved }) => approved !== undefined) ?? orders.at(-1);
}
