import type { DeskChange } from "@graticule/api/desk-changes";
import type { DeskOrder, DraftedOrder, OrderInput } from "@graticule/api/orders";
import { type DeskKey, deskKey, deskKeyId } from "@graticule/ledger/act-signature";
import type { OrderAct, OrderAgainAct } from "@graticule/ledger/act-statement";
import { commitmentOf } from "@graticule/ledger/commitment";
import { dayOf } from "@graticule/ledger/day";
import { type ShownToSign, says } from "../../api/to-sign.ts";
import { sha256 } from "../../transparency/verify/browser-crypto.ts";

/**
 * Whether what a member is asked to sign is what their page shows, as far as it can know: so the
 * service can't have another thing signed.
 */

/** Of an order: the page can't open them, or has them only as the service says. */
const orderUnknown = ["meeting", "terms", "beyond"];

/** Of an order in writing. */
export function showsDraft(
  { draft, toSign }: DraftedOrder,
  {
    request,
    order,
    now,
  }: { readonly request: number; readonly order: OrderInput; readonly now: number },
): boolean {
  const shown = {
    ...ofOrder("propose-order", { ...order, id: draft.id }, request),
    ...ofTexts(order, draft.salts),
  };
  return says(toSign, shown, { unknown: orderUnknown, now });
}

/** Of an order that waits for its approval. */
export function showsOrder(
  order: DeskOrder,
  { request, now }: { readonly request: number; readonly now: number },
): boolean {
  return saysOrder(order, ofOrder("approve-order", order, request), now);
}

/** Of an order that a restore brought back: all of it, after the restore that the page names. */
export function showsOrderAgain(
  act: OrderAgainAct,
  order: DeskOrder,
  { request, now }: { readonly request: number; readonly now: number },
): boolean {
  const restored = order.confirmation?.restoredEntry;
  return saysOrder(order, { ...ofOrder(act, order, request), restored }, now);
}

function saysOrder(order: DeskOrder, shown: ShownToSign, now: number): boolean {
  if (order.salts === undefined) return false;
  const all = { ...shown, ...ofTexts(order, order.salts) };
  return says(order.toSign, all, { unknown: orderUnknown, now });
}

function ofTexts(
  { reason, law, beyondWhy }: Pick<OrderInput, "reason" | "law" | "beyondWhy">,
  salts: DraftedOrder["draft"]["salts"],
): ShownToSign {
  const text = (salt: string, value: string) => commitmentOf(sha256, "text", { salt, value });
  return {
    reason: text(salts.reason, reason),
    law: text(salts.law, law),
    beyondWhy: beyondWhy === undefined ? undefined : text(salts.beyondWhy, beyondWhy),
  };
}

function ofOrder(
  act: OrderAct | OrderAgainAct,
  order: Pick<DeskOrder, "id" | "places" | "from" | "until">,
  request: number,
): ShownToSign {
  return {
    act,
    order: order.id,
    request,
    places: [...new Set(order.places)].sort(),
    from: utcDay(order.from),
    until: utcDay(order.until),
  };
}

/**
 * Of a change, with the key whose name the page shows, if it gives roles; only one of the staff has
 * roles or a key. The sentence is the service's.
 */
export function showsChange({ id, kind, about, roles, toSign }: DeskChange, now: number): boolean {
  const shown = { act: "confirm-change", change: id, what: kind };
  const unknown = ["says"];
  if (kind !== "staff") return says(toSign, shown, { unknown, now });
  const ofStaff = { ...shown, roles };
  // What only takes roles shows no key.
  if (about?.key === undefined) return says(toSign, ofStaff, { unknown: [...unknown, "key"], now });
  const key = signedKey(toSign);
  const isNamed = key !== undefined && deskKeyId(sha256, key) === about.key;
  return isNamed && says(toSign, { ...ofStaff, key }, { unknown, now });
}

/** The public key that a change gives someone. */
function signedKey(toSign: string | undefined): DeskKey | undefined {
  return deskKey(/"key":"([^"]*)"/.exec(toSign ?? "")?.[1]);
}

const utcDay = (at: string): string => dayOf(Date.parse(at));
