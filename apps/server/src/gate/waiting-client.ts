import { createHash } from "node:crypto";
import { Duplex } from "node:stream";
import type { ClientStream } from "../cluster/forwarded.ts";
import { readEngineHead, switching } from "./upstream.ts";

/** WebSocket close codes: try again later, and policy violation. */
const later = 1013;
const refused = 1008;

/**
 * `waiting`: the upgrade has no answer. `accepted`: it was answered with 101, and no one has decided
 * yet. `answered`: all that is written passes as it is.
 */
type State = "waiting" | "accepted" | "answered";

/**
 * The connection of a client whose upgrade has to wait. It ends when the client goes. To everything
 * else it is a socket like any other, also after {@link accept}: a 101 that is written then isn't
 * sent a second time, and a refusal becomes a WebSocket close.
 * INVARIANT: nothing is passed on to any engine from here; the gate that gets this still has to decide.
 */
export class WaitingClient extends Duplex {
  readonly #client: ClientStream;
  readonly #key: string;
  #state: State = "waiting";
  /** The answer so far, while accepted. */
  #received: Buffer = Buffer.alloc(0);

  /** @param key the client's `Sec-WebSocket-Key` */
  constructor(client: ClientStream, key: string) {
    super();
    this.#client = client;
    this.#key = key;
    // It has bounds of its own.
    client.setTimeout(0);
    // A close follows.
    this.on("error", () => undefined);
    client.on("data", (chunk: Buffer) => {
      if (!this.push(chunk)) client.pause();
    });
    client.on("end", () => {
      if (this.#state === "answered") this.push(null);
      else this.destroy();
    });
    client.on("close", () => this.destroy());
    if (client.destroyed) this.destroy();
  }

  /**
   * Answers 101 (RFC 6455 section 4.2.2) before anyone has decided. A client waits some seconds for
   * this, and as long again for the engine's first message.
   */
  accept(): void {
    if (this.#state !== "waiting" || this.destroyed) return;
    this.#state = "accepted";
    const hash = createHash("sha1").update(`${this.#key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`);
    this.#client.write(switching(hash.digest("base64")), "latin1");
  }

  setTimeout(ms: number): this {
    this.#client.setTimeout(ms);
    return this;
  }

  override _read(): void {
    this.#client.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    if (this.#state === "accepted") this.#afterAccepting(chunk, done);
    else {
      this.#state = "answered";
      this.#client.write(chunk, done);
    }
  }

  override _final(done: () => void): void {
    const isUnanswered = this.#state === "accepted";
    this.#client.end(isUnanswered ? closeFrame(later) : undefined, done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#client.destroy();
    done(error);
  }

  /** Of an answer that follows the 101, the client gets what stands behind its head. */
  #afterAccepting(chunk: Buffer, done: () => void): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    const head = readEngineHead(this.#received);
    if (head.kind === "incomplete") {
      done();
      return;
    }
    this.#received = Buffer.alloc(0);
    this.#state = "answered";
    if (head.kind === "switched") this.#client.write(head.rest, done);
    else {
      const isRefused = head.kind === "refused" && head.status < 500 && head.status !== 429;
      this.#client.end(closeFrame(isRefused ? refused : later), done);
    }
  }
}

/** As a server sends it: unmasked. */
function closeFrame(code: number): Buffer {
  return Buffer.from([0x88, 2, code >> 8, code & 0xff]);
}
