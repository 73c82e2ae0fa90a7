import { parseAddress } from "@graticule/admission/location/address";
import { collection, type LiveRooms } from "./live-room.ts";

const mostPerRoom = 200;

/** By address, oldest first. */
const kind = collection(() => new Map<string, readonly Suspicion[]>());

export type Suspects = ReturnType<typeof createSuspects>;

/** Why newcomers from an address wait. */
export interface Suspicion {
  /** Who was removed there. */
  readonly person: string;
  /** By which act under the terms of service; absent: by a host. */
  readonly act?: string | undefined;
}

/**
 * Addresses from which someone was removed: guests can't be recognised, so newcomers from there wait
 * in the lobby. Process memory alone, forgotten after the sitting.
 */
export function createSuspects(live: LiveRooms) {
  return {
    has: (room: string, address: string) =>
      live.peek(room, kind)?.has(addressGroup(address)) ?? false,
    add(room: string, address: string, why: Suspicion): void {
      const key = addressGroup(address);
      const known = live.of(room).get(kind);
      const others = (known.get(key) ?? []).filter(
        ({ person, act }) => person !== why.person || act !== why.act,
      );
      known.delete(key);
      known.set(key, [...others, why]);
      const [oldest] = known.keys();
      if (known.size > mostPerRoom && oldest !== undefined) known.delete(oldest);
    },
    /** It was taken back: all of a person's, or those of an act. */
    remove(room: string, of: { readonly person: string } | { readonly act: string }): void {
      const known = live.peek(room, kind);
      for (const [key, all] of known ?? []) {
        const others = all.filter(({ person, act }) =>
          "act" in of ? act !== of.act : person !== of.person,
        );
        if (others.length > 0) known?.set(key, others);
        else known?.delete(key);
      }
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
