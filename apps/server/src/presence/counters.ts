import type { ForwardFault } from "../cluster/forwarded.ts";
import type { PeerFault } from "../cluster/peer-listener.ts";
import type { Routed } from "../cluster/to-owner.ts";
import type { HeaderFault } from "../http/proxy-header.ts";

/**
 * What the service counts, by reason and never by person or place. INVARIANT: nothing that an order did to someone is
 * counted, or timed: beside the person who just left, a count would say why.
 */
export type CountedEvent =
  | "gate-admitted"
  | "gate-refused-rule"
  | "gate-held"
  | "gate-bad-request"
  /** Asked for a meeting that is over or deleted, or for a seat that the engine let go. */
  | "gate-gone"
  | "gate-unauthorized"
  | "gate-foreign-room"
  | "gate-outage"
  | "gate-too-many"
  /** Inside, a message was too long, or a frame invalid. The connection was ended. */
  | "gate-too-long"
  | "gate-bad-frame"
  | "join-admitted"
  | "join-held"
  | "join-refused-rule"
  | "seat-removed-rule"
  | "seat-removed-host"
  | "seat-removed-terms"
  | "seat-removed-ended"
  | "seat-removal-retried"
  | "seat-undecided-removed"
  | "service-seat-removed"
  /** A balancer's connection began without a header that says whose it is, and was closed. */
  | `balancer-${HeaderFault}`
  /** Between instances: something was not forwarded, or not taken. */
  | `peer-${ForwardFault | PeerFault}`;

/** What is timed. Each ends well: people who wait for a host, or are kept out, are in none of them. */
export type TimedStep =
  /** A page's request to join, until it was let in with a token. */
  | "join"
  /** A connection's request at the gate, until the engine had accepted it. */
  | "connection"
  /** The decision that someone inside must leave, until the engine no longer lists them. */
  | "removal"
  /** The end of an owner's lease, until a room of it with people inside is judged here. */
  | "take-over";

export interface Counters {
  count(what: CountedEvent): void;
  time(what: TimedStep, tookMs: number): void;
  /** A request or a connection that came from outside, about something that one instance owns. */
  routed(kind: "request" | "socket", to: Routed): void;
}
