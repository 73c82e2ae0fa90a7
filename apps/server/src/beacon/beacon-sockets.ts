import { networkInterfaces } from "node:os";
import type { Config } from "../config/config.ts";

/** Where the beacon listens, and the addresses that pages are told. Empty: there is no beacon. */
export function beaconSockets({
  beaconAddresses,
  beaconPort,
}: Pick<Config, "beaconAddresses" | "beaconPort">) {
  const own = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return beaconAddresses.map((advertise) => {
    const isOwn = own.some(({ address }) => address === advertise) || advertise.startsWith("127.");
    // Behind NAT the public address is none of this machine's.
    const everywhere = advertise.includes(":") ? "::" : "0.0.0.0";
    return { advertise, address: isOwn ? advertise : everywhere, port: beaconPort ?? 0 };
  });
}
