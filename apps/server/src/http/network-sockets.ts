import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { addressPrefix } from "@graticule/admission/location/address";
import { onSecured } from "./secured.ts";

/** `asking`: a request is not whole yet. `answered`: one is being answered. `idle`: none is open. */
type Stage = "asking" | "answered" | "idle";

/** How many connections one network (IPv4 /24, IPv6 /48) may have at each stage. */
export type SocketBounds = Readonly<Record<Stage, number>>;

/**
 * Enough for the pages of a thousand people behind one address, and a fraction of a process's usual
 * file descriptors. Connections of participants inside don't count: see {@link letStay}.
 */
export const usualSocketBounds: SocketBounds = { asking: 1_024, answered: 4_096, idle: 1_024 };

interface Known {
  readonly socket: Socket;
  readonly owner: NetworkSockets;
  readonly network: Network;
  stage: Stage;
}

/** Oldest first at each stage. */
type Network = { readonly prefix: string } & Readonly<Record<Stage, Set<Known>>>;

/** By the plain socket, and by the TLS socket over it. */
const knownOf = new WeakMap<Socket, Known>();

/**
 * Stops counting a connection that became a signalling connection or an event stream: they have
 * their own bounds.
 */
export function letStay(socket: Socket): void {
  const known = knownOf.get(socket);
  known?.owner.forget(known);
}

/**
 * Keeps the connections of each network within bounds, in memory and only while they are open.
 * Beyond a bound the connection that has been at its stage for longest is closed: an honest client
 * asks within moments, so connections that are held open lose to those in use.
 */
export class NetworkSockets {
  readonly #addressOf: (socket: Socket) => string | undefined;
  readonly #bounds: SocketBounds;
  readonly #networks = new Map<string, Network>();

  /** `addressOf` answers undefined for what is not bounded: a proxy, which many people share. */
  constructor(addressOf: (socket: Socket) => string | undefined, bounds: SocketBounds) {
    this.#addressOf = addressOf;
    this.#bounds = bounds;
  }

  watch(server: Server): void {
    server.on("connection", (socket: Socket) => this.#came(socket));
    onSecured(server, (plain, secure) => {
      const known = knownOf.get(plain);
      if (known !== undefined) knownOf.set(secure, known);
    });
    server.on("upgrade", ({ socket }: IncomingMessage) => letStay(socket));
  }

  /** A request's head has come. */
  asked(request: IncomingMessage, response: ServerResponse): void {
    const known = knownOf.get(request.socket);
    if (known === undefined) return;
    if (hasBody(request)) {
      this.#move(known, "asking");
      request.once("end", () => known.stage === "asking" && this.#move(known, "answered"));
    } else this.#move(known, "answered");
    response.once("close", () => this.#move(known, "idle"));
  }

  forget(known: Known): void {
    const { network } = known;
    network[known.stage].delete(known);
    const isEmpty = network.asking.size + network.answered.size + network.idle.size === 0;
    if (isEmpty && this.#networks.get(network.prefix) === network) {
      this.#networks.delete(network.prefix);
    }
  }

  #came(socket: Socket): void {
    const address = this.#addressOf(socket);
    if (address === undefined) return;
    const prefix = addressPrefix(address);
    let network = this.#networks.get(prefix);
    if (network === undefined) {
      network = { prefix, asking: new Set(), answered: new Set(), idle: new Set() };
      this.#networks.set(prefix, network);
    }
    const known: Known = { socket, owner: this, network, stage: "asking" };
    knownOf.set(socket, known);
    network.asking.add(known);
    socket.once("close", () => this.forget(known));
    this.#trim(network, "asking");
  }

  #move(known: Known, stage: Stage): void {
    const { network } = known;
    // Released, or gone.
    if (!network[known.stage].delete(known)) return;
    known.stage = stage;
    network[stage].add(known);
    this.#trim(network, stage);
  }

  #trim(network: Network, stage: Stage): void {
    const [oldest] = network[stage];
    if (oldest === undefined || network[stage].size <= this.#bounds[stage]) return;
    this.forget(oldest);
    oldest.socket.destroy();
  }
}

function hasBody({ headers }: IncomingMessage): boolean {
  return (headers["content-length"] ?? "0") !== "0" || headers["transfer-encoding"] !== undefined;
}
