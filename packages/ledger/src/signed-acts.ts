import type { DeskKeys } from "./desk-keys.ts";
import type { IndexedEntry } from "./entry.ts";
import type { RecordId } from "./field.ts";
import type { BrokenPromise } from "./promises.ts";
import { type ChangesDraft, endKey, type ProposedChange, takeChange } from "./signed-changes.ts";
import {
  confirmOrder,
  type OrdersDraft,
  type SignedOrders,
  takeOrder,
  tellOrder,
} from "./signed-orders.ts";
import type { ActPorts } from "./two-signatures.ts";

/**
 * Whether what takes two people was signed by two keys (constitution 7). The log says which desk
 * keys there are: one gets its roles by a change that two keys signed, an approver's to confirm it, or
 * that was public for 7 days, which is the root of trust. It ends for good when another takes its place, which
 * it can't confirm itself, or when its holder leaves. From the first key on, an order has the
 * signatures of a reviewer's key and of another, an approver's, and again where it is confirmed after
 * a restore; earlier orders have none.
 */

/** The state after some entries, to go on from. Keep it with the edge of the tree. */
export interface SignedActs extends SignedOrders {
  /** Whether an entry had a key. */
  readonly begun: boolean;
  readonly keys: DeskKeys;
  /** Changes that wait for a decision. */
  readonly proposed: ReadonlyMap<RecordId, ProposedChange>;
}

export const noSignedActs: SignedActs = {
  begun: false,
  keys: new Map(),
  proposed: new Map(),
  sealed: new Map(),
  standing: new Map(),
  restored: undefined,
  orders: { signed: 0, before: 0 },
};

/** A copy that one call may change. */
type Draft = OrdersDraft & ChangesDraft;

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
    sealed: new Map(before.sealed),
    standing: new Map(before.standing),
    restored: before.restored,
    orders: { ...before.orders },
  };
  const findings: BrokenPromise[] = [];
  for (const { index, entry } of entries) {
    switch (entry.kind) {
      case "change-proposed":
        acts.proposed.set(entry.change, entry);
        break;
      case "change-decided":
        if (!(await takeChange(ports, acts, entry))) {
          findings.push({ index, what: "change-not-confirmed" });
        }
        break;
      case "staff-left":
        endKey(acts, entry.ended, entry.day);
        break;
      case "order-approved":
        if (!(await takeOrder(ports, acts, { index, entry }))) {
          findings.push({ index, what: "order-not-signed" });
        }
        break;
      case "restored":
        acts.restored = { index, given: new Set() };
        break;
      case "order-confirmed":
        if (!(await confirmOrder(ports, acts, { index, entry }))) {
          findings.push({ index, what: "confirmation-not-signed" });
        }
        break;
      case "sealed-opened": {
        const { order, confirmations } = await tellOrder(ports, acts, entry);
        const not = (what: BrokenPromise["what"]) => (late: number) => ({ index: late, what });
        findings.push(...order.map(not("order-not-signed")));
        findings.push(...confirmations.map(not("confirmation-not-signed")));
        break;
      }
      default:
        break;
    }
  }
  return { acts, findings };
}
