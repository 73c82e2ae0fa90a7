import type { DeskKeys } from "./desk-keys.ts";
import type { IndexedEntry } from "./entry.ts";
import type { RecordId } from "./field.ts";
import type { BrokenPromise } from "./promises.ts";
import { type ChangesDraft, endKey, type ProposedChange, takeChange } from "./signed-changes.ts";
import { isDecisionSigned } from "./signed-decisions.ts";
import {
  confirmOrder,
  type OrdersDraft,
  type SignedOrders,
  takeOrder,
  tellOrder,
} from "./signed-orders.ts";
import { type TermsDraft, takeTermsAct } from "./signed-terms.ts";
import type { ActPorts } from "./two-signatures.ts";

/**
 * Whether what takes two people was signed by two keys (constitution 7). The log says which desk
 * keys there are: one gets its roles by a change that two keys signed, an approver's to confirm it, or
 * that was public for 7 days, which is the root of trust. It ends for good when another takes its place, which
 * it can't confirm itself, or when its holder leaves. From the first key on, an order has the
 * signatures of a reviewer's key and of another, an approver's, and again where it is confirmed after
 * a restore; earlier orders have none. An order that stands after an appeal has the signature of who decided so, and
 * what ends a meeting or closes an account under the terms of service has those of all whom it takes.
 */

/** The state after some entries, to go on from. Keep it with the edge of the tree. */
export interface SignedActs extends SignedOrders {
  /** Whether an entry had a key. */
  readonly begun: boolean;
  readonly keys: DeskKeys;
  /** Changes that wait for a decision. */
  readonly proposed: ReadonlyMap<RecordId, ProposedChange>;
  /** Acts under the terms of service that were signed. */
  readonly terms: ReadonlySet<RecordId>;
}

export const noSignedActs: SignedActs = {
  begun: false,
  keys: new Map(),
  proposed: new Map(),
  terms: new Set(),
  sealed: new Map(),
  standing: new Map(),
  restored: undefined,
  orders: { signed: 0, before: 0 },
};

/** A copy that one call may change. */
type Draft = OrdersDraft & ChangesDraft & TermsDraft;

/** Goes on with further entries, in order. */
export async function watchActs(
  ports: ActPorts,
  before: SignedActs,
  entries: readonly IndexedEntry[],
): Promise<{ readonly acts: SignedActs; readonly findings: readonly BrokenPromise[] }> {
  const acts: Draft = {
    begun: before.begun,
    keys: new Map(before.keys),
    proposed: new Map(before.proposed),
    terms: new Set(before.terms),
    sealed: new Map(before.sealed),
    standing: new Map(before.standing),
    restored: before.restored,
    orders: { ...before.orders },
  };
  const findings: BrokenPromise[] = [];
  for (const one of entries) findings.push(...(await takeEntry(ports, acts, one)));
  return { acts, findings };
}

async function takeEntry(
  ports: ActPorts,
  acts: Draft,
  { index, entry }: IndexedEntry,
): Promise<readonly BrokenPromise[]> {
  const unless = (isSigned: boolean, what: BrokenPromise["what"]) =>
    isSigned ? [] : [{ index, what }];
  switch (entry.kind) {
    case "change-proposed":
      acts.proposed.set(entry.change, entry);
      return [];
    case "change-decided":
      return unless(await takeChange(ports, acts, entry), "change-not-confirmed");
    case "staff-left":
      endKey(acts, entry.ended, entry.day);
      return [];
    case "order-approved":
      return unless(await takeOrder(ports, acts, { index, entry }), "order-not-signed");
    case "restored":
      acts.restored = { index, given: new Set() };
      return [];
    case "order-confirmed":
      return unless(await confirmOrder(ports, acts, { index, entry }), "confirmation-not-signed");
    case "appeal-decided":
      return unless(await isDecisionSigned(ports, acts, entry), "decision-not-signed");
    case "terms-act":
      return unless(await takeTermsAct(ports, acts, entry), "terms-act-not-signed");
    case "sealed-opened": {
      const { order, confirmations } = await tellOrder(ports, acts, entry);
      const not = (what: BrokenPromise["what"]) => (late: number) => ({ index: late, what });
      return [
        ...order.map(not("order-not-signed")),
        ...confirmations.map(not("confirmation-not-signed")),
      ];
    }
    default:
      return [];
  }
}
