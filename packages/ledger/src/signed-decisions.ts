import { isSignedBy } from "./act-signature.ts";
import { decisionStatement } from "./act-statement.ts";
import { isAbout } from "./day.ts";
import { type DeskKeys, holds } from "./desk-keys.ts";
import type { EntryOf } from "./entry.ts";
import type { Commitment } from "./field.ts";
import type { OrdersDraft } from "./signed-orders.ts";
import { type ActPorts, about, type SignedOn } from "./two-signatures.ts";

/**
 * Whether the decision of an appeal is signed by the key of someone who decides appeals and made no part of the order. A
 * decision by which the order stands has to be; one that ends it needs no key.
 */
export async function isDecisionSigned(
  ports: ActPorts,
  { begun, keys, standing, sealed }: OrdersDraft,
  entry: EntryOf<"appeal-decided">,
): Promise<boolean> {
  const { decision, reasons, order, case: number = 1, outcome, day } = entry;
  if (decision === undefined) return outcome === "overturned" || !begun;
  const made = standing.get(order) ?? sealed.get(order)?.entry;
  const by = [made?.proposal?.key, made?.approval?.key].filter((key) => key !== undefined);
  const held = keys.get(decision.key);
  if (held === undefined || reasons === undefined || !isAbout(decision.day, day)) return false;
  if (!mayDecideAppeal(keys, decision, by)) return false;
  const statement = decisionStatement({ order, case: number, outcome, reasons });
  return await isSignedBy(ports, { key: held.key, statement, signature: decision });
}

/**
 * Whether the log says of this key that it may decide an appeal about the day of its signature.
 * @param orderedBy the keys that made the order
 */
export function mayDecideAppeal(
  keys: DeskKeys,
  { key, day }: SignedOn,
  orderedBy: readonly Commitment[],
): boolean {
  const held = keys.get(key);
  if (held === undefined || orderedBy.includes(key)) return false;
  return about(day).some((on) => holds(held, "appeals", { on }));
}
