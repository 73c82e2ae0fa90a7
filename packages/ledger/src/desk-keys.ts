import type { DeskKey } from "./act-signature.ts";
import { type Day, dayNumber } from "./day.ts";
import type { EntryOf } from "./entry.ts";
import type { Commitment } from "./field.ts";

/** Who may sign, as the log says it: which desk key held which roles on which days. */

type Role = EntryOf<"staff-left">["roles"][number];

/** The days on which a key held a role, both included. */
interface Tenure {
  readonly role: Role;
  readonly since: Day;
  /** Undefined: it still does. */
  readonly until: Day | undefined;
}

export interface HeldKey {
  readonly key: DeskKey;
  readonly tenures: readonly Tenure[];
}

/** By {@link deskKeyId}. */
export type DeskKeys = ReadonlyMap<Commitment, HeldKey>;

/** A new approver decides nothing for so many days. */
export const newApproverDays = 3;

/** Someone new in the role decides no appeal for so many days. */
export const newDeciderDays = 3;

/** A new key signs nothing for so many days, whatever its role. */
const newKeyDays = 3;

/** Its code, by which people tell keys apart: `3f2a 91bc 07de 5521`. @param id of {@link deskKeyId} */
export function keyCode(id: Commitment): string {
  return (id.match(/.{4}/g) ?? []).slice(0, 4).join(" ");
}

/** Whether it may sign what takes this role. @param days for which it has held the role by then */
export function holds(
  { key, tenures }: HeldKey,
  role: Role,
  { on, days = 0 }: { readonly on: Day; readonly days?: number },
): boolean {
  return (
    signs({ key, tenures }, on) &&
    tenures.some(
      (one) =>
        one.role === role &&
        dayNumber(one.since) + days <= dayNumber(on) &&
        (one.until === undefined || on <= one.until),
    )
  );
}

/** Whether it was in force on this day, with any role, and old enough to sign. */
export function signs(held: HeldKey, on: Day): boolean {
  const isOldEnough = held.tenures.some(
    ({ since }) => dayNumber(since) + newKeyDays <= dayNumber(on),
  );
  return isOldEnough && isInForce(held, on);
}

/** Whether it was in force on this day, with any role. */
export function isInForce({ tenures }: HeldKey, on: Day): boolean {
  return tenures.some(({ since, until }) => since <= on && (until === undefined || on <= until));
}

/** INVARIANT: a key without any role comes back with none: its holder left, or another took its place. */
export function isKeyOver(held: HeldKey): boolean {
  return held.tenures.length > 0 && rolesOf(held).length === 0;
}

/** The key with these roles from this day on, instead of those that it held. */
export function withRoles({ key, tenures }: HeldKey, roles: readonly Role[], from: Day): HeldKey {
  const held = rolesOf({ key, tenures });
  const kept = tenures.map((one) =>
    one.until === undefined && !roles.includes(one.role) ? { ...one, until: from } : one,
  );
  const added = roles
    .filter((role) => !held.includes(role))
    .map((role) => ({ role, since: from, until: undefined }));
  return { key, tenures: [...kept, ...added] };
}

/** Those that it holds now. */
export function rolesOf({ tenures }: HeldKey): readonly Role[] {
  return tenures.flatMap(({ role, until }) => (until === undefined ? [role] : []));
}
