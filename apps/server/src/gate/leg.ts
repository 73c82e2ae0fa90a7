import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { outage } from "../decision/gate-answer.ts";
import type { GateAnswer, SeatLeg } from "../presence/seats.ts";
import { answerToEngine } from "./answers.ts";
import { ClientFrames, closeFrame, type Fault, leaveFrame } from "./client-frames.ts";
import { PingTerms } from "./ping-terms.ts";
import { readEngineHead } from "./upstream.ts";

export interface LegEvents {
  /** The engine has answered 101; the client gets what is returned here instead, if anything. */
  opening(leg: Leg): GateAnswer | undefined;
  opened(leg: Leg): void;
  /** `late`: given up while the engine was still seating it. */
  closed(leg: Leg, late: boolean): void;
  /** The engine took no connection, or ended it without an answer. */
  unreachable(leg: Leg): void;
  /** Counts a refusal, and returns it as an HTTP response for the client. */
  refused(leg: Leg, answer: GateAnswer): string;
  /** The client sent what the engine must not get. The connection ends. */
  broken(leg: Leg, fault: Fault): void;
  /** More was written than the peer reads: its clock runs until `flowing`. */
  stalled(leg: Leg): void;
  flowing(leg: Leg): void;
}

/** How long a connection with a fault may take to close in order. */
const closingMs = 2_000;

const link = Symbol("leg");
type Linked = Duplex & { [link]?: Leg };

/**
 * A client's socket and the engine's, spliced. The same few functions serve all connections and
 * find theirs through the socket, so that an idle one costs little beside its two sockets. After
 * the handshake only the heads of the client's frames are read, and of the engine's first message what
 * it says of pings; back-pressure goes both ways.
 */
export class Leg implements SeatLeg {
  readonly room: string;
  readonly identity: string;
  readonly address: string;
  state: SeatLeg["state"] = "pending";
  readonly #client: Duplex;
  readonly #upstream: Socket;
  readonly #events: LegEvents;
  readonly #frames = new ClientFrames();
  readonly #leavable: boolean;
  /** The beginning of an incomplete frame head. */
  #held: Buffer | undefined;
  #closing: NodeJS.Timeout | undefined;
  /** When each side was last heard. */
  #clientAt = performance.now();
  #engineAt = this.#clientAt;
  /** The engine's response so far, while pending. */
  #received: Buffer | undefined;
  /** Until the engine's first message has passed. */
  #terms: PingTerms | undefined = new PingTerms();
  /** Client bytes that came right behind the request. */
  #early: Buffer | undefined;

  /** @param who `leavable`: the gate may leave for this client */
  constructor(
    who: Pick<SeatLeg, "room" | "identity" | "address"> & { readonly leavable: boolean },
    sockets: { readonly client: Duplex; readonly upstream: Socket; readonly early: Buffer },
    events: LegEvents,
  ) {
    this.room = who.room;
    this.identity = who.identity;
    this.address = who.address;
    this.#client = sockets.client;
    this.#upstream = sockets.upstream;
    this.#early = sockets.early.length > 0 ? sockets.early : undefined;
    this.#leavable = who.leavable;
    this.#events = events;
    (sockets.client as Linked)[link] = this;
    (sockets.upstream as Linked)[link] = this;
    sockets.client.on("close", onClose);
    sockets.upstream.on("data", onUpstreamData);
    sockets.upstream.on("end", onEnd);
    sockets.upstream.on("error", onError);
    sockets.upstream.on("close", onClose);
  }

  refuse(answer: GateAnswer): void {
    if (this.state === "closed") return;
    if (this.state === "open") {
      this.cut();
      return;
    }
    this.#close(true);
    this.#upstream.destroy();
    sendLast(this.#client, this.#events.refused(this, answer));
  }

  cut(): void {
    this.#close(this.state === "pending");
    this.#upstream.destroy();
    this.#client.destroy();
  }

  leave(): boolean {
    const upstream = this.#upstream;
    if (!this.#leavable || this.state !== "open" || upstream.writableNeedDrain) return false;
    if (!this.#frames.betweenMessages) return false;
    // The client is read on, so that its end is seen, and what it sends is dropped.
    this.#client.off("data", onClientData).resume();
    upstream.write(leaveFrame());
    return true;
  }

  /** Since when one of the two sides has been silent. Both speak at least every ten seconds. */
  get silentSince(): number {
    return Math.min(this.#clientAt, this.#engineAt);
  }

  fromUpstream(chunk: Buffer): void {
    this.#engineAt = performance.now();
    if (this.state === "open") {
      this.#shorten(chunk);
      if (!this.#client.write(chunk)) {
        this.#upstream.pause();
        this.#events.stalled(this);
      }
    } else if (this.state === "pending") this.#handshake(chunk);
  }

  fromClient(chunk: Buffer): void {
    this.#clientAt = performance.now();
    const bytes = this.#held === undefined ? chunk : Buffer.concat([this.#held, chunk]);
    this.#held = undefined;
    const size = this.#frames.pass(bytes);
    const isAll = size === bytes.length;
    if (size > 0 && !this.#upstream.write(isAll ? bytes : bytes.subarray(0, size))) {
      this.#client.pause();
      this.#events.stalled(this);
    }
    if (isAll) return;
    if (this.#frames.fault === undefined) this.#held = Buffer.from(bytes.subarray(size));
    else this.#breakOff(this.#frames.fault);
  }

  /**
   * Closes the WebSocket in the client's name. The engine's answer brings the code to the client:
   * written here it could cut one of the engine's messages in two. The client is read on, so that
   * it gets to hear the code, and what it sends is dropped.
   */
  #breakOff(fault: Fault): void {
    if (this.#closing !== undefined) return;
    this.#closing = setTimeout(() => this.cut(), closingMs).unref();
    this.#events.broken(this, fault);
    this.#upstream.write(closeFrame(fault));
    this.#client.resume();
  }

  /** One side has read all that was written to it: the other may go on. */
  drained(socket: Duplex): void {
    this.#events.flowing(this);
    if (socket === this.#client) this.#upstream.resume();
    else this.#client.resume();
  }

  /** One side has ended: what it sent goes out, then both close. */
  ended(socket: Duplex): void {
    if (this.state === "pending") {
      this.#unreachable();
      return;
    }
    const other = socket === this.#client ? this.#upstream : this.#client;
    this.#close(false);
    if (socket === this.#client && other.writableLength === 0) {
      other.destroy();
      socket.destroy();
      return;
    }
    this.#events.stalled(this);
    this.#sendOut(other);
    if (socket === this.#client) socket.destroy();
  }

  gone(socket: Duplex): void {
    if (this.state === "pending") {
      if (socket === this.#upstream) this.#unreachable();
      else this.cut();
      return;
    }
    const other = socket === this.#client ? this.#upstream : this.#client;
    this.#close(false);
    if (other.destroyed) this.#finish();
    else this.#sendOut(other);
  }

  #unreachable(): void {
    this.refuse(outage);
    this.#events.unreachable(this);
  }

  #finish(): void {
    clearTimeout(this.#closing);
    this.#events.flowing(this);
  }

  /** Ends this side behind all that was written to it. */
  #sendOut(side: Duplex): void {
    // A client with a fault still sends: destroyed with unread bytes it could lose the close code.
    if (side === this.#client && this.#closing !== undefined) side.end();
    else side.end(() => side.destroy());
  }

  #close(late: boolean): void {
    if (this.state === "closed") return;
    this.state = "closed";
    this.#received = undefined;
    this.#early = undefined;
    this.#events.closed(this, late);
  }

  #handshake(chunk: Buffer): void {
    const received = this.#received === undefined ? chunk : Buffer.concat([this.#received, chunk]);
    const head = readEngineHead(received);
    switch (head.kind) {
      case "incomplete":
        this.#received = received;
        break;
      case "broken":
        this.refuse(outage);
        break;
      case "refused":
        this.refuse(answerToEngine(head.status));
        break;
      case "switched":
        this.#open(head.response, head.rest);
    }
  }

  #shorten(chunk: Buffer): void {
    if (this.#terms?.shorten(chunk) === true) this.#terms = undefined;
  }

  #open(response: string, rest: Buffer): void {
    const answer = this.#events.opening(this);
    if (answer !== undefined) {
      this.refuse(answer);
      return;
    }
    this.state = "open";
    this.#received = undefined;
    const client = this.#client;
    this.#shorten(rest);
    if (rest.length === 0) client.write(response, "latin1");
    else {
      client.cork();
      client.write(response, "latin1");
      client.write(rest);
      client.uncork();
    }
    if (this.#early !== undefined) this.fromClient(this.#early);
    this.#early = undefined;
    this.#upstream.on("drain", onDrain);
    client.on("drain", onDrain);
    client.on("end", onEnd);
    client.on("data", onClientData);
    this.#events.opened(this);
  }
}

function onUpstreamData(this: Duplex, chunk: Buffer): void {
  (this as Linked)[link]?.fromUpstream(chunk);
}

function onClientData(this: Duplex, chunk: Buffer): void {
  (this as Linked)[link]?.fromClient(chunk);
}

function onDrain(this: Duplex): void {
  (this as Linked)[link]?.drained(this);
}

function onEnd(this: Duplex): void {
  (this as Linked)[link]?.ended(this);
}

function onClose(this: Duplex): void {
  (this as Linked)[link]?.gone(this);
}

export function sendLast(socket: Duplex, answer: string): void {
  socket.write(answer, () => socket.destroy());
}

/** A close event follows; without a listener an error would end the process. */
export function onError(this: Duplex): void {
  this.destroy();
}
