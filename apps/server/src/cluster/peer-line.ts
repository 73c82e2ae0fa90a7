import { type ClientHttp2Session, connect, type Settings } from "node:http2";
import type { Duplex } from "node:stream";
import type { Peer, PeerTls } from "./peer-tls.ts";

/** Bytes that may be under way in one tunnel, and in all of a connection's tunnels together. */
const tunnelWindow = 256 * 1024;
export const lineWindow = 16 * 1024 * 1024;

const noLimit = 2 ** 31 - 1;

/**
 * For both ends. Node's limits guard against strangers: with a busy instance's tunnels they would
 * be reached, and would end the whole connection.
 */
export const lineOptions = {
  settings: {
    initialWindowSize: tunnelWindow,
    maxConcurrentStreams: noLimit,
    enablePush: false,
  } satisfies Settings,
  peerMaxConcurrentStreams: noLimit,
  maxSessionMemory: noLimit,
  // The people of a large room leave at once.
  ...{ streamResetBurst: noLimit, streamResetRate: noLimit },
} as const;

/**
 * Both ends of a tunnel write one chunk after the other. Of chunks that are written together, Node
 * frees all as soon as an empty last one is done, which is before the others are sent; and
 * `node:http` writes an empty one at the end of many messages.
 */
export function unbatched<T extends Duplex>(tunnel: T): T {
  return Object.assign(tunnel, { _writev: undefined });
}

/**
 * All that goes to one other instance. One TLS connection is kept, since a handshake costs more than
 * the rest of an upgrade; on it, HTTP/2 carries a tunnel (CONNECT) for each forwarded request or
 * WebSocket. Each tunnel has a flow control of its own, so a slow client holds up no other.
 */
export class PeerLine {
  readonly #peer: Peer;
  readonly #tls: Pick<PeerTls, "connect" | "connectMs">;
  /** Where new tunnels go. */
  #current: ClientHttp2Session | undefined;
  /** With those that only old tunnels still use. */
  readonly #sessions = new Set<ClientHttp2Session>();

  constructor(peer: Peer, tls: Pick<PeerTls, "connect" | "connectMs">) {
    this.#peer = peer;
    this.#tls = tls;
  }

  /**
   * A tunnel, to which you may write at once.
   * @param ifLate what becomes of it if the other instance doesn't accept it in time
   */
  open(ifLate: "close" | "wait"): Duplex {
    const current = this.#current;
    const isUsable = current !== undefined && !current.closed && !current.destroyed;
    const session = isUsable ? current : this.#connect();
    const tunnel = session.request(
      { ":method": "CONNECT", ":authority": "instance" },
      { endStream: false },
    );
    // The connection may be lost without a word, or have no numbers left: the next tunnel gets another.
    const fail = (): void => this.#leave(session);
    const late = setTimeout(() => {
      fail();
      if (ifLate === "close") tunnel.destroy();
    }, this.#tls.connectMs);
    tunnel.once("error", fail).once("close", () => clearTimeout(late));
    tunnel.once("response", () => {
      clearTimeout(late);
      tunnel.off("error", fail);
    });
    return unbatched(tunnel);
  }

  /** Ends all tunnels. */
  close(): void {
    for (const session of this.#sessions) session.destroy();
  }

  #connect(): ClientHttp2Session {
    const session = connect(this.#peer.url, {
      ...lineOptions,
      createConnection: () => this.#tls.connect(this.#peer),
    });
    this.#current = session;
    this.#sessions.add(session);
    session.once("connect", () => session.setLocalWindowSize(lineWindow));
    // A close follows.
    session.on("error", () => undefined);
    session.once("close", () => {
      if (this.#current === session) this.#current = undefined;
      this.#sessions.delete(session);
    });
    return session;
  }

  /** It takes no new tunnels, and ends with its last one. */
  #leave(session: ClientHttp2Session): void {
    if (this.#current === session) this.#current = undefined;
    session.close();
  }
}
