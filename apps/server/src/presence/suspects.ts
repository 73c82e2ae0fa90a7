import { parseAddress } from "@graticule/admission/location/address";
import { collection, type LiveRooms } from "./live-room.ts";

/**
 * Addresses from which a host has put someone out of a meeting: a guest is nobody in particular, so
 * whoever comes new from there waits in the lobby. Process memory alone, forgotten with the meeting.
 */
export interface Suspects {
  has(room: string, address: string): boolean;
  /** `person`: on whose account, so that it can be taken back. */
  add(room: string, address: string, person: string): void;
  /** The host has thought better of it. */
  remove(room: string, person: string): void;
  forget(room: string): void;
  /** Rooms in which someone is remembered. */
  rooms(): Iterable<string>;
}

const mostPerRoom = 200;

/** Address, oldest first → the person who was put out there last. */
const kind = collection(() => new Map<string, string>());

export function createSuspects(live: LiveRooms): Suspects {
  return {
    has: (room, address) => live.peek(room, kind)?.has(addressGroup(address)) ?? false,
    add(room, address, person) {
      const key = addressGroup(address);
      const known = live.of(room).get(kind);
      known.delete(key);
      known.set(key, person);
      const [oldest] = known.keys();
      if (known.size > mostPerRoom && oldest !== undefined) known.delete(oldest);
    },
    remove(room, person) {
      const known = live.peek(room, kind);
      for (const [key, who] of known ?? []) if (who === person) known?.delete(key);
      live.release(room);
    },
    forget(room) {
      live.peek(room, kind)?.clear();
      live.release(room);
    },
    rooms: () => [...live.with(kind)].filter(([, { size }]) => size > 0).map(([room]) => room),
  };
}

/** One IPv4 address, or the /64 of an IPv6 one, in which every device changes its own at will. */
function addressGroup(text: string): string {
  const address = parseAddress(text);
  return address.kind === "ipv6" ? `${address.word0} ${address.word1}` : text;
}
