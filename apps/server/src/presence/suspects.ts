import { parseAddress } from "@graticule/admission/location/address";

/**
 * Addresses from which a host has put somebody out of a meeting: a guest is nobody in particular, so
 * whoever comes new from there waits in the lobby. Process memory alone, forgotten with the meeting.
 */
export interface Suspects {
  has(room: string, address: string): boolean;
  /** `person`: on whose account, so that it can be taken back. */
  add(room: string, address: string, person: string): void;
  /** The host has thought better of it. */
  remove(room: string, person: string): void;
  forget(room: string): void;
  /** Rooms in which somebody is remembered. */
  rooms(): Iterable<string>;
}

const mostPerRoom = 200;

export function createSuspects(): Suspects {
  /** Room → address, oldest first → the person who was put out there last. */
  const rooms = new Map<string, Map<string, string>>();
  return {
    has: (room, address) => rooms.get(room)?.has(household(address)) ?? false,
    add(room, address, person) {
      const key = household(address);
      const known = rooms.get(room) ?? new Map<string, string>();
      rooms.set(room, known);
      known.delete(key);
      known.set(key, person);
      const [oldest] = known.keys();
      if (known.size > mostPerRoom && oldest !== undefined) known.delete(oldest);
    },
    remove(room, person) {
      const known = rooms.get(room);
      for (const [key, who] of known ?? []) if (who === person) known?.delete(key);
      if (known?.size === 0) rooms.delete(room);
    },
    forget: (room) => void rooms.delete(room),
    rooms: () => rooms.keys(),
  };
}

/** One IPv4 address, or the /64 of an IPv6 one, in which every device changes its own at will. */
function household(text: string): string {
  const address = parseAddress(text);
  return address.kind === "ipv6" ? `${address.word0} ${address.word1}` : text;
}
