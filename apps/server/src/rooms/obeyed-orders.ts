import type { SignedActs } from "@graticule/ledger/signed-acts";
import { mayDecideAppeal } from "@graticule/ledger/signed-decisions";
import { mayConfirmOrder, mayOrder } from "@graticule/ledger/signed-orders";
import { isConfirmed, type ReadSigners } from "./order-signers.ts";
import { areDecisionsSigned, isSignedByTwo, type SignedOrder } from "./signed-order.ts";
import type { StoredOrder } from "./store.ts";

/** An order as the database has it, with what two people signed, and what the register says of its reach. */
export type OrderWithSignatures = StoredOrder & {
  readonly signed: SignedOrder;
  readonly register: OrderRegister;
};

interface OrderRegister {
  /** The changes that entered its authority: its own entry, and the newest of the series. */
  readonly entered: readonly string[];
  /** Of the authority; null: a union. */
  readonly home: string | null;
  /** Places that are listed as disputed no more, and the changes that say so. */
  readonly unlisted: readonly { readonly place: string; readonly change: string | null }[];
}

/** More are checked again. */
const mostHeld = 10_000;

/**
 * INVARIANT: a row stands for no person. An order is obeyed only where what it says is what two desk keys
 * signed, which the public log lets do so, and where a third signed each decision by which it stands after an appeal. One
 * that was written past the program is none. So it is with the entry of its authority, and with the end of a dispute about a
 * place. What lets an order reach less, such as a new dispute, needs none.
 */
export class ObeyedOrders {
  readonly #signers: ReadSigners;
  /** Orders whose signatures held, by id, with what was read of them then. */
  readonly #held = new Map<string, string>();

  constructor(signers: ReadSigners) {
    this.#signers = signers;
  }

  /** As it is obeyed; undefined: it isn't. */
  async find({
    signed,
    register,
    ...order
  }: OrderWithSignatures): Promise<StoredOrder | undefined> {
    if (!isWithin(order, signed)) return undefined;
    const text = JSON.stringify([signed, register]);
    if (this.#held.get(order.id) === text) return order;
    // Whatever stands there instead of signatures: it is no order, and the others of its room are read.
    const made = isMade(signed).catch(() => false);
    const [isSigned, signers] = await Promise.all([made, this.#signers.read()]);
    if (!isSigned || !maySign(signers, signed)) return undefined;
    if (!register.entered.every((change) => isConfirmed(signers, change, "authority"))) {
      return undefined;
    }
    const disputed = register.unlisted
      .filter(({ change }) => !isConfirmed(signers, change, "disputed-places"))
      .map(({ place }) => place);
    if (disputed.length > 0) return without(order, disputed, register.home);
    if (this.#held.size >= mostHeld) this.#held.clear();
    this.#held.set(order.id, text);
    return order;
  }
}

/** As `published_order` does with places that are listed. Undefined: nothing is left. */
function without(
  order: StoredOrder,
  disputed: readonly string[],
  home: string | null,
): StoredOrder | undefined {
  const others = disputed.filter((place) => place !== home);
  const jurisdiction = order.jurisdiction.filter(
    (place) => place === home || !others.some((one) => one === place || isPartOf(one, place)),
  );
  if (jurisdiction.length === 0) return undefined;
  const parts = others.filter((one) => jurisdiction.some((place) => isPartOf(place, one)));
  return { ...order, jurisdiction, excepted: [...new Set([...order.excepted, ...parts])] };
}

const isPartOf = (country: string, place: string): boolean => place.startsWith(`${country}-`);

async function isMade(signed: SignedOrder): Promise<boolean> {
  return (await isSignedByTwo(signed)) && (await areDecisionsSigned(signed));
}

function maySign(acts: Pick<SignedActs, "keys" | "restored">, signed: SignedOrder): boolean {
  const { again, upheld } = signed;
  if (!mayOrder(acts.keys, signed)) return false;
  const orderedBy = [signed, again].flatMap((one) =>
    [one?.proposal?.key, one?.approval?.key].filter((key) => key !== undefined),
  );
  const isDecided = upheld.every(
    ({ decision }) => decision !== null && mayDecideAppeal(acts.keys, decision, orderedBy),
  );
  if (!isDecided || again === null) return isDecided;
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
