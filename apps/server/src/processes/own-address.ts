import { networkInterfaces } from "node:os";

/** This machine's IPv4 address in its own network; undefined: it has none but loopback. */
export function lanAddress(): string | undefined {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find((one) => one.family === "IPv4" && !one.internal)?.address;
}
