import type { DeskChange } from "@graticule/api/desk-changes";
import type { DeskOrder, DraftedOrder, OrderInput } from "@graticule/api/orders";
import type { OrderAct } from "@graticule/ledger/act-statement";
import { commitmentOf } from "@graticule/ledger/commitment";
import { dayNumber, parseDay } from "@graticule/ledger/day";
import { canonicalJson, type JsonValue } from "@graticule/ledger/encode";
import { sha256 } from "../../transparency/verify/browser-crypto.ts";

/**
 * Whether what a member is asked to sign is what their page shows, as far as it can know: so the
 * service can't have another thing signed.
 */

/** By name; each must be equal. `undefined`: it must not be there. */
type Said = Readonly<Record<string, JsonValue | undefined>>;

/** Of an order: the page can't open them, or has them only as the service says. */
const orderUnknown = ["meeting", "terms", "beyond"];

/** Of an order in writing, with its texts under the draft's salts. */
export function showsDraft(
  { draft, toSign }: DraftedOrder,
  {
    request,
    order,
    now,
  }: { readonly request: number; readonly order: OrderInput; readonly now: number },
): boolean {
  const text = (salt: string, value: string) => commitmentOf(sha256, "text", { salt, value });
  const { salts } = draft;
  const { beyondWhy } = order;
  const shown = {
    ...ofOrder("propose-order", { ...order, id: draft.id }, request),
    reason: text(salts.reason, order.reason),
    law: text(salts.law, order.law),
    beyondWhy: beyondWhy === undefined ? undefined : text(salts.beyondWhy, beyondWhy),
  };
  return says(toSign, shown, { unknown: orderUnknown, now });
}

/** Of an order that waits for its approval. Its texts are the proposer's, whose commitments it takes over. */
export function showsOrder(
  order: DeskOrder,
  { request, now }: { readonly request: number; readonly now: number },
): boolean {
  const unknown = [...orderUnknown, "reason", "law", "beyondWhy"];
  return says(order.toSign, ofOrder("approve-order", order, request), { unknown, now });
}

function ofOrder(
  act: OrderAct,
  order: Pick<DeskOrder, "id" | "places" | "from" | "until">,
  request: number,
): Said {
  return {
    act,
    order: order.id,
    request,
    places: [...new Set(order.places)].sort(),
    from: utcDay(order.from),
    until: utcDay(order.until),
  };
}

export function showsChange({ id, about, toSign }: DeskChange, now: number): boolean {
  const shown = { act: "confirm-change", change: id, key: about?.key };
  return says(toSign, shown, { unknown: ["what", "says", "roles"], now });
}

/** As canonical JSON, of today by either clock, with nothing that the page doesn't know of. */
function says(
  toSign: string | undefined,
  shown: Said,
  { unknown, now }: { readonly unknown: readonly string[]; readonly now: number },
): boolean {
  const said = read(toSign);
  if (said === undefined || canonicalJson(said) !== toSign) return false;
  const day = parseDay(said["day"]);
  if (day === undefined || Math.abs(dayNumber(day) - Math.floor(now / 86_400_000)) > 1)
    return false;
  const known = new Set([...Object.keys(shown), ...unknown, "day"]);
  return (
    Object.keys(said).every((name) => known.has(name)) &&
    Object.entries(shown).every(([name, value]) => isSame(said[name], value))
  );
}

function read(toSign: string | undefined): Readonly<Record<string, JsonValue>> | undefined {
  try {
    const said: unknown = JSON.parse(toSign ?? "");
    return typeof said === "object" && said !== null && !Array.isArray(said)
      ? (said as Readonly<Record<string, JsonValue>>)
      : undefined;
  } catch {
    return undefined;
  }
}

const isSame = (one: JsonValue | undefined, other: JsonValue | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

const utcDay = (at: string): string => new Date(at).toISOString().slice(0, 10);
