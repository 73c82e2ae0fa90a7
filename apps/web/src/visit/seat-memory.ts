import type { Encryption } from "@graticule/api/meetings";
import { type HostHash, parseHostHash } from "@graticule/e2ee/host-key";
import type { NamedSeat } from "../join/door-ports.ts";
import { bothDevices, type DeviceChoice } from "../media/device-choice.ts";

/** What a tab comes back with after a reload. */
export interface KeptSeat extends NamedSeat {
  readonly devices: DeviceChoice;
  /** What someone was told last of the meeting's encryption, before they went in. */
  readonly told?: Encryption | undefined;
  /** Who vouches in the meeting, by the link that this tab came by; nothing of that link is kept. Absent: no one, or unknown. */
  readonly host?: HostHash | undefined;
}

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const keyOf = (code: string): string => `graticule.seat.${code}`;

/**
 * The tab's own storage holds a seat only while someone is inside or in the lobby. INVARIANT:
 * nothing is left of whoever is kept out, has left, or closed the tab.
 */
export function keepSeat(storage: Store, code: string, seat: KeptSeat | undefined): void {
  if (seat === undefined) storage.removeItem(keyOf(code));
  else storage.setItem(keyOf(code), JSON.stringify(seat));
}

export function keptSeat(storage: Store, code: string): KeptSeat | undefined {
  const text = storage.getItem(keyOf(code));
  if (text === null) return undefined;
  try {
    return readSeat(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function readSeat(json: unknown): KeptSeat | undefined {
  const { joinId, key, name, devices, told, host } = json as Partial<KeptSeat>;
  const texts = [joinId, key, name];
  if (!texts.every((text) => typeof text === "string")) return undefined;
  const known = told === "off" || told === "end-to-end" ? { told } : {};
  const named = typeof host === "string" ? parseHostHash(host) : undefined;
  return {
    ...{ joinId, key, name, devices: { ...bothDevices, ...devices }, ...known },
    ...(named === undefined ? {} : { host: named }),
  } as KeptSeat;
}
