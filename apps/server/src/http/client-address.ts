import type { IncomingMessage } from "node:http";
import { BlockList, isIP, isIPv4, isIPv6, type Socket, SocketAddress } from "node:net";

/** The address of a request that has none that counts. No source places it. */
const unknown = "unknown";

/** More hops than any honest chain of proxies has. */
const maxHops = 32;

const mappedPrefix = "::ffff:";

/** By socket: the address that a balancer told of its connection; see {@link createBalancers}. */
const told = new WeakMap<object, string>();

/** From now on the connection comes from this address, in canonical text. */
export function tellAddress(socket: Socket, address: string): void {
  told.set(socket, address);
}

/** The address that a balancer told of this connection. */
export function addressTold(socket: Pick<Socket, "remoteAddress">): string | undefined {
  return told.get(socket);
}

/** By request: the client's address as another instance of the service says it. */
const toldOfRequest = new WeakMap<IncomingMessage, string>();

/** This request was forwarded by another instance, and comes from this address, in canonical text. */
export function tellRequestAddress(request: IncomingMessage, address: string): void {
  toldOfRequest.set(request, address);
}

/** Whether another instance sent this request here. */
export function isForwarded(request: IncomingMessage): boolean {
  return toldOfRequest.has(request);
}

/** Never store or log the answer. */
function peerOf(socket: Pick<Socket, "remoteAddress">): string {
  return told.get(socket) ?? canonical(socket.remoteAddress ?? "");
}

/**
 * Makes the one function that says where a request comes from. What another instance told of it holds;
 * see {@link tellRequestAddress}. Otherwise `X-Forwarded-For` counts only if the
 * peer is in `trustedProxies` (addresses or CIDR prefixes of both families), and of it only the
 * rightmost hop that is not a trusted proxy. If that is no address the answer is `unknown`: never
 * the next hop, which the client could have written.
 *
 * Answers are canonical text; IPv4-mapped IPv6 becomes IPv4. Never store or log the answer.
 * @throws TypeError for a proxy that is neither an address nor a prefix.
 */
export function createClientAddress(
  trustedProxies: readonly string[],
): (request: IncomingMessage) => string {
  const trusted = compileNetworks(trustedProxies);
  return (request) => {
    const forwarded = toldOfRequest.get(request);
    if (forwarded !== undefined) return forwarded;
    const peer = peerOf(request.socket);
    if (trustedProxies.length === 0 || !includes(trusted, peer)) return peer;
    const header = request.headers["x-forwarded-for"];
    if (header === undefined) return peer;
    return rightmostUntrusted(trusted, Array.isArray(header) ? header.join(",") : header);
  };
}

/**
 * Makes the function that gives a connection's address before any request, in canonical text;
 * undefined: it is one of these proxies. Never store or log the answer.
 * @throws TypeError for a proxy that is neither an address nor a prefix.
 */
export function createPeerAddress(
  trustedProxies: readonly string[],
): (socket: Pick<Socket, "remoteAddress">) => string | undefined {
  const trusted = compileNetworks(trustedProxies);
  return (socket) => {
    const peer = peerOf(socket);
    return includes(trusted, peer) ? undefined : peer;
  };
}

function rightmostUntrusted(trusted: BlockList, header: string): string {
  let end = header.length;
  let hop = unknown;
  for (let count = 0; count < maxHops && end >= 0; count += 1) {
    const comma = end === 0 ? -1 : header.lastIndexOf(",", end - 1);
    hop = canonical(withoutPort(header.slice(comma + 1, end).trim()));
    if (!includes(trusted, hop)) return hop;
    end = comma;
  }
  return end >= 0 ? unknown : hop;
}

/** Some proxies write `192.0.2.1:4711` or `[2001:db8::1]:4711`. */
function withoutPort(hop: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(hop);
  if (bracketed?.[1] !== undefined) return isIPv6(bracketed[1]) ? bracketed[1] : unknown;
  const ported = /^([\d.]+):\d{1,5}$/.exec(hop);
  return ported?.[1] ?? hop;
}

/** The one spelling of an address; IPv4-mapped IPv6 becomes IPv4. `unknown` for anything else. */
export function canonical(text: string): string {
  if (isIPv4(text)) return text;
  if (!isIPv6(text) || text.includes("%")) return unknown;
  const address = new SocketAddress({ address: text, family: "ipv6" }).address;
  const tail = address.startsWith(mappedPrefix) ? address.slice(mappedPrefix.length) : "";
  return isIPv4(tail) ? tail : address;
}

/** `address`: in canonical text. */
export function includes(networks: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && networks.check(address, family === 4 ? "ipv4" : "ipv6");
}

/** @throws TypeError for what is neither an address nor a prefix */
export function compileNetworks(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [text = "", bits] = network.split("/");
    const address = canonical(text);
    const length = prefixLength(text, bits);
    if (address === unknown || length === undefined) {
      throw new TypeError(`not an address or prefix: ${network}`);
    }
    list.addSubnet(address, length, isIPv4(address) ? "ipv4" : "ipv6");
  }
  return list;
}

/** The length of a prefix in bits of its canonical family: 96 less for IPv4-mapped IPv6. */
function prefixLength(text: string, bits: string | undefined): number | undefined {
  const most = isIPv4(canonical(text)) ? 32 : 128;
  if (bits === undefined) return most;
  if (!/^\d{1,3}$/.test(bits)) return undefined;
  const length = Number(bits) - (most === 32 && isIPv6(text) ? 96 : 0);
  return length >= 0 && length <= most ? length : undefined;
}
