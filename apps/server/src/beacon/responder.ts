import { randomBytes } from "node:crypto";
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { BeaconTable, type MediaPaths } from "@graticule/beacon/beacon-table";
import { writeAnswer } from "@graticule/beacon/offer";
import type { PacketArrival } from "@graticule/beacon/sources";
import type { Endpoint } from "@graticule/beacon/stun";
import { iceStun } from "./ice-stun.ts";

/**
 * Sees from where the packets of pages come: an ICE responder beside the media engine (ADR 17).
 * Memory alone; as current as the last ping answered.
 */
export interface Beacons {
  /** False: there is no socket, and nothing is ever seen. */
  readonly isOn: boolean;
  /**
   * Answers a page's offer. `owner`: the join that it is bound to. A new offer replaces the earlier
   * one when one of its sources is verified, or the earlier one is dead. `off`: there is no socket.
   */
  open(owner: string, offer: string): BeaconOpened;
  pathsOf(owner: string): MediaPaths;
  /**
   * Called when `pathsOf(owner)` changes by itself, not by `open` or `close`; for a round trip only
   * when it became smaller by more than a tenth.
   */
  onChange(listener: (owner: string) => void): () => void;
  close(owner: string): void;
  /** How many owners have a beacon, silent ones among them. */
  count(): number;
  shut(): Promise<void>;
}

export type BeaconOpened =
  | { readonly kind: "answer"; readonly sdp: string }
  | { readonly kind: "unreadable" | "full" | "off" };

export interface BeaconOptions {
  /** One socket each, the preferred one first. `advertise`: the address that pages are told. */
  readonly listen: readonly (Endpoint & { readonly advertise: string })[];
  readonly now?: () => number;
  readonly most?: number;
  readonly silentMs?: number;
  readonly pingMs?: number;
}

const receiveBytes = 4 * 2 ** 20;

const nothing = (): void => undefined;

/** @throws (rejects) with the system's error where an address or port can't be had */
export async function createBeacons(options: BeaconOptions): Promise<Beacons> {
  const { listen, now = () => performance.now(), most = 10_000 } = options;
  const { silentMs = 3_000, pingMs = 1_000 } = options;
  const sockets: Socket[] = [];
  const send = (datagram: Buffer, to: PacketArrival): void => {
    // What the network refuses is lost like any packet.
    sockets[to.socket]?.send(datagram, to.port, to.address, nothing);
  };
  const ports = { stun: iceStun, randomBytes, send };
  const table = new BeaconTable({ most, pingMs, silentMs }, ports);
  try {
    const hasIpv4 = listen.some(({ address }) => !address.includes(":"));
    for (const at of listen) sockets.push(await bind(at, hasIpv4));
  } catch (error) {
    for (const socket of sockets) socket.close();
    throw error;
  }
  for (const [at, socket] of sockets.entries()) {
    socket.on("error", nothing);
    socket.on("message", (datagram, { address, port }) => {
      table.receive(datagram, { socket: at, address, port }, now());
    });
  }
  const candidates = listen.map(({ advertise, port }, at) => ({
    address: advertise,
    port: sockets[at]?.address().port ?? port,
  }));
  const fingerprint = randomBytes(32)
    .toString("hex")
    .toUpperCase()
    .replace(/..(?!$)/g, "$&:");
  const timer = setInterval(() => table.tick(now()), pingMs / 20).unref();

  return {
    isOn: sockets.length > 0,
    open(owner, offer) {
      if (sockets.length === 0) return { kind: "off" };
      const opened = table.open(owner, offer, now());
      if (opened.kind !== "session") return opened;
      const { ufrag, password, offer: theirs } = opened.session;
      const { mid } = theirs;
      const sdp = writeAnswer({ ufrag, password, mid, candidates, fingerprint });
      return { kind: "answer", sdp };
    },
    pathsOf: (owner) => table.pathsOf(owner, now()),
    onChange: (listener) => table.onChange(listener),
    close: (owner) => table.close(owner),
    count: () => table.size,
    async shut() {
      clearInterval(timer);
      await Promise.all(
        sockets.splice(0).map(async (socket) => {
          const closed = once(socket, "close");
          socket.close();
          await closed;
        }),
      );
    },
  };
}

/** @param ipv6Only so that a socket for IPv4 can have the same port */
async function bind({ address, port }: Endpoint, ipv6Only: boolean): Promise<Socket> {
  const isIpv6 = address.includes(":");
  const socket = createSocket({
    type: isIpv6 ? "udp6" : "udp4",
    ipv6Only: isIpv6 && ipv6Only,
    // Only addresses are sent to: there is nothing to look up.
    lookup: (host, _options, answer) => answer(null, host, isIpv6 ? 6 : 4),
  });
  try {
    const bound = once(socket, "listening");
    socket.bind({ port, address, exclusive: true });
    await bound;
    // As much as the system allows, so that a short stall costs no packets.
    socket.setRecvBufferSize(receiveBytes);
  } catch (error) {
    socket.close();
    throw error;
  }
  return socket;
}
