import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A host of its own: a network namespace with one address, which the operator's geofeed places. */
export interface Site {
  readonly place: string;
  readonly address: string;
  /** An executable that starts Chromium inside this site. */
  readonly chromium: string;
  /** The command line that runs a program inside this site. */
  readonly enter: readonly string[];
}

/** Several sites on one bridge, and the address on which the service listens for them. */
export interface TestNetwork {
  readonly serviceAddress: string;
  /** RFC 8805 lines that place every site. */
  readonly geofeed: string;
  readonly sites: ReadonlyMap<string, Site>;
  close(): void;
}

const ip = (...args: string[]) => execFileSync("ip", args, { stdio: ["ignore", "pipe", "pipe"] });

/**
 * Makes one namespace for each place, joined by a bridge: 10.N.0.1 is the service, 10.N.K.2 the
 * K-th site. N depends on the process id, so that two runs on one machine don't meet. Needs root.
 */
export function createNetwork(places: readonly string[]): TestNetwork {
  const run = process.pid % 150;
  const net = 64 + run;
  const bridge = `grb${run}`;
  const folder = mkdtempSync(join(tmpdir(), "graticule-net-"));
  chmodSync(folder, 0o755);
  const undo: (() => void)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const close = () => {
    for (const step of undo.splice(0).reverse()) {
      try {
        step();
      } catch {
        // What is already gone needs no undoing.
      }
    }
  };
  try {
    ip("link", "add", bridge, "type", "bridge");
    undo.push(() => ip("link", "del", bridge));
    ip("addr", "add", `10.${net}.0.1/16`, "dev", bridge);
    ip("link", "set", bridge, "up");
    const sites = new Map<string, Site>();
    for (const [index, place] of places.entries()) {
      const name = `gr${run}-${place.toLowerCase()}`;
      const address = `10.${net}.${index + 1}.2`;
      const [outer, inner] = [`grv${run}o${index}`, `grv${run}i${index}`];
      ip("netns", "add", name);
      undo.push(() => ip("netns", "del", name));
      ip("link", "add", outer, "type", "veth", "peer", "name", inner);
      ip("link", "set", inner, "netns", name);
      ip("link", "set", outer, "master", bridge, "up");
      ip("-n", name, "addr", "add", `${address}/16`, "dev", inner);
      ip("-n", name, "link", "set", "lo", "up");
      ip("-n", name, "link", "set", inner, "up");
      const chromium = join(folder, `chromium-${place}`);
      writeFileSync(chromium, `#!/bin/sh\nexec ip netns exec ${name} /usr/bin/chromium "$@"\n`);
      chmodSync(chromium, 0o755);
      sites.set(place, { place, address, chromium, enter: ["ip", "netns", "exec", name] });
    }
    const geofeed = [...sites.values()].map((s) => `${s.address}/32,${s.place},,,\n`).join("");
    return { serviceAddress: `10.${net}.0.1`, geofeed, sites, close };
  } catch (error) {
    close();
    throw error;
  }
}
