import type { SignedActs } from "@graticule/ledger/signed-acts";
import { mayConfirmOrder, mayOrder } from "@graticule/ledger/signed-orders";
import type { ReadSigners } from "./order-signers.ts";
import { isSignedByTwo, type SignedOrder } from "./signed-order.ts";
import type { StoredOrder } from "./store.ts";

/** An order as the database has it, with what two people signed. */
export type OrderWithSignatures = StoredOrder & { readonly signed: SignedOrder };

/** More are checked again. */
const mostHeld = 10_000;

/**
 * INVARIANT: a row stands for no person. An order is obeyed only where what it says is what two desk keys
 * signed, which the public log lets do so; one that was written past the program is none.
 */
export class ObeyedOrders {
  readonly #signers: ReadSigners;
  /** Orders whose signatures held, by id, with what was read of them then. */
  readonly #held = new Map<string, string>();

  constructor(signers: ReadSigners) {
    this.#signers = signers;
  }

  async has(order: OrderWithSignatures): Promise<boolean> {
    const { signed } = order;
    if (!isWithin(order, signed)) return false;
    const text = JSON.stringify(signed);
    if (this.#held.get(order.id) === text) return true;
    // Whatever stands there instead of signatures: it is no order, and the others of its room are read.
    const made = isSignedByTwo(signed).catch(() => false);
    const [isMade, signers] = await Promise.all([made, this.#signers.read()]);
    if (!isMade || !maySign(signers, signed)) return false;
    if (this.#held.size >= mostHeld) this.#held.clear();
    this.#held.set(order.id, text);
    return true;
  }
}

function maySign(acts: Pick<SignedActs, "keys" | "restored">, signed: SignedOrder): boolean {
  const { again } = signed;
  if (!mayOrder(acts.keys, signed)) return false;
  if (again === null) return true;
  const { restored, proposal, approval } = again;
  if (restored === null || proposal === undefined || approval === undefined) return false;
  return mayConfirmOrder(acts, restored, { proposal, approval });
}

/** What it does now goes no further than what was signed: it can end earlier, and reach less. */
function isWithin(
  { id, jurisdiction, excepted, from, until }: StoredOrder,
  signed: SignedOrder,
): boolean {
  const isSigned = signed.proposal !== undefined && signed.approval !== undefined;
  return (
    isSigned &&
    id === signed.id &&
    jurisdiction.every((place) => signed.places.includes(place)) &&
    signed.excepted.every((place) => excepted.includes(place)) &&
    Math.floor(from) >= signed.from &&
    Math.floor(until) <= signed.until
  );
}
