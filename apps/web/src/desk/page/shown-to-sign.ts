import type { DeskChange } from "@graticule/api/desk-changes";
import type { DeskOrder, DraftedOrder, OrderInput } from "@graticule/api/orders";
import type { Beyond } from "@graticule/desk/asked";
import { type DeskKey, deskKey, deskKeyId } from "@graticule/ledger/act-signature";
import type { OrderAct, OrderAgainAct } from "@graticule/ledger/act-statement";
import { commitmentOf } from "@graticule/ledger/commitment";
import { dayOf } from "@graticule/ledger/day";
import { compareToSign, type ShownToSign, type ToSignCompared } from "../../api/to-sign.ts";
import { sha256 } from "../../transparency/verify/browser-crypto.ts";

/**
 * Compares what a member is asked to sign with what their page shows, as far as it can know: so the
 * service can't have another thing signed.
 */

/** Of an order: the page can't open these commitments. */
const orderUnknown = ["meeting", "terms"];

/** Of an order in writing. */
export function compareDraft(
  { draft, toSign }: DraftedOrder,
  {
    request,
    order,
    beyond,
    now,
  }: {
    readonly request: number;
    readonly order: OrderInput;
    readonly beyond: readonly Beyond[];
    readonly now: number;
  },
): ToSignCompared {
  const shown = {
    ...ofOrder("propose-order", { ...order, beyond, id: draft.id }, request),
    ...ofTexts(order, draft.salts),
  };
  return compareToSign(toSign, shown, { unknown: orderUnknown, now });
}

/** Of an order that waits for its approval. */
export function compareOrder(
  order: DeskOrder,
  { request, now }: { readonly request: number; readonly now: number },
): ToSignCompared {
  return compareStored(order, ofOrder("approve-order", order, request), now);
}

/** Of an order that a restore brought back: all of it, after the restore that the page names. */
export function compareOrderAgain(
  act: OrderAgainAct,
  order: DeskOrder,
  { request, now }: { readonly request: number; readonly now: number },
): ToSignCompared {
  const restored = order.confirmation?.restoredEntry;
  return compareStored(order, { ...ofOrder(act, order, request), restored }, now);
}

function compareStored(order: DeskOrder, shown: ShownToSign, now: number): ToSignCompared {
  if (order.salts === undefined) return "not-yet";
  const all = { ...shown, ...ofTexts(order, order.salts) };
  return compareToSign(order.toSign, all, { unknown: orderUnknown, now });
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
  order: Pick<DeskOrder, "id" | "places" | "from" | "until" | "beyondWhy"> & {
    readonly beyond: readonly Beyond[];
  },
  request: number,
): ShownToSign {
  return {
    act,
    order: order.id,
    request,
    places: [...new Set(order.places)].sort(),
    from: utcDay(order.from),
    until: utcDay(order.until),
    beyond: order.beyondWhy === undefined ? undefined : [...order.beyond].sort(),
  };
}

/**
 * Of a change, which the reader proposes or confirms, with the key whose code the page shows, and the one that it replaces, if it gives roles;
 * only one of the staff has roles or a key. The sentence is the service's.
 */
export function compareChange(
  { id, kind, about, roles, toSign, mayPropose }: DeskChange,
  now: number,
): ToSignCompared {
  if (toSign === undefined) return "not-yet";
  const act = mayPropose === "yes" ? "propose-change" : "confirm-change";
  const shown = { act, change: id, what: kind };
  const unknown = ["says"];
  if (kind !== "staff") return compareToSign(toSign, shown, { unknown, now });
  const ofStaff = { ...shown, roles };
  // What only takes roles shows no key.
  if (about?.key === undefined) {
    return compareToSign(toSign, ofStaff, { unknown: [...unknown, "key"], now });
  }
  const key = signedKey(toSign);
  if (key === undefined || deskKeyId(sha256, key) !== about.key) return "another";
  return compareToSign(toSign, { ...ofStaff, key, replaces: about.replaces }, { unknown, now });
}

/** Of an act under the terms of service. The page can't open whom it is about. */
export function compareTermsAct(
  toSign: string | undefined,
  {
    doing,
    id,
    kind,
    reason,
    salt,
    now,
  }: {
    readonly doing: "propose-terms" | "approve-terms";
    readonly id: string;
    readonly kind: string;
    readonly reason: string;
    readonly salt: string;
    readonly now: number;
  },
): ToSignCompared {
  const committed = commitmentOf(sha256, "text", { salt, value: reason });
  const shown = { act: doing, id, what: kind, reasons: committed };
  return compareToSign(toSign, shown, { unknown: ["host", "meeting"], now });
}

/** The public key that a change gives someone. */
function signedKey(toSign: string): DeskKey | undefined {
  return deskKey(/"key":"([^"]*)"/.exec(toSign)?.[1]);
}

const utcDay = (at: string): string => dayOf(Date.parse(at));
