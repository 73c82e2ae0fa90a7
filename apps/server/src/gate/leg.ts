import type { Socket } from "node:net";
import { outage } from "../decision/gate-answer.ts";
import type { GateAnswer, SeatLeg } from "../presence/seats.ts";
import { answerToEngine } from "./answers.ts";
import { ClientFrames, closeFrame, type Fault, leaveFrame } from "./client-frames.ts";
import { readEngineHead } from "./upstream.ts";

/** What a connection tells the gate. */
export interface LegEvents {
  /**
   * The engine has answered 101. The last question before the client hears of it: an answer given
   * back here is what it gets instead.
   */
  opening(leg: Leg): GateAnswer | undefined;
  opened(leg: Leg): void;
  /** Over, for whatever reason. `late`: given up while the engine was still seating it. */
  closed(leg: Leg, late: boolean): void;
  /** A refusal that goes to the client as HTTP, and is counted. */
  refused(leg: Leg, answer: GateAnswer): string;
  /** The client sent what the engine must not get. The connection ends. */
  broken(leg: Leg, fault: Fault): void;
  /** More was written than the peer reads: from now on its clock runs, until `flowing`. */
  stalled(leg: Leg): void;
  flowing(leg: Leg): void;
}

/** How long a connection that is broken off may take to end in order. */
const closingMs = 2_000;

const link = Symbol("leg");
type Linked = Socket & { [link]?: Leg };

/**
 * A client's socket and the engine's, spliced. The same few functions serve all connections and
 * find theirs through the socket, so that an idle one costs its two sockets and little more. After the
 * handshake nothing is read but the heads of the client's frames; back-pressure goes both ways.
 */
export class Leg implements SeatLeg {
  readonly room: string;
  readonly identity: string;
  readonly address: string;
  state: SeatLeg["state"] = "pending";
  readonly #client: Socket;
  readonly #upstream: Socket;
  readonly #events: LegEvents;
  readonly #frames = new ClientFrames();
  readonly #leavable: boolean;
  /** The beginning of a frame's head whose rest has not come. */
  #held: Buffer | undefined;
  /** Runs while a connection that is broken off ends. */
  #closing: NodeJS.Timeout | undefined;
  /** What came from the engine so far, while pending. */
  #received: Buffer | undefined;
  /** Client bytes that came right behind the request. */
  #early: Buffer | undefined;

  constructor(
    who: {
      readonly room: string;
      readonly identity: string;
      readonly address: string;
      /** Whether the gate may leave for this client. */
      readonly leavable: boolean;
    },
    sockets: { readonly client: Socket; readonly upstream: Socket; readonly early: Buffer },
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
    // What the client goes on to say is read, so that its end is seen, and goes nowhere.
    this.#client.off("data", onClientData).resume();
    upstream.write(leaveFrame());
    return true;
  }

  fromUpstream(chunk: Buffer): void {
    if (this.state === "open") {
      if (!this.#client.write(chunk)) {
        this.#upstream.pause();
        this.#events.stalled(this);
      }
    } else if (this.state === "pending") this.#handshake(chunk);
  }

  fromClient(chunk: Buffer): void {
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
   * Closes the WebSocket in the client's name. The engine answers with the same code, behind what it has
   * said already: written here, the code could cut one of its messages in two. What the client goes on to
   * say is read, so that it comes to hear the code, and goes nowhere.
   */
  #breakOff(fault: Fault): void {
    if (this.#closing !== undefined) return;
    this.#closing = setTimeout(() => this.cut(), closingMs).unref();
    this.#events.broken(this, fault);
    this.#upstream.write(closeFrame(fault));
    this.#client.resume();
  }

  /** One side has taken all that was written to it: the other may go on. */
  drained(socket: Socket): void {
    this.#events.flowing(this);
    if (socket === this.#client) this.#upstream.resume();
    else this.#client.resume();
  }

  /** One side has said its last: what it said goes out, then both end. */
  ended(socket: Socket): void {
    if (this.state === "pending") {
      this.refuse(outage);
      return;
    }
    const other = socket === this.#client ? this.#upstream : this.#client;
    this.#close(false);
    if (socket === this.#client && other.writableLength === 0) {
      // All that the client said is on its way; nobody is left to hear more.
      other.destroy();
      socket.destroy();
      return;
    }
    this.#events.stalled(this);
    this.#sendOut(other);
    if (socket === this.#client) socket.destroy();
  }

  gone(socket: Socket): void {
    if (this.state === "pending") {
      if (socket === this.#upstream) this.refuse(outage);
      else this.cut();
      return;
    }
    const other = socket === this.#client ? this.#upstream : this.#client;
    this.#close(false);
    if (other.destroyed) this.#finish();
    else this.#sendOut(other);
  }

  /** Both sides are gone. */
  #finish(): void {
    clearTimeout(this.#closing);
    this.#events.flowing(this);
  }

  /** Ends this side behind all that was written to it. */
  #sendOut(side: Socket): void {
    // Destroyed with something unread it could lose what it was told, and a client that is broken off still talks.
    if (side === this.#client && this.#closing !== undefined) side.end();
    else side.destroySoon();
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

  #open(response: string, rest: Buffer): void {
    const answer = this.#events.opening(this);
    if (answer !== undefined) {
      this.refuse(answer);
      return;
    }
    this.state = "open";
    this.#received = undefined;
    const client = this.#client;
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

function onUpstreamData(this: Socket, chunk: Buffer): void {
  (this as Linked)[link]?.fromUpstream(chunk);
}

function onClientData(this: Socket, chunk: Buffer): void {
  (this as Linked)[link]?.fromClient(chunk);
}

function onDrain(this: Socket): void {
  (this as Linked)[link]?.drained(this);
}

function onEnd(this: Socket): void {
  (this as Linked)[link]?.ended(this);
}

function onClose(this: Socket): void {
  (this as Linked)[link]?.gone(this);
}

/** Writes a whole answer and closes the connection behind it. */
export function sendLast(socket: Socket, answer: string): void {
  socket.write(answer, () => socket.destroy());
}

/** A close event follows; without a listener an error would end the process. */
export function onError(this: Socket): void {
  this.destroy();
}
