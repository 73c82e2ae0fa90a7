import type { Duplex } from "node:stream";

/**
 * The outcome of forwarding. `answered`: the client has its answer, is getting it, or has left.
 * `not-owner`: that instance doesn't own the room, and did nothing. `failed`: no answer came, and
 * no one knows whether the instance did anything. After the last two the client still waits, and
 * another instance can be asked.
 */
export type Forwarded = "answered" | "not-owner" | "failed";

/**
 * `unreachable`: no connection, or it broke before the answer began. `silent`: no answer in time.
 * `broken`: the connection broke during the answer. `looped`: the request had been forwarded to us
 * already, and isn't forwarded twice.
 */
export type ForwardFault = "unreachable" | "silent" | "broken" | "looped";

/** A client's connection: a socket, or a tunnel from another instance. */
export type ClientStream = Duplex & { setTimeout(ms: number): unknown };
