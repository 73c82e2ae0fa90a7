import { networkInterfaces } from "node:os";
import type { Config } from "../config/config.ts";

/** Where the beacon listens, and what pages are told. An empty list: there is none. */
export function beaconSockets({
  beaconAddresses,
  beaconPort,
}: Pick<Config, "beaconAddresses" | "beaconPort">) {
  const own = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return beaconAddresses.map((advertise) => {
    const isOwn = own.some(({ address }) => address === advertise) || advertise.startsWith("127.");
    // Behind a network's translation the address that people see is none of this machine's.
    const everywhere = advertise.includes(":") ? "::" : "0.0.0.0";
    return { advertise, address: isOwn ? advertise : everywhere, port: beaconPort ?? 0 };
  });
}
