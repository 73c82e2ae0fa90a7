import type { HostRole, RoomView } from "@graticule/api/hosting";
import { Listeners } from "../../signals/listeners.ts";
import { personOf, roleOf } from "./powers.ts";

/**
 * The roles that stand beside names, for everyone to read. The service says of a changed role sooner after a removal than after a
 * departure. INVARIANT: what is shown does not depend on why someone left: who acts as host is shown when it is told who runs
 * the meeting, and a host is shown as one for as long as they are seen.
 */
export class ShownRoles {
  readonly #hosts = new Set<string>();
  #running: ReadonlySet<string> = new Set();
  readonly #listeners = new Listeners();

  readonly subscribe = this.#listeners.subscribe;
  readonly current = (): unknown => this.#running;

  /** What the service says. */
  see({ roles }: RoomView): void {
    for (const { identity, role } of roles) if (role === "host") this.#hosts.add(identity);
  }

  /** These persons run the meeting now, as everyone is told. */
  told(persons: readonly string[]): void {
    this.#running = new Set(persons);
    this.#listeners.tell();
  }

  of(view: RoomView | undefined, identity: string): HostRole {
    if (this.#hosts.has(identity)) return "host";
    const role = roleOf(view, identity);
    return role === "acting" && !this.#running.has(personOf(identity)) ? "guest" : role;
  }
}
