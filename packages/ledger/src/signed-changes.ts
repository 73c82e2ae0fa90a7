import { deskKeyId } from "./act-signature.ts";
import { changeStatement } from "./act-statement.ts";
import { type Day, dayNumber } from "./day.ts";
import { type HeldKey, isKeyOver, rolesOf, signs, withRoles } from "./desk-keys.ts";
import type { EntryOf } from "./entry.ts";
import type { Commitment, RecordId } from "./field.ts";
import type { OrdersDraft } from "./signed-orders.ts";
import { type ActPorts, areSigned, signersOf } from "./two-signatures.ts";

/** Whether a change that takes two people was signed by two keys, and what it gives or takes. */

export type ProposedChange = EntryOf<"change-proposed">;

/** What one call may change. */
export interface ChangesDraft {
  begun: boolean;
  readonly keys: Map<Commitment, HeldKey>;
  readonly proposed: Map<RecordId, ProposedChange>;
  restored: OrdersDraft["restored"];
}

/** How a change ended, with its proposal, if the log has one. */
interface Decided {
  readonly entry: EntryOf<"change-decided">;
  readonly proposed: ProposedChange | undefined;
}

/** How long an administrator's proposal is public before it takes effect, in days. */
const waitingDays = 7;

/** False: its roles don't count, as it wasn't confirmed. */
export async function takeChange(
  ports: ActPorts,
  acts: ChangesDraft,
  entry: EntryOf<"change-decided">,
): Promise<boolean> {
  const { change, key, roles = [], replaces, day, outcome } = entry;
  const proposed = acts.proposed.get(change);
  acts.proposed.delete(change);
  acts.begun ||= key !== undefined;
  if (isFromBefore(acts, entry) || outcome === "declined" || outcome === "withdrawn") return true;
  const id = key && deskKeyId(ports.sha256, key);
  const held: HeldKey | undefined = id && (acts.keys.get(id) ?? { key, tenures: [] });
  if (!mayGive(acts, { held, entry, proposed })) return false;
  const mayBe = {
    confirmed: () => isConfirmed(ports, acts, { entry, proposed }),
    waited: async () => key === undefined || hasWaited(proposed?.day, day),
    // Alone one only gives up.
    alone: async () => held === undefined || roles.every((one) => rolesOf(held).includes(one)),
  };
  if (!(await mayBe[outcome]())) return false;
  if (id !== undefined && held !== undefined) acts.keys.set(id, withRoles(held, roles, day));
  endKey(acts, replaces, day);
  const { restored } = acts;
  if (restored !== undefined && id !== undefined && outcome !== "alone") {
    acts.restored = { ...restored, given: new Set([...restored.given, id]) };
  }
  return true;
}

/** Before the first key nothing is signed; what claims to be is checked. */
function isFromBefore(
  { begun }: ChangesDraft,
  { confirmation }: EntryOf<"change-decided">,
): boolean {
  return !begun && confirmation === undefined;
}

/**
 * Only a change of the staff gives a key roles. A key that is over gets none. A new one takes the place of
 * one in force, by the word of others than who holds that one.
 */
function mayGive(
  { keys }: ChangesDraft,
  {
    held,
    entry: { replaces, proposal, confirmation, outcome },
    proposed,
  }: Decided & { readonly held: HeldKey | undefined },
): boolean {
  if (held !== undefined && proposed?.what !== "staff") return false;
  if (replaces === undefined) return held === undefined || !isKeyOver(held);
  const former = keys.get(replaces);
  const isNew = held?.tenures.length === 0;
  const isOwnWord =
    outcome === "alone" || proposal?.key === replaces || confirmation?.key === replaces;
  return isNew && former !== undefined && !isKeyOver(former) && !isOwnWord;
}

/** From this day on the key holds nothing. */
export function endKey({ keys }: ChangesDraft, id: Commitment | undefined, day: Day): void {
  const held = id && keys.get(id);
  if (id && held) keys.set(id, withRoles(held, [], day));
}

function hasWaited(from: Day | undefined, to: Day): boolean {
  return from !== undefined && dayNumber(to) - dayNumber(from) >= waitingDays;
}

/** Whether two keys signed it: one of any role to propose it, and another, an approver's, to confirm it. */
async function isConfirmed(
  ports: ActPorts,
  { keys }: ChangesDraft,
  { entry, proposed }: Decided,
): Promise<boolean> {
  const { change, roles, key, replaces, proposal, confirmation, day } = entry;
  const signers = signersOf(keys, { proposal, approval: confirmation, day }, signs);
  if (proposed === undefined || signers === undefined) return false;
  const { what, says } = proposed;
  const terms = { change, what, says, roles, key, replaces };
  return await areSigned(ports, signers, {
    proposal: changeStatement("propose-change", terms),
    approval: changeStatement("confirm-change", terms),
  });
}
