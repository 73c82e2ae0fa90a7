import { Resolver } from "node:dns/promises";
import { type ClientRequest, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { type AddressPolicy, createAddressPolicy } from "./address-policy.ts";

/** One request to an address that someone named. */
export interface OutboundRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For all of it: the name, the connection, the answer and reading it. */
  readonly deadlineMs: number;
  /** The longest answer that is read, in bytes. */
  readonly maxBytes: number;
  /** Hosts (`name` or `name:port`) to which an answer may send on, three times at most; none by default. */
  readonly redirectHosts?: readonly string[];
}

/** An answer whose body was not read yet. Reading more than allowed, or for too long, throws. */
export interface OutboundAnswer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: AsyncIterable<Buffer>;
}

/**
 * `refused`: the service doesn't go there, and nothing was sent. `failed`: it tried; `redirect`:
 * the answer named another address, at a host that the request does not allow.
 */
export type Outbound<T> =
  | { readonly kind: "answered"; readonly value: T }
  | {
      readonly kind: "refused";
      readonly why: "not-a-web-address" | "credentials" | "not-secure" | "closed-address";
    }
  | {
      readonly kind: "failed";
      readonly why: "no-such-name" | "unreachable" | "too-slow" | "too-long" | "redirect";
    };

/** Addresses of a name, in no order. Rejects where there are none. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/**
 * The one way out to addresses that users name: https, and http only into networks that the
 * operator opened. The name is resolved first, and nothing is sent unless all its addresses may be
 * reached. The connection goes to those very addresses, so a name that resolves otherwise later
 * changes nothing, and TLS still verifies the name. A redirect is followed only to a host that the
 * request names, which is judged in the same way. No cookie or credential is sent, no connection
 * kept.
 */
export type SafeFetch = <T>(
  request: OutboundRequest,
  /** Awaited within the deadline; what it throws of its own accord is thrown on. */
  read: (answer: OutboundAnswer) => Promise<T>,
) => Promise<Outbound<T>>;

export interface SafeFetchParts {
  /** Networks that the operator opened, as OUTBOUND_ALLOW names them. */
  readonly allow: readonly string[];
  readonly resolve?: Resolve;
  /** Ends all that is under way, as if it were too slow. */
  readonly stop?: AbortSignal;
}

export function createSafeFetch(parts: SafeFetchParts): SafeFetch {
  const { allow, resolve = resolveByServers, stop } = parts;
  const policy = createAddressPolicy(allow);
  /** Sends to one address, if it may be reached. */
  const sendTo = async (url: string, request: OutboundRequest, deadline: AbortSignal) => {
    const target = targetOf(url);
    if (typeof target === "string") return { kind: "refused", why: target } as const;
    const addresses = await addressesOf(target, resolve, deadline);
    const verdict = judgeAll(policy, addresses, target);
    if (verdict !== "open") return { kind: "refused", why: verdict } as const;
    const message = await send(request, { target, addresses, deadline });
    return { kind: "arrived", message, next: redirectOf(message, target) } as const;
  };
  /** Sends, and follows the redirects that the request allows. */
  const follow = async (request: OutboundRequest, deadline: AbortSignal) => {
    let sent = await sendTo(request.url, request, deadline);
    for (let left = mostRedirects; sent.kind === "arrived" && sent.next; left--) {
      const { message, next } = sent;
      message.destroy();
      if (left === 0 || !request.redirectHosts?.includes(next.host)) {
        throw new OutboundFailure("redirect");
      }
      sent = await sendTo(next.href, request, deadline);
    }
    return sent;
  };
  return async (request, read) => {
    const timeout = AbortSignal.timeout(request.deadlineMs);
    const deadline = stop === undefined ? timeout : AbortSignal.any([timeout, stop]);
    try {
      const sent = await follow(request, deadline);
      if (sent.kind === "refused") return sent;
      return await readAnswer(sent.message, request, deadline, read);
    } catch (error) {
      if (error instanceof OutboundFailure) return { kind: "failed", why: error.why };
      throw error;
    }
  };
}

const mostRedirects = 3;

/** Where an answer sends on to; an address that can't be read is one that no request allows. */
function redirectOf({ statusCode = 0, headers }: IncomingMessage, from: URL): URL | undefined {
  if (statusCode < 300 || statusCode >= 400 || headers.location === undefined) return undefined;
  return URL.parse(headers.location, from.href) ?? from;
}

export type LookAhead = ReturnType<typeof createLookAhead>;

/**
 * Tells whether a request to an address would be sent, as things stand now. `unknown`: its name
 * leads nowhere now, or was not resolved in time.
 */
export function createLookAhead(parts: {
  readonly allow: readonly string[];
  readonly deadlineMs: number;
  readonly resolve?: Resolve;
}) {
  const { allow, deadlineMs, resolve = resolveByServers } = parts;
  const policy = createAddressPolicy(allow);
  return async (url: string) => {
    const target = targetOf(url);
    if (typeof target === "string") return target;
    try {
      const deadline = AbortSignal.timeout(deadlineMs);
      return judgeAll(policy, await addressesOf(target, resolve, deadline), target);
    } catch (error) {
      if (error instanceof OutboundFailure) return "unknown" as const;
      throw error;
    }
  };
}

class OutboundFailure extends Error {
  readonly why: Extract<Outbound<never>, { readonly kind: "failed" }>["why"];

  constructor(why: OutboundFailure["why"]) {
    super(why);
    this.why = why;
  }
}

/** What the address names; browsers' own reading, so that `0x7f.1` is 127.0.0.1 here too. */
function targetOf(text: string): URL | "not-a-web-address" | "credentials" {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return "not-a-web-address";
  if (url.username !== "" || url.password !== "") return "credentials";
  return url;
}

/**
 * Asks the machine's name servers. INVARIANT: never by the machine's own `getaddrinfo`: of its calls two
 * run at a time, so a few names whose servers don't answer would keep this process from its engine and
 * database, where these have names.
 */
async function resolveByServers(host: string): Promise<readonly string[]> {
  // No server has to know it (RFC 6761).
  if (/(^|\.)localhost\.?$/.test(host)) return ["127.0.0.1", "::1"];
  // Another one each time: it reads the machine's list of servers.
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  const asked = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  return asked.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
}

async function addressesOf(
  { hostname }: URL,
  resolve: Resolve,
  deadline: AbortSignal,
): Promise<readonly string[]> {
  const literal = hostname.replace(/^\[(.*)\]$/, "$1");
  if (isIP(literal) !== 0) return [literal];
  const failing = resolve(hostname).catch(() => {
    throw new OutboundFailure("no-such-name");
  });
  const found = await before(deadline, failing);
  if (found.length === 0) throw new OutboundFailure("no-such-name");
  return found;
}

/** One address that may not be reached closes the whole name. */
function judgeAll(
  policy: AddressPolicy,
  addresses: readonly string[],
  { protocol }: URL,
): "open" | "closed-address" | "not-secure" {
  const verdicts = addresses.map(policy.judge);
  if (verdicts.includes("closed")) return "closed-address";
  return protocol === "http:" && verdicts.includes("public") ? "not-secure" : "open";
}

interface Checked {
  readonly target: URL;
  readonly addresses: readonly string[];
  readonly deadline: AbortSignal;
}

/** Sends the request, and answers as soon as the head of the answer is there. */
function send(
  { method, headers, body }: OutboundRequest,
  { target, addresses, deadline }: Checked,
): Promise<IncomingMessage> {
  const open = target.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const request: ClientRequest = open(target, {
      method,
      agent: false,
      lookup: pinned(addresses),
      signal: deadline,
      headers: { "user-agent": "Graticule", "accept-encoding": "identity", ...headers },
    });
    const fail = (): void => {
      reject(new OutboundFailure(deadline.aborted ? "too-slow" : "unreachable"));
    };
    // Also where the connection ends without a valid answer. After an answer it has no effect.
    request.on("error", fail).on("close", fail).on("response", resolve);
    request.end(body);
  });
}

/** Gives the connection the addresses that were checked, whatever the name says by now. */
function pinned(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, options, done) => {
    const [first] = all;
    if (options.all === true) done(null, all);
    else if (first !== undefined) done(null, first.address, first.family);
  };
}

async function readAnswer<T>(
  message: IncomingMessage,
  { maxBytes }: OutboundRequest,
  deadline: AbortSignal,
  read: (answer: OutboundAnswer) => Promise<T>,
): Promise<Outbound<T>> {
  const { statusCode: status = 0, headers } = message;
  try {
    const body = boundedBody(message, maxBytes, deadline);
    const value = await before(deadline, read({ status, headers, body }));
    return { kind: "answered", value };
  } finally {
    message.destroy();
  }
}

async function* boundedBody(
  message: IncomingMessage,
  maxBytes: number,
  deadline: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
  let length = 0;
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > maxBytes) throw new OutboundFailure("too-long");
      yield chunk;
    }
  } catch (error) {
    if (error instanceof OutboundFailure) throw error;
    throw new OutboundFailure(deadline.aborted ? "too-slow" : "unreachable");
  }
}

/** Waits for `work`, but not past the deadline. */
async function before<T>(deadline: AbortSignal, work: Promise<T>): Promise<T> {
  if (deadline.aborted) throw new OutboundFailure("too-slow");
  let stop = (): void => undefined;
  const late = new Promise<never>((_resolve, reject) => {
    stop = () => reject(new OutboundFailure("too-slow"));
    deadline.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    deadline.removeEventListener("abort", stop);
  }
}
