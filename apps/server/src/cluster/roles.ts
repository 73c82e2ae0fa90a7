import type { Membership } from "./membership.ts";
import type { OwnerStore } from "./owner-store.ts";
import type { Owner } from "./owners.ts";

/** Work that one process does for the whole service. */
export type Role = "orders" | "location";

/** Whether this process has a role now. Ask before each round of the work. */
export interface Roles {
  has(role: Role): Promise<boolean>;
  /** Which instance has it. Takes it if none has. */
  find(role: Role): Promise<Owner>;
}

/** For a service of one process, which does everything. */
export const everyRole: Roles = {
  has: async () => true,
  find: async () => ({ kind: "here" }),
};

/**
 * For several instances. An instance keeps a role until it is gone; then the first to ask gets it.
 * Two may do the work at once for a moment when an instance is taken for dead: the work has to
 * allow that.
 */
export function leasedRoles(
  store: Pick<OwnerStore, "takeRole" | "holderOf">,
  membership: Pick<Membership, "id" | "mayJudge" | "find">,
): Roles & {
  /** Gives up what the database says is not ours. @throws the database's error */
  compare(): Promise<void>;
} {
  const held = new Map<Role, string>();
  const has = async (name: Role): Promise<boolean> => {
    const { id } = membership;
    if (!membership.mayJudge()) return false;
    if (held.get(name) === id) return true;
    if (!(await store.takeRole(name, id).catch(() => false))) return false;
    held.set(name, id);
    return membership.mayJudge();
  };
  return {
    has,
    async find(name) {
      if (await has(name)) return { kind: "here" };
      const holder = await store.holderOf(name).catch(() => undefined);
      const peer = holder === undefined ? undefined : membership.find(holder);
      return peer === undefined ? { kind: "outage" } : { kind: "peer", peer };
    },
    async compare() {
      for (const [name, id] of held) {
        if ((await store.holderOf(name)) !== id && held.get(name) === id) held.delete(name);
      }
    },
  };
}
