import { randomBytes } from "node:crypto";
import { BeaconTable } from "@graticule/beacon/beacon-table";
import { writeAnswer } from "@graticule/beacon/offer";
import type { PacketArrival } from "@graticule/beacon/sources";
import { iceStun } from "@graticule/server/beacon/ice-stun";
import { parseStun } from "@graticule/server/beacon/stun";
import { expect } from "vitest";
import { BeaconPage } from "./beacon-page.ts";

const limits = { most: 3, pingMs: 1_000, silentMs: 3_000 };
const candidates = [{ address: "192.0.2.1", port: 7_883 }];

/** A table with the test's own clock and network: only pages that are set up to do so answer. */
export class BeaconWorld {
  now = 1_000;
  readonly sent: { readonly datagram: Buffer; readonly to: PacketArrival; readonly at: number }[] =
    [];
  readonly changes: string[] = [];
  /** Who answers a datagram sent there. */
  readonly there = new Map<string, (datagram: Buffer) => Buffer | undefined>();
  readonly table: BeaconTable<Buffer>;
  delayMs = 0;
  readonly #due: {
    readonly at: number;
    readonly datagram: Buffer;
    readonly from: PacketArrival;
  }[] = [];

  constructor(change: Partial<typeof limits> = {}) {
    const send = (datagram: Buffer, to: PacketArrival): void => {
      this.sent.push({ datagram, to, at: this.now });
      const answer = this.there.get(nameOf(to))?.(datagram);
      if (answer !== undefined) {
        this.#due.push({ at: this.now + this.delayMs, datagram: answer, from: to });
      }
    };
    const ports = { stun: iceStun, randomBytes, send };
    this.table = new BeaconTable({ ...limits, ...change }, ports);
    this.table.onChange((owner) => {
      const paths = this.table.pathsOf(owner, this.now);
      this.changes.push(
        paths.kind === "live" ? paths.paths.map(({ address }) => address).join() : paths.kind,
      );
    });
  }

  /** Opens a beacon; with `from`, the page is there and answers pings from now on. */
  page(owner: string, from?: PacketArrival): BeaconPage {
    const page = new BeaconPage();
    const opened = this.table.open(owner, page.offer, this.now);
    if (opened.kind !== "session") expect.fail(opened.kind);
    const { ufrag, password, offer } = opened.session;
    page.accept(writeAnswer({ ufrag, password, mid: offer.mid, candidates, fingerprint: "00" }));
    if (from !== undefined) {
      this.there.set(nameOf(from), (datagram) => page.answerTo(datagram));
      this.hear(page.check(), from);
    }
    return page;
  }

  hear(datagram: Buffer, from: PacketArrival): void {
    this.table.receive(datagram, from, this.now);
    this.#deliver();
  }

  pass(ms: number): void {
    for (const end = this.now + ms; this.now < end; ) {
      this.now += 50;
      this.#deliver();
      this.table.tick(this.now);
      this.#deliver();
    }
  }

  paths(owner = "join") {
    return this.table.pathsOf(owner, this.now);
  }

  pingsTo(to: PacketArrival): number {
    return this.sent.filter(
      (one) => nameOf(one.to) === nameOf(to) && parseStun(one.datagram)?.kind === "request",
    ).length;
  }

  #deliver(): void {
    for (let at = 0; at < this.#due.length; ) {
      const due = this.#due[at];
      if (due === undefined || due.at > this.now) at += 1;
      else {
        this.#due.splice(at, 1);
        this.table.receive(due.datagram, due.from, this.now);
      }
    }
  }
}

export const nameOf = ({ socket, address, port }: PacketArrival) => `${socket} ${address} ${port}`;
export const at = (address: string, port = 40_000, socket = 0): PacketArrival => ({
  address,
  port,
  socket,
});
export const home = at("198.51.100.1");
export const away = at("198.51.100.2");
