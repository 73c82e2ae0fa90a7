import type { IncomingMessage } from "node:http";

/**
 * The headers that one instance adds to a request for another. `graticule-client`: the sender's
 * address in canonical form, absent from questions between instances. `graticule-for`: the id of
 * the instance that the request is for. `graticule-hops`: always 1.
 */
export interface PeerHeaders {
  readonly client?: string;
  readonly meant: string;
}

const clientName = "graticule-client";
const meantName = "graticule-for";
const hopsName = "graticule-hops";
const own: ReadonlySet<string> = new Set([clientName, meantName, hopsName]);

/** Headers that hold for one connection alone (RFC 9110 section 7.6.1). */
const hopByHop: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** As a raw list: name, value, name, value. */
export function peerHeaders({ client, meant }: PeerHeaders): string[] {
  const list = [meantName, meant, hopsName, "1"];
  return client === undefined ? list : [clientName, client, ...list];
}

/** Without the headers that only instances may set, so that a client can't pass for one. */
export function withoutPeerHeaders(raw: readonly string[]): string[] {
  return without(raw, (name) => own.has(name));
}

/** Without hop-by-hop headers, including those that `connection` names. */
export function withoutHopByHop(raw: readonly string[]): string[] {
  const named = valuesOf(raw, "connection").flatMap((value) => value.toLowerCase().split(/[\s,]+/));
  return without(raw, (name) => hopByHop.has(name) || named.includes(name));
}

/** Without these headers. `names` in lower case. */
export function withoutNames(raw: readonly string[], ...names: readonly string[]): string[] {
  return without(raw, (name) => names.includes(name));
}

/** What another instance said. `looped`: more than one hop. `unclear`: not one of each header. */
export type PeerWord = PeerHeaders | "looped" | "unclear";

/** Reads these headers of a request, and removes them from it. */
export function takePeerHeaders(request: IncomingMessage): PeerWord {
  const raw = request.rawHeaders;
  const [clients, meants, hops] = [clientName, meantName, hopsName].map((name) =>
    valuesOf(raw, name),
  );
  // Reading them first makes Node derive both from the whole raw list.
  const { headers, headersDistinct } = request;
  for (const name of own) {
    delete headers[name];
    delete headersDistinct[name];
  }
  request.rawHeaders = withoutPeerHeaders(raw);
  const [meant] = meants ?? [];
  const [client] = clients ?? [];
  if (hops?.length !== 1 || meants?.length !== 1 || (clients?.length ?? 0) > 1) return "unclear";
  if (hops[0] !== "1") return "looped";
  return { meant: meant ?? "", ...(client !== undefined && { client }) };
}

function valuesOf(raw: readonly string[], name: string): string[] {
  return raw.filter((_, at) => at % 2 === 1 && raw[at - 1]?.toLowerCase() === name);
}

function without(raw: readonly string[], isOut: (name: string) => boolean): string[] {
  const kept: string[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = raw[at] ?? "";
    if (!isOut(name.toLowerCase())) kept.push(name, raw[at + 1] ?? "");
  }
  return kept;
}
