import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { laySlowLine } from "./slow-line.ts";

/** A separate host: a network namespace with one address, which the operator's geofeed locates. */
export interface Site {
  readonly place: string;
  readonly address: string;
  /** An executable that starts Chromium inside this site. */
  readonly chromium: string;
  /** The command line that runs a program inside this site. */
  readonly enter: readonly string[];
}

/** A site with two addresses in two places that uses one of them, or both. */
export interface Mover extends Site {
  readonly away: { readonly place: string; readonly address: string };
  /** Gives the one interface another address, in place of the first. */
  addressTo(where: "home" | "away"): void;
  /** A second interface comes up, which is away. */
  plugIn(): void;
  unplug(): void;
  /** All packets take this interface; the other one stays up. */
  routeBy(where: "home" | "away"): void;
  /** Only packets to this address of the service take the `away` interface, if it exists. */
  split(to: string): void;
  /** The home interface goes down, or comes up again. */
  link(state: "up" | "down"): void;
}

export interface Moving {
  readonly home: string;
  readonly away: string;
  /**
   * What the interfaces do with packets that have another interface's address: most providers drop
   * them (BCP 38), and some carry them.
   */
  readonly foreign?: "dropped" | "carried";
}

/** Several sites on one bridge, and the address on which the service listens for them. */
export interface TestNetwork {
  readonly serviceAddress: string;
  /** A second address of the service, for its beacon. */
  readonly beaconAddress: string;
  /** RFC 8805 lines that locate every site. */
  readonly geofeed: string;
  readonly sites: ReadonlyMap<string, Site>;
  /**
   * A site at the end of a long line, in milliseconds each way. Like a mover it must be added
   * before anything starts with the geofeed.
   */
  addFar(name: string, place: string, delayMs: number): Promise<Site>;
  addMover(name: string, places: Moving): Mover;
  close(): void;
}

const ip = (...args: string[]) => execFileSync("ip", args, { stdio: ["ignore", "pipe", "pipe"] });

/** How many test networks fit on one machine. */
const RUNS = 150;

/** Creates the bridge with the first free number, which claims the number. */
function claimRun(): number {
  for (let step = 0; step < RUNS; step++) {
    const run = (process.pid + step) % RUNS;
    try {
      ip("link", "add", `grb${run}`, "type", "bridge");
      return run;
    } catch (error) {
      if (!String(error).includes("File exists")) throw error;
    }
  }
  throw new Error("Every bridge grb0 to grb149 exists: delete those not in use");
}

/**
 * Makes one namespace for each place, joined by a bridge: 10.N.0.1 is the service, 10.N.K.2 the
 * K-th site. N is free on this machine, so that two runs don't meet. Needs root.
 */
export function createNetwork(places: readonly string[]): TestNetwork {
  const network = new BridgedNetwork();
  try {
    for (const place of places) network.addSite(place);
    return network;
  } catch (error) {
    network.close();
    throw error;
  }
}

class BridgedNetwork implements TestNetwork {
  readonly serviceAddress: string;
  readonly beaconAddress: string;
  readonly sites = new Map<string, Site>();
  geofeed = "";
  readonly #run = claimRun();
  readonly #net = 64 + this.#run;
  readonly #bridge = `grb${this.#run}`;
  readonly #folder = mkdtempSync(join(tmpdir(), "graticule-net-"));
  readonly #undo: (() => void)[] = [];
  #links = 0;

  constructor() {
    const prefix = `10.${this.#net}.0`;
    this.serviceAddress = `${prefix}.1`;
    this.beaconAddress = `${prefix}.2`;
    chmodSync(this.#folder, 0o755);
    this.#undo.push(() => rmSync(this.#folder, { recursive: true, force: true }));
    this.#undo.push(() => ip("link", "del", this.#bridge));
    ip("addr", "add", `${this.serviceAddress}/16`, "dev", this.#bridge);
    ip("addr", "add", `${this.beaconAddress}/16`, "dev", this.#bridge);
    ip("link", "set", this.#bridge, "up");
  }

  addSite(place: string): void {
    const namespace = this.#namespace(place.toLowerCase(), place);
    this.sites.set(place, this.#site(namespace, place, this.#link(namespace.name)));
  }

  async addFar(name: string, place: string, delayMs: number): Promise<Site> {
    const namespace = this.#namespace(name, name);
    const cable = this.#cable();
    const line = await laySlowLine(delayMs, [cable.outer, cable.inner]);
    this.#undo.push(line.cut);
    this.#plug(cable, namespace.name);
    return this.#site(namespace, place, cable);
  }

  addMover(name: string, { home, away, foreign = "carried" }: Moving): Mover {
    // All of Chromium: its shell sees another path at once, where people's browsers look for one as a page opens.
    const site = this.#namespace(name, name, "chromium");
    const run = (...args: string[]) => ip("-n", site.name, ...args);
    const [one, other] = [this.#link(site.name), this.#link(site.name)];
    this.#place(one.address, home);
    this.#place(other.address, away);
    run("addr", "add", `${one.address}/16`, "dev", one.inner);
    run("link", "set", other.inner, "down");
    const only = (link: Link, address: string) => {
      if (foreign === "dropped") dropForeign(site.name, link.inner, address);
    };
    only(one, one.address);
    only(other, other.address);
    answerForOwnOnly(site.name);
    const route = (to: string, { inner, address }: Link) =>
      run("route", "replace", to, "dev", inner, "src", address);
    const ours = `10.${this.#net}.0.0/24`;
    return {
      ...site,
      place: home,
      address: one.address,
      away: { place: away, address: other.address },
      addressTo(where) {
        const [from, to] = where === "away" ? [one, other] : [other, one];
        run("addr", "del", `${from.address}/16`, "dev", one.inner);
        run("addr", "add", `${to.address}/16`, "dev", one.inner);
        only(one, to.address);
      },
      plugIn() {
        run("link", "set", other.inner, "up");
        run("addr", "add", `${other.address}/32`, "dev", other.inner);
      },
      unplug() {
        run("addr", "flush", "dev", other.inner);
        run("link", "set", other.inner, "down");
      },
      routeBy: (where) => void route(ours, where === "away" ? other : one),
      split: (to) => void route(`${to}/32`, other),
      link: (state) => void run("link", "set", one.inner, state),
    };
  }

  readonly close = (): void => {
    for (const step of this.#undo.splice(0).reverse()) {
      try {
        step();
      } catch {
        // What is already gone needs no undoing.
      }
    }
  };

  #namespace(suffix: string, title: string, program = "chromium-headless-shell") {
    const name = `gr${this.#run}-${suffix}`;
    ip("netns", "add", name);
    this.#undo.push(() => ip("netns", "del", name));
    ip("-n", name, "link", "set", "lo", "up");
    const chromium = join(this.#folder, `chromium-${title}`);
    writeFileSync(chromium, `#!/bin/sh\nexec ip netns exec ${name} /usr/bin/${program} "$@"\n`);
    chmodSync(chromium, 0o755);
    return { name, chromium, enter: ["ip", "netns", "exec", name] };
  }

  #site(namespace: Pick<Site, "chromium" | "enter"> & { name: string }, place: string, link: Link) {
    ip("-n", namespace.name, "addr", "add", `${link.address}/16`, "dev", link.inner);
    this.#place(link.address, place);
    return { ...namespace, place, address: link.address };
  }

  /** A cable from the bridge into a namespace, and its free address. */
  #link(namespace: string): Link {
    const cable = this.#cable();
    ip("link", "add", cable.outer, "type", "veth", "peer", "name", cable.inner);
    // It would go with the namespace too, but only some time later.
    this.#undo.push(() => ip("link", "del", cable.outer));
    this.#plug(cable, namespace);
    return cable;
  }

  #cable(): Cable {
    const index = this.#links++;
    const [outer, inner] = [`grv${this.#run}o${index}`, `grv${this.#run}i${index}`];
    return { outer, inner, address: `10.${this.#net}.${index + 1}.2` };
  }

  #plug({ outer, inner }: Cable, namespace: string): void {
    ip("link", "set", inner, "netns", namespace);
    ip("link", "set", outer, "master", this.#bridge, "up");
    ip("-n", namespace, "link", "set", inner, "up");
  }

  #place(address: string, place: string): void {
    this.geofeed += `${address}/32,${place},,,\n`;
  }
}

interface Link {
  readonly inner: string;
  readonly address: string;
}

interface Cable extends Link {
  readonly outer: string;
}

/** From now on this interface drops IPv4 packets that don't come from this address. */
function dropForeign(namespace: string, inner: string, address: string): void {
  const source = address.split(".").reduce((number, byte) => number * 256 + Number(byte), 0);
  // Classic BPF for tc: a length, then code, two jumps (true, false) and operand of each instruction.
  const program = [
    ["40 0 0 12", "the kind of packet"],
    ["21 0 3 2048", "not IPv4: let it pass"],
    ["32 0 0 26", "its source"],
    [`21 1 0 ${source}`, "this address: let it pass"],
    ["6 0 0 2", "drop"],
    ["6 0 0 0", "pass"],
  ];
  const bytecode = [program.length, ...program.map(([instruction]) => instruction)].join(",");
  const tc = (...args: string[]) => execFileSync("tc", ["-n", namespace, ...args]);
  tc("qdisc", "replace", "dev", inner, "clsact");
  const filter = ["protocol", "all", "prio", "1", "handle", "1", "bpf", "da"];
  tc("filter", "replace", "dev", inner, "egress", ...filter, "bytecode", bytecode);
}

/**
 * Answers ARP for the interface's own addresses only; otherwise packets come in by another one.
 */
function answerForOwnOnly(namespace: string): void {
  const folder = "/proc/sys/net/ipv4/conf/all";
  const command = `echo 1 > ${folder}/arp_ignore; echo 2 > ${folder}/arp_announce`;
  execFileSync("ip", ["netns", "exec", namespace, "sh", "-c", command]);
}
