import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { Config } from "./config.ts";
import { freePort } from "./processes/free-port.ts";
import { readJsonFile, writeJsonFile } from "./processes/json-file.ts";
import { StartError } from "./start-error.ts";

export interface ServiceAddress {
  readonly host: string;
  /** Free a moment ago; another program may still be quicker. */
  readonly port: number;
  /** What people open, without a slash at its end. */
  readonly publicUrl: string;
}

/** Where the service is to listen, and under which address people reach it. Throws {@link StartError}. */
export async function chooseAddress(config: Config): Promise<ServiceAddress> {
  const port = await choosePort(config);
  return { host: config.host, port, publicUrl: config.publicUrl ?? ownUrl(config, port) };
}

const portsSchema = z.object({ http: z.number().int() });

const usualPorts = [8080, 8081, 8082, 8083, 8084];

/** The configured port; else the one of last time, since links name it; else a usual one, else any. */
async function choosePort(config: Config): Promise<number> {
  const file = join(config.dataDir, "ports.json");
  const last = readJsonFile(file, portsSchema)?.http;
  const wished = config.port === undefined ? [last, ...usualPorts] : [config.port];
  const port = await freePort("tcp", wished, config.host);
  if (config.port !== undefined && port !== config.port) {
    throw new StartError(
      "port",
      `Port ${config.port} on ${config.host} is taken or not allowed. Set PORT to another one.`,
    );
  }
  if (last === undefined || config.port !== undefined) writeJsonFile(file, { http: port });
  return port;
}

function ownUrl(config: Config, port: number): string {
  const scheme = config.tls === undefined ? "http" : "https";
  const everywhere = config.host === "0.0.0.0" || config.host === "::";
  const host = everywhere ? (lanAddress() ?? "localhost") : config.host;
  return `${scheme}://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

function lanAddress(): string | undefined {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find((one) => one.family === "IPv4" && !one.internal)?.address;
}
