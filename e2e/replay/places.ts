import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { forwardFrom } from "@graticule/server/tests/forward";
import { quietPort } from "@graticule/server/tests/quiet-port";
import { createNetwork, type Site } from "../network.ts";
import { type Home, type HomeCode, homeCodes, homes } from "./cast.ts";

/** A home with its own network, or at least its own address. */
export interface Place extends Site {
  /** The service's URL from here. */
  readonly url: string;
}

export interface Places {
  readonly kind: "namespaces" | "loopback";
  /** Where the service listens. */
  readonly host: string;
  readonly port: number;
  /** The file that lists this story's location sources. */
  readonly sourcesFile: string;
  at(home: HomeCode): Place;
  close(): void;
}

type Ground = Pick<Places, "kind" | "host" | "port" | "close"> & {
  readonly sites: ReadonlyMap<string, Place>;
};

/** Network namespaces if this process may create them, otherwise loopback addresses. */
export async function openPlaces(ground: Places["kind"] | "best"): Promise<Places> {
  const kind = ground === "best" ? bestKind() : ground;
  const found = kind === "namespaces" ? await openNamespaces() : await openLoopback();
  const folder = mkdtempSync(join(tmpdir(), "graticule-replay-"));
  return {
    ...found,
    sourcesFile: writeSources(folder, found),
    at(home) {
      const site = found.sites.get(home);
      if (site === undefined) throw new Error(`No place for ${home}`);
      return site;
    },
    close() {
      found.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A machine may also refuse root: then the first namespace fails. */
function bestKind(): Places["kind"] {
  if (process.getuid?.() !== 0) return "loopback";
  try {
    createNetwork(["TRY"]).close();
    return "namespaces";
  } catch {
    return "loopback";
  }
}

async function openNamespaces(): Promise<Ground> {
  const network = createNetwork(homeCodes);
  const host = network.serviceAddress;
  const port = await quietPort(host);
  const sites = new Map<string, Place>();
  for (const site of network.sites.values()) {
    sites.set(site.place, { ...site, url: `http://${host}:${port}` });
  }
  return { kind: "namespaces", host, port, sites, close: network.close };
}

/** Each home has a loopback address, from which all its people come. */
async function openLoopback(): Promise<Ground> {
  const host = "127.0.0.1";
  const port = await quietPort(host);
  const folder = mkdtempSync(join(tmpdir(), "graticule-loopback-"));
  const sites = new Map<string, Place>();
  const undo: (() => void)[] = [() => rmSync(folder, { recursive: true, force: true })];
  for (const [index, place] of homeCodes.entries()) {
    const address = `127.86.${index + 1}.2`;
    const way = await forwardFrom(address, port);
    undo.push(way.close);
    const url = way.url.replace("ws:", "http:");
    const chromium = join(folder, `chromium-${place}`);
    const rule = `MAP ${host}:${port} ${new URL(url).host}`;
    writeFileSync(
      chromium,
      `#!/bin/sh\nexec /usr/bin/chromium-headless-shell --host-resolver-rules="${rule}" --allow-loopback-in-peer-connection "$@"\n`,
    );
    chmodSync(chromium, 0o755);
    sites.set(place, { place, address, chromium, enter: [], url });
  }
  const close = () => undo.splice(0).forEach((step) => void step());
  return { kind: "loopback", host, port, sites, close };
}

/**
 * A measured source, a registration source, a list of VPN exits, and the operator's own list for
 * the desk. Geofeeds, because what databases say about private addresses does not count.
 */
function writeSources(folder: string, { host, sites }: Ground): string {
  const lines = (of: "measured" | "registered") =>
    homeCodes.flatMap((code) => {
      const place = (homes[code] as Home)[of];
      return place === undefined ? [] : [`${sites.get(code)?.address}/32,${place},,,\n`];
    });
  const exits = homeCodes.filter((code) => "vpn" in homes[code]);
  const files = {
    "own.csv": [`${host}/32,DE,,,\n`],
    "measured.csv": lines("measured"),
    "registered.csv": lines("registered"),
    "vpn.txt": exits.map((code) => `${sites.get(code)?.address}/32\n`),
  };
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text.join(""));
  }
  const listFile = join(folder, "sources.json");
  const sources = [
    { id: "own", maker: "operator", kind: "geofeed", role: "operator", path: "own.csv" },
    { id: "a", maker: "maker A", kind: "geofeed", basis: "measured", path: "measured.csv" },
    { id: "b", maker: "maker B", kind: "geofeed", basis: "registration", path: "registered.csv" },
    { id: "exits", maker: "maker C", kind: "list", lists: "vpn", path: "vpn.txt" },
  ];
  writeFileSync(listFile, JSON.stringify(sources));
  return listFile;
}
