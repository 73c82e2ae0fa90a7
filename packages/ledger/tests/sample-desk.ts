import type { ActSignature } from "@graticule/ledger/act-signature";
import {
  changeStatement,
  type OrderAgainAct,
  type OrderTerms,
  orderAgainStatement,
  orderStatement,
} from "@graticule/ledger/act-statement";
import type { Day } from "@graticule/ledger/day";
import type { EntryOf } from "@graticule/ledger/entry";
import type { Commitment } from "@graticule/ledger/field";
import { entryOf, recordAt } from "./sample-log.ts";
import { type SoftDeskKey, softDeskKey } from "./soft-desk-key.ts";

/** A desk whose members sign, for tests. @internal */

type Roles = NonNullable<EntryOf<"change-decided">["roles"]>;

const hash = "0123456789abcdef".repeat(4) as Commitment;

export interface SampleAppointment {
  /** Numbers the change. */
  readonly at: number;
  readonly key: SoftDeskKey;
  readonly roles: Roles;
  readonly proposed: Day;
  readonly decided: Day;
  /** Who confirms it; undefined: it waited. */
  readonly by?: SoftDeskKey | undefined;
  /** Who signs the proposal if someone confirms it; by default the sample's. Null: no one. */
  readonly proposer?: SoftDeskKey | null;
  /** Whose place the key takes. */
  readonly instead?: SoftDeskKey | undefined;
}

/** A change of the staff: its proposal, and its confirmation or the end of its waiting. */
export function appointment(sample: SampleAppointment) {
  const { at, key, roles, proposed, decided, by, instead } = sample;
  const { proposer = sampleSigners.proposer } = sample;
  const change = recordAt(at);
  const what = "staff";
  const given = {
    ...{ roles, key: key.key },
    ...(instead === undefined ? {} : { replaces: instead.id }),
  };
  const terms = { change, what, says: hash, ...given };
  const proposal = by && proposer?.sign(changeStatement("propose-change", terms), decided);
  const confirmation = by?.sign(changeStatement("confirm-change", terms), decided);
  return [
    entryOf({ kind: "change-proposed", day: proposed, change, what, says: hash }),
    entryOf({
      kind: "change-decided",
      day: decided,
      change,
      outcome: confirmation === undefined ? "waited" : "confirmed",
      ...given,
      ...(proposal === undefined ? {} : { proposal }),
      ...(confirmation === undefined ? {} : { confirmation }),
    }),
  ] as const;
}

/** Both members' roles, given again on one day. `at`: numbers the first of the two changes. */
export function givenAgain({
  at,
  proposer,
  approver,
  on,
}: Pick<SampleSigners, "proposer" | "approver"> & { readonly at: number; readonly on: Day }) {
  const days = { proposed: on, decided: on, by: approver };
  return [
    ...appointment({ at, key: approver, roles: ["approver"], ...days }),
    ...appointment({ at: at + 1, key: proposer, roles: ["reviewer"], ...days }),
  ];
}

/** What an order says, and its text's commitments even if they are sealed. */
export type SampleOrder = Omit<OrderTerms, "terms">;

export interface SampleSigners {
  readonly proposer: SoftDeskKey;
  readonly approver: SoftDeskKey;
  readonly proposed: Day;
  readonly approved: Day;
}

/** The fields that two people's signatures add to an order. */
export function signaturesOf(
  order: SampleOrder,
  { proposer, approver, proposed, approved }: SampleSigners,
): {
  readonly terms: Commitment;
  readonly proposal: ActSignature;
  readonly approval: ActSignature;
} {
  const signed = { ...order, terms: hash };
  return {
    terms: hash,
    proposal: proposer.sign(orderStatement("propose-order", signed), proposed),
    approval: approver.sign(orderStatement("approve-order", signed), approved),
  };
}

/** The entry of an order that two people confirmed after the restore at this index. */
export function confirmationOf(
  order: SampleOrder,
  restored: number,
  { proposer, approver, proposed, approved }: SampleSigners,
): EntryOf<"order-confirmed"> {
  const signed = { ...order, terms: hash };
  const statement = (act: OrderAgainAct) => orderAgainStatement(act, signed, restored);
  return entryOf({
    ...{ kind: "order-confirmed", day: approved, order: order.order, restored },
    proposal: proposer.sign(statement("propose-order-again"), proposed),
    approval: approver.sign(statement("approve-order-again"), approved),
  }) as EntryOf<"order-confirmed">;
}

/** A reviewer and an approver, both of RSA and EC kind once. */
export const sampleSigners = { proposer: softDeskKey("rsa"), approver: softDeskKey("ec") };
