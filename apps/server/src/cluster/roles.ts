import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";
import type { Membership } from "./membership.ts";

/** What one process does for the whole service. */
export type Role = "orders" | "strays";

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
export function leasedRoles(db: Kysely<Database>, membership: Membership): Roles {
  const held = new Map<Role, string>();
  return {
    async has(name) {
      const { id } = membership;
      if (!membership.mayJudge()) return false;
      if (held.get(name) === id) return true;
      const taken = await db
        .insertInto("leased_role")
        .values({ name, instance: id })
        .onConflict((conflict) => conflict.doNothing())
        .returning("name")
        .executeTakeFirst()
        .catch(() => undefined);
      if (taken === undefined) return false;
      held.set(name, id);
      return membership.mayJudge();
    },
  };
}
