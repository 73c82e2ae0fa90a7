import type { Encryption } from "@graticule/api/meetings";
import { type HostHash, parseHostHash } from "@graticule/e2ee/host-key";
import type { NamedSeat } from "../join/door-ports.ts";
import { bothDevices, type DeviceChoice } from "../media/device-choice.ts";

/** What a tab comes back with after a reload. */
export interface KeptSeat extends NamedSeat {
  readonly devices: DeviceChoice;
  /** What this person last read about the meeting's encryption before they went in. */
  readonly told?: Encryption | undefined;
  /** The host key that this tab's link named; nothing else of the link is kept. Undefined: none, or unknown. */
  readonly host?: HostHash | undefined;
}

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const keyOf = (code: string): string => `graticule.seat.${code}`;

/**
 * The tab's own storage holds a seat only while this person is inside or in the lobby. INVARIANT: nothing
 * is left of people who are kept out, have left, or closed the tab.
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
  if (typeof joinId !== "string" || typeof key !== "string" || typeof name !== "string") {
    return undefined;
  }
  const named = typeof host === "string" ? parseHostHash(host) : undefined;
  return {
    joinId,
    key,
    name,
    devices: { ...bothDevices, ...devices },
    ...((told === "off" || told === "end-to-end") && { told }),
    ...(named !== undefined && { host: named }),
  };
}
