import { networkInterfaces } from "node:os";

/** An IPv4 address under which this machine is reached from its own network; undefined: it has none but loopback. */
export function lanAddress(): string | undefined {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find((one) => one.family === "IPv4" && !one.internal)?.address;
}
