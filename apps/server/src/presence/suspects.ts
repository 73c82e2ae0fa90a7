import { parseAddress } from "@graticule/admission/location/address";
import { collection, type LiveRooms } from "./live-room.ts";

const mostPerRoom = 200;

/** Address, oldest first → the person who was last removed there. */
const kind = collection(() => new Map<string, string>());

export type Suspects = ReturnType<typeof createSuspects>;

/**
 * Addresses from which a host has removed someone: guests can't be recognised, so newcomers from
 * there wait in the lobby. Process memory alone, forgotten after the sitting.
 */
export function createSuspects(live: LiveRooms) {
  return {
    has: (room: string, address: string) =>
      live.peek(room, kind)?.has(addressGroup(address)) ?? false,
    /** `person`: who was removed, for `remove`. */
    add(room: string, address: string, person: string): void {
      const key = addressGroup(address);
      const known = live.of(room).get(kind);
      known.delete(key);
      known.set(key, person);
      const [oldest] = known.keys();
      if (known.size > mostPerRoom && oldest !== undefined) known.delete(oldest);
    },
    /** The host took it back. */
    remove(room: string, person: string): void {
      const known = live.peek(room, kind);
      for (const [key, who] of known ?? []) if (who === person) known?.delete(key);
      live.release(room);
    },
    forget(room: string): void {
      live.peek(room, kind)?.clear();
      live.release(room);
    },
    rooms: () => [...live.with(kind)].filter(([, { size }]) => size > 0).map(([room]) => room),
  };
}

/** An IPv4 address, or the /64 of an IPv6 one, in which a device can change its own at will. */
function addressGroup(text: string): string {
  const address = parseAddress(text);
  return address.kind === "ipv6" ? `${address.word0} ${address.word1}` : text;
}
