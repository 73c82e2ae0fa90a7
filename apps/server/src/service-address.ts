import { join } from "node:path";
import { z } from "zod";
import type { Config } from "./config/config.ts";
import { StartError } from "./config/start-error.ts";
import { freePort, isTaken } from "./processes/free-port.ts";
import { readJsonFile, writeJsonFile } from "./processes/json-file.ts";
import { lanAddress } from "./processes/own-address.ts";

export interface ServiceAddress {
  readonly host: string;
  /** Free a moment ago; another program may take it first. */
  readonly port: number;
  /** What people open, without a slash at its end. */
  readonly publicUrl: string;
}

/** Where the service listens, and under which address people reach it. Throws {@link StartError}. */
export async function chooseAddress(config: Config): Promise<ServiceAddress> {
  const port = await choosePort(config);
  return { host: config.host, port, publicUrl: config.publicUrl ?? ownUrl(config, port) };
}

const portsSchema = z.object({ http: z.number().int() });

const usualPorts = [8080, 8081, 8082, 8083, 8084];

/** The configured port, else the last one, which links name, else a usual one, else any. */
async function choosePort(config: Config): Promise<number> {
  const file = join(config.dataDir, "ports.json");
  const last = readJsonFile(file, portsSchema)?.http;
  const usual = config.host === "127.0.0.1" ? await whereNameIsOurs(usualPorts) : usualPorts;
  const wished = config.port === undefined ? [last, ...usual] : [config.port];
  const port = await freePort("tcp", wished, config.host);
  if (config.port !== undefined && port !== config.port) {
    throw new StartError(
      "port",
      `Port ${config.port} on ${config.host} is in use or not allowed. Set PORT to another one.`,
    );
  }
  if (last === undefined || config.port !== undefined) writeJsonFile(file, { http: port });
  return port;
}

/**
 * Of these ports those that nothing has under the name "localhost". Browsers resolve it to ::1
 * first: they would reach a program that has the port there.
 */
export async function whereNameIsOurs(ports: readonly number[]): Promise<readonly number[]> {
  const taken = await Promise.all(ports.map((port) => isTaken(port, "::1")));
  return ports.filter((_, index) => taken[index] === false);
}

function ownUrl(config: Config, port: number): string {
  const scheme = config.tls === undefined ? "http" : "https";
  const everywhere = config.host === "0.0.0.0" || config.host === "::";
  // A name, not an address: a passkey belongs to a name (WebAuthn, “RP ID”).
  const own = config.host === "127.0.0.1" || config.host === "::1" ? "localhost" : config.host;
  const host = everywhere ? (lanAddress() ?? "localhost") : own;
  return `${scheme}://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
