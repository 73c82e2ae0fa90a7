import type { Membership } from "./membership.ts";
import type { OwnerStore } from "./owner-store.ts";

/** Work that one process does for the whole service. */
export type Role = "orders";

/** Whether this process has a role now. Ask before each round of the work. */
export interface Roles {
  has(role: Role): Promise<boolean>;
}

/** For a service of one process, which does everything. */
export const everyRole: Roles = { has: async () => true };

/**
 * For several instances. An instance keeps a role until it is gone; then the first to ask gets it.
 * Two may do the work at once for a moment when an instance is taken for dead: the work has to
 * allow that.
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
