import { isSignedBy } from "./act-signature.ts";
import { decisionStatement } from "./act-statement.ts";
import { type Day, isAbout } from "./day.ts";
import { type DeskKeys, type HeldKey, holds, newDeciderDays } from "./desk-keys.ts";
import type { EntryOf } from "./entry.ts";
import type { Commitment } from "./field.ts";
import { makersOf, type OrdersDraft } from "./signed-orders.ts";
import { type ActPorts, about, type SignedOn } from "./two-signatures.ts";

/**
 * Whether the decision of an appeal is signed by the key of someone who has decided appeals for some days, and made no part
 * of the order, nor confirmed it again. A decision by which the order stands has to be; one that ends it needs no key.
 */
export async function isDecisionSigned(
  ports: ActPorts,
  acts: OrdersDraft,
  entry: EntryOf<"appeal-decided">,
): Promise<boolean> {
  const { decision, reasons, order, case: number = 1, outcome, day } = entry;
  if (decision === undefined) return outcome === "overturned" || !acts.begun;
  const held = acts.keys.get(decision.key);
  if (held === undefined || reasons === undefined || !isAbout(decision.day, day)) return false;
  if (!mayDecideAppeal(acts.keys, decision, makersOf(acts, order)) || !decides(held, day)) {
    return false;
  }
  const statement = decisionStatement({ order, case: number, outcome, reasons });
  return await isSignedBy(ports, { key: held.key, statement, signature: decision });
}

/**
 * Whether the log says of this key that it may decide an appeal about the day of its signature.
 * @param orderedBy the keys that made the order, or confirmed it again
 */
export function mayDecideAppeal(
  keys: DeskKeys,
  { key, day }: SignedOn,
  orderedBy: readonly Commitment[],
): boolean {
  const held = keys.get(key);
  if (held === undefined || orderedBy.includes(key)) return false;
  return about(day).some((on) => decides(held, on));
}

function decides(held: HeldKey, on: Day): boolean {
  return holds(held, "appeals", { on, days: newDeciderDays });
}
