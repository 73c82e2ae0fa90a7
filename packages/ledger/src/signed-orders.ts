import { orderAgainStatement, orderStatement } from "./act-statement.ts";
import { clocksDiffer, type Day, daysAfter } from "./day.ts";
import { type DeskKeys, type HeldKey, holds } from "./desk-keys.ts";
import { type EntryOf, isSealed } from "./entry.ts";
import type { Commitment, RecordId } from "./field.ts";
import {
  type ActPorts,
  areSigned,
  maySign,
  type SignedByTwo,
  signersOf,
  type TwoSigners,
} from "./two-signatures.ts";

/**
 * Whether two keys signed an order, and two keys its confirmation after a restore. While a law delays an order's reason,
 * its signatures can't be checked.
 */

/** Orders and restores after some entries. */
export interface SignedOrders {
  /** Orders whose signatures can be checked once their reason is told. */
  readonly sealed: ReadonlyMap<RecordId, SealedOrder>;
  /** Signed orders that can still be confirmed again: their days aren't over. With their reason as it was told. */
  readonly standing: ReadonlyMap<RecordId, StandingOrder>;
  /** Undefined: there was none. */
  readonly restored: LastRestore | undefined;
  /** How many orders two keys signed, and how many are from before the first key. */
  readonly orders: { readonly signed: number; readonly before: number };
}

interface LoggedOrder {
  readonly index: number;
  readonly entry: EntryOf<"order-approved">;
}

interface LoggedConfirmation {
  readonly index: number;
  readonly entry: EntryOf<"order-confirmed">;
}

interface SealedOrder extends LoggedOrder {
  readonly confirmed: readonly LoggedConfirmation[];
}

interface StandingOrder {
  readonly entry: EntryOf<"order-approved">;
  /** The keys that confirmed it again, after any restore. */
  readonly confirmedBy: readonly Commitment[];
}

interface LastRestore {
  /** Where its entry stands. */
  readonly index: number;
  /** The keys that were given roles since. */
  readonly given: ReadonlySet<Commitment>;
}

/** What one call may change. */
export interface OrdersDraft {
  readonly begun: boolean;
  readonly keys: DeskKeys;
  readonly sealed: Map<RecordId, SealedOrder>;
  readonly standing: Map<RecordId, StandingOrder>;
  readonly restored: LastRestore | undefined;
  readonly orders: { signed: number; before: number };
}

/** False: two keys did not sign it. */
export async function takeOrder(
  ports: ActPorts,
  acts: OrdersDraft,
  { index, entry }: LoggedOrder,
): Promise<boolean> {
  const { terms, proposal, approval, reason, law, day } = entry;
  if (!acts.begun && terms === undefined && proposal === undefined && approval === undefined) {
    acts.orders.before += 1;
    return true;
  }
  if (terms === undefined || orderSignersOf(acts, entry) === undefined) return false;
  for (const [order, one] of acts.standing) {
    if (daysAfter(one.entry.until, clocksDiffer) < day) acts.standing.delete(order);
  }
  if (isSealed(reason) || isSealed(law)) {
    acts.sealed.set(entry.order, { index, entry, confirmed: [] });
    return true;
  }
  return await countSigned(ports, acts, entry);
}

/** False: after the last restore, two keys that were given roles since did not sign it. */
export async function confirmOrder(
  ports: ActPorts,
  acts: OrdersDraft,
  { index, entry }: LoggedConfirmation,
): Promise<boolean> {
  const { order, restored, proposal, approval } = entry;
  if (proposal === undefined || approval === undefined || restored === undefined) {
    return !acts.begun && proposal === undefined && approval === undefined;
  }
  if (!mayConfirmOrder(acts, restored, { proposal, approval })) return false;
  if (orderSignersOf(acts, entry) === undefined) return false;
  const waiting = acts.sealed.get(order);
  if (waiting === undefined) return await isConfirmed(ports, acts, entry);
  acts.sealed.set(order, { ...waiting, confirmed: [...waiting.confirmed, { index, entry }] });
  return true;
}

/** The indices of the order that is told, and of its confirmations, where they weren't signed as it is told. */
export async function tellOrder(
  ports: ActPorts,
  acts: OrdersDraft,
  { held }: EntryOf<"sealed-opened">,
): Promise<{ readonly order: readonly number[]; readonly confirmations: readonly number[] }> {
  const waiting = held.kind === "order-told" ? acts.sealed.get(held.order) : undefined;
  if (held.kind !== "order-told" || waiting === undefined) return { order: [], confirmations: [] };
  acts.sealed.delete(held.order);
  const { reason, law } = held;
  const isSigned = await countSigned(ports, acts, { ...waiting.entry, reason, law });
  const confirmations: number[] = [];
  for (const { index, entry } of waiting.confirmed) {
    if (!(await isConfirmed(ports, acts, entry))) confirmations.push(index);
  }
  return { order: isSigned ? [] : [waiting.index], confirmations };
}

async function countSigned(
  ports: ActPorts,
  acts: OrdersDraft,
  entry: EntryOf<"order-approved">,
): Promise<boolean> {
  const order = termsOf(entry);
  const signers = orderSignersOf(acts, entry);
  if (order === undefined || signers === undefined) return false;
  const isSigned = await areSigned(ports, signers, {
    proposal: orderStatement("propose-order", order),
    approval: orderStatement("approve-order", order),
  });
  if (!isSigned) return false;
  acts.standing.set(entry.order, { entry, confirmedBy: [] });
  acts.orders.signed += 1;
  return true;
}

async function isConfirmed(
  ports: ActPorts,
  acts: OrdersDraft,
  entry: EntryOf<"order-confirmed">,
): Promise<boolean> {
  const approved = acts.standing.get(entry.order);
  if (approved === undefined) return false;
  const order = termsOf(approved.entry);
  const signers = orderSignersOf(acts, entry);
  const { restored } = entry;
  if (order === undefined || signers === undefined || restored === undefined) return false;
  const isSigned = await areSigned(ports, signers, {
    proposal: orderAgainStatement("propose-order-again", order, restored),
    approval: orderAgainStatement("approve-order-again", order, restored),
  });
  if (!isSigned) return false;
  const confirmedBy = [...approved.confirmedBy, ...keysIn(entry)];
  acts.standing.set(entry.order, { ...approved, confirmedBy });
  return true;
}

/** The keys that made an order, or confirmed it again: as far as its reason isn't told, those that it names. */
export function makersOf(
  { standing, sealed }: Pick<OrdersDraft, "standing" | "sealed">,
  order: RecordId,
): readonly Commitment[] {
  const known = standing.get(order);
  if (known !== undefined) return [...keysIn(known.entry), ...known.confirmedBy];
  const waiting = sealed.get(order);
  if (waiting === undefined) return [];
  return [waiting, ...waiting.confirmed].flatMap(({ entry }) => keysIn(entry));
}

function keysIn({
  proposal,
  approval,
}: EntryOf<"order-approved"> | EntryOf<"order-confirmed">): readonly Commitment[] {
  return [proposal?.key, approval?.key].filter((key) => key !== undefined);
}

/** Undefined: its reason isn't told, or it is from before the first key. */
function termsOf({ terms, reason, law, ...entry }: EntryOf<"order-approved">) {
  if (terms === undefined || isSealed(reason) || isSealed(law)) return undefined;
  return { ...entry, terms, reason, law };
}

/** Undefined: it doesn't name two keys that may do so. */
function orderSignersOf(
  { keys }: Pick<OrdersDraft, "keys">,
  { proposal, approval, day }: EntryOf<"order-approved"> | EntryOf<"order-confirmed">,
): TwoSigners | undefined {
  return signersOf(keys, { proposal, approval, day }, reviews);
}

/** Whether the log says of these two keys that one may propose and the other approve an order. */
export function mayOrder(keys: DeskKeys, signed: SignedByTwo): boolean {
  return maySign(keys, signed, reviews);
}

/** The same of an order that the restore whose entry stands there brought back: by keys that were given roles since. */
export function mayConfirmOrder(
  { keys, restored }: Pick<SignedOrders, "restored"> & { readonly keys: DeskKeys },
  after: number,
  signed: SignedByTwo,
): boolean {
  if (restored?.index !== after || !mayOrder(keys, signed)) return false;
  return restored.given.has(signed.proposal.key) && restored.given.has(signed.approval.key);
}

function reviews(held: HeldKey, on: Day): boolean {
  return holds(held, "reviewer", { on });
}
