import type { Membership } from "./membership.ts";
import type { OwnerStore } from "./owner-store.ts";

/** What one process does for the whole service. */
export type Role = "orders";

/** Whether this process does this now. Asked before each round of the work. */
export interface Roles {
  has(role: Role): Promise<boolean>;
}

/** The one process of a service does everything. */
export const everyRole: Roles = { has: async () => true };

/**
 * Roles of several instances. One that has a role keeps it until it is gone; then the first to ask
 * has it. The work has to bear two that do it at once, for as long as one is being taken for dead.
 */
export function leasedRoles(store: Pick<OwnerStore, "takeRole">, membership: Membership): Roles {
  const held = new Map<Role, string>();
  return {
    async has(name) {
      const { id } = membership;
      if (!membership.mayJudge()) return false;
      if (held.get(name) === id) return true;
      if (!(await store.takeRole(name, id).catch(() => false))) return false;
      held.set(name, id);
      return membership.mayJudge();
    },
  };
}
