import type { HostRole, RoomView } from "@graticule/api/hosting";
import { Listeners } from "../../signals/listeners.ts";
import { personOf, roleOf } from "./powers.ts";

/** What was said of the roles until now. */
export interface RolesKnown {
  /** Identities of all who were hosts at any time of the call. */
  readonly hosts: ReadonlySet<string>;
  /** The persons who run the meeting, as everyone was told. */
  readonly running: ReadonlySet<string>;
}

/**
 * The roles that stand beside names, for everyone to read. The service says of a changed role sooner after a removal than after a
 * departure. INVARIANT: what is shown does not depend on why someone left: who acts as host is shown when everyone is told who runs
 * the meeting, and a host is shown as one for as long as they are seen.
 */
export class ShownRoles {
  #known: RolesKnown = { hosts: new Set(), running: new Set() };
  readonly #listeners = new Listeners();

  readonly subscribe = this.#listeners.subscribe;
  readonly current = (): RolesKnown => this.#known;

  /** What the service says. */
  see({ roles }: RoomView): void {
    const { hosts } = this.#known;
    const news = roles.filter(({ identity, role }) => role === "host" && !hosts.has(identity));
    if (news.length === 0) return;
    this.#set({ hosts: new Set([...hosts, ...news.map(({ identity }) => identity)]) });
  }

  /** These persons run the meeting now, as everyone is told. */
  told(persons: readonly string[]): void {
    this.#set({ running: new Set(persons) });
  }

  #set(change: Partial<RolesKnown>): void {
    this.#known = { ...this.#known, ...change };
    this.#listeners.tell();
  }
}

export function shownRoleOf(
  { hosts, running }: RolesKnown,
  view: RoomView | undefined,
  identity: string,
): HostRole {
  if (hosts.has(identity)) return "host";
  const role = roleOf(view, identity);
  return role === "acting" && !running.has(personOf(identity)) ? "guest" : role;
}
