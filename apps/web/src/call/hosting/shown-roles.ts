import type { HostRole, RoomView } from "@graticule/api/hosting";
import { Listeners } from "../../signals/listeners.ts";
import { personIn, roleOf } from "./powers.ts";

/** What is known of the roles so far. */
export interface RolesKnown {
  /** Identities that were hosts at any time during the call. */
  readonly hosts: ReadonlySet<string>;
  /** The persons who run the meeting, by the last notice to everyone. */
  readonly running: ReadonlySet<string>;
}

/**
 * The roles beside names, for everyone to read. The service reports a changed role sooner after a
 * removal than after a departure. INVARIANT: what is shown does not depend on why a person left: an
 * acting host is shown from the notice of who runs the meeting, and a host for as long as they are
 * seen.
 */
export class ShownRoles {
  #known: RolesKnown = { hosts: new Set(), running: new Set() };
  readonly #listeners = new Listeners();

  readonly subscribe = this.#listeners.subscribe;
  readonly current = (): RolesKnown => this.#known;

  /** Takes the service's view of the room. */
  see({ roles }: RoomView): void {
    const { hosts } = this.#known;
    const news = roles.filter(({ identity, role }) => role === "host" && !hosts.has(identity));
    if (news.length === 0) return;
    this.#set({ hosts: new Set([...hosts, ...news.map(({ identity }) => identity)]) });
  }

  /** To be called when everyone gets the notice that these persons run the meeting now. */
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
  return role === "acting" && !running.has(personIn(identity)) ? "guest" : role;
}
