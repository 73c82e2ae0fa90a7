import { request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { isForwarded } from "../http/client-address.ts";
import { problemOf, sendBareProblem } from "../http/problem.ts";
import { forwardRequest } from "./forward-request.ts";
import type { ClientStream, Forwarded, ForwardFault } from "./forwarded.ts";
import { peerHeaders, withoutPeerHeaders } from "./peer-headers.ts";
import { PeerLine } from "./peer-line.ts";
import type { Peer, PeerTls } from "./peer-tls.ts";
import { questionLimit, readWhole, type Whole } from "./read-whole.ts";
import { splice } from "./splice.ts";

export interface ForwarderParts {
  readonly tls: Pick<PeerTls, "connect" | "connectMs">;
  readonly publicUrl: string;
  readonly count: (fault: ForwardFault) => void;
  /** For tests: within what time an answer has to begin; 12 s by default. */
  readonly answerMs?: number;
  /** For tests: how long one end of a WebSocket may accept no data; 30 s by default. */
  readonly stallMs?: number;
}

/** What a server's `request` event passes. */
export interface HttpExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The most that its route takes, in bytes. Absent: what most routes take. */
  readonly bodyLimit?: number;
}

/** What a server's `upgrade` event passes. */
export interface HttpUpgrade {
  readonly request: IncomingMessage;
  /** Its errors are heard already. */
  readonly socket: ClientStream;
  readonly head: Buffer;
}

/** Bytes; the app's own limit. */
const usualBodyLimit = 512 * 1024;

/** Longer than the gate waits for a media engine, since the gate's answer says more than ours. */
const usualAnswerMs = 12_000;

/** As long as the gate waits for a side that doesn't read. */
const usualStallMs = 30_000;

/**
 * Forwards requests to the instance that owns their room, and passes its answers back. Nothing is
 * logged: faults are only counted.
 */
export class Forwarder {
  readonly #parts: ForwarderParts;
  readonly #answerMs: number;
  /** By the instance's id. */
  readonly #lines = new Map<string, PeerLine>();
  /** Each body is read once, even if two instances are asked. */
  readonly #bodies = new WeakMap<IncomingMessage, Promise<Whole>>();
  #closed = false;

  constructor(parts: ForwarderParts) {
    this.#parts = parts;
    this.#answerMs = parts.answerMs ?? usualAnswerMs;
  }

  /** Resolves when the answer begins. `client`: the sender's address in canonical form. */
  async request(
    peer: Peer,
    { request, response, bodyLimit = usualBodyLimit }: HttpExchange,
    client: string,
  ): Promise<Forwarded> {
    if (isForwarded(request)) return this.#looped();
    if (this.#closed) return "failed";
    const body = await this.#bodyOf(request, bodyLimit);
    if (body === "gone" || response.destroyed) return "answered";
    if (body === "too-large") {
      const problem = problemOf("invalid", { status: 413, detail: "The body is too long." });
      sendBareProblem(response, problem, this.#parts.publicUrl);
      return "answered";
    }
    return forwardRequest({
      open: () => this.#lineTo(peer).open("wait"),
      request,
      response,
      body,
      told: peerHeaders({ client, meant: peer.id }),
      answerMs: this.#answerMs,
      count: this.#parts.count,
    });
  }

  /** Resolves when the answer begins. `client`: the sender's address in canonical form. */
  async upgrade(peer: Peer, asked: HttpUpgrade, client: string): Promise<Forwarded> {
    const { request, socket, head } = asked;
    if (isForwarded(request)) return this.#looped();
    if (this.#closed) return "failed";
    const told = peerHeaders({ client, meant: peer.id });
    return splice({
      client: socket,
      upstream: this.#lineTo(peer).open("close"),
      opening: Buffer.concat([headOf(request, told), head]),
      answerMs: this.#answerMs,
      stallMs: this.#parts.stallMs ?? usualStallMs,
      count: this.#parts.count,
    });
  }

  /** Asks another instance a question. Undefined: no answer in time, or one without status 200. */
  ask(peer: Peer, name: string, body: unknown, deadlineMs: number): Promise<unknown> {
    const text = Buffer.from(JSON.stringify(body));
    const createConnection = () => this.#lineTo(peer).open("wait");
    const length = ["content-length", String(text.length)];
    const headers = ["host", "peer", ...peerHeaders({ meant: peer.id }), ...length];
    return new Promise((settle) => {
      const path = `/cluster/${name}`;
      const asked = httpRequest({ createConnection, method: "POST", path, headers });
      const late = setTimeout(() => asked.destroy(), deadlineMs);
      asked.on("error", () => undefined);
      asked.on("response", (answer) =>
        settle(
          readWhole(answer, questionLimit).then((whole) => {
            if (whole === "too-large") asked.destroy();
            return typeof whole === "string" || answer.statusCode !== 200
              ? undefined
              : JSON.parse(whole.toString());
          }),
        ),
      );
      asked.on("close", () => {
        clearTimeout(late);
        settle(undefined);
      });
      asked.end(text);
    });
  }

  /** These instances live. Requests, streams and WebSockets forwarded to others end at once. */
  keepOnly(peers: readonly Pick<Peer, "id">[]): void {
    const alive = new Set(peers.map(({ id }) => id));
    for (const [id, line] of this.#lines) {
      if (alive.has(id)) continue;
      line.close();
      this.#lines.delete(id);
    }
  }

  /** Ends everything that is forwarded, and forwards nothing more. */
  close(): void {
    this.#closed = true;
    this.keepOnly([]);
  }

  #looped(): Forwarded {
    this.#parts.count("looped");
    return "failed";
  }

  #lineTo(peer: Peer): PeerLine {
    const line = this.#lines.get(peer.id) ?? new PeerLine(peer, this.#parts.tls);
    this.#lines.set(peer.id, line);
    return line;
  }

  #bodyOf(request: IncomingMessage, limit: number): Promise<Whole> {
    const body = this.#bodies.get(request) ?? readWhole(request, limit);
    this.#bodies.set(request, body);
    return body;
  }
}

/** Keeps hop-by-hop headers: an upgrade needs its own. */
function headOf({ method, url, rawHeaders }: IncomingMessage, told: readonly string[]): Buffer {
  const headers = [...withoutPeerHeaders(rawHeaders), ...told];
  let text = `${method} ${url} HTTP/1.1\r\n`;
  for (let at = 0; at < headers.length; at += 2) text += `${headers[at]}: ${headers[at + 1]}\r\n`;
  return Buffer.from(`${text}\r\n`, "latin1");
}
