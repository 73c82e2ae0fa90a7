import { createHmac, randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";
import {
  DisconnectReason,
  JoinRequest,
  type JoinResponse,
  SignalRequest,
  SignalResponse,
  WrappedJoinRequest,
} from "@livekit/protocol";

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Any token, valid or not: claims and header as given, signed with HS256. */
export function signAny(claims: object, secret: string, header: object = { alg: "HS256" }): string {
  const signed = `${encode(header)}.${encode(claims)}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

/** A token as a backend mints it, valid for ten minutes. */
export function mintToken(
  key: { readonly id: string; readonly secret: string },
  room: string,
  identity: string,
  more: { readonly video?: object; readonly claims?: object } = {},
): string {
  const now = Math.floor(Date.now() / 1000);
  const video = { room, roomJoin: true, ...more.video };
  const claims = {
    iss: key.id,
    sub: identity,
    nbf: now - 5,
    exp: now + 600,
    video,
    ...more.claims,
  };
  return signAny(claims, key.secret);
}

/** An older client's parameters (`/rtc`). */
export function oldQuery(token: string, more: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({
    access_token: token,
    auto_subscribe: "1",
    sdk: "js",
    version: "1.15.13",
    protocol: "15",
    ...more,
  });
  return `/rtc?${query}`;
}

/** A newer client's parameters (`/rtc/v1`). */
export function newQuery(token: string, request: Partial<JoinRequest> = {}): string {
  const inner = new JoinRequest({
    clientInfo: { protocol: 16, version: "2.23.0" },
    connectionSettings: { autoSubscribe: true },
    ...request,
  } as Partial<JoinRequest>);
  const wrapped = new WrappedJoinRequest({
    joinRequest: inner.toBinary() as Uint8Array<ArrayBuffer>,
  });
  const text = Buffer.from(wrapped.toBinary()).toString("base64url");
  return `/rtc/v1?${new URLSearchParams({ access_token: token, join_request: text })}`;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  /** The refusal's body; empty after 101. */
  readonly body: string;
}

/**
 * A signalling client without media, on a bare socket, from any loopback address. Never fails by
 * itself: `answer` resolves with the answer, `closed` when the connection is over.
 */
export class RawClient {
  readonly socket: Socket;
  readonly answer: Promise<RawAnswer>;
  /** Resolves with the first message, or undefined if the connection ends before. */
  readonly joined: Promise<JoinResponse | undefined>;
  readonly closed: Promise<void>;
  /** Why the engine ended it, from its last message. */
  leaveReason: DisconnectReason | undefined;
  closeCode: number | undefined;
  /** Without reasons sent as data packets: they need media. */
  readonly messages: SignalResponse[] = [];
  #received = Buffer.alloc(0);
  #upgraded = false;
  #answered: (answer: RawAnswer) => void = () => undefined;
  #joined: (join: JoinResponse | undefined) => void = () => undefined;

  constructor(options: {
    readonly port: number;
    readonly target: string;
    readonly from?: string;
    readonly headers?: readonly string[];
    /** Sent before all else. */
    readonly preface?: Uint8Array;
  }) {
    this.socket = connect({
      host: "127.0.0.1",
      port: options.port,
      ...(options.from === undefined ? {} : { localAddress: options.from }),
    });
    this.answer = new Promise((resolve) => {
      this.#answered = resolve;
    });
    this.joined = new Promise((resolve) => {
      this.#joined = resolve;
    });
    this.closed = new Promise((resolve) => {
      this.socket.on("close", () => {
        this.#end();
        resolve();
      });
    });
    this.socket.on("error", () => undefined);
    this.socket.on("end", () => this.socket.end());
    this.socket.on("data", (chunk) => this.#take(chunk));
    const key = randomBytes(16).toString("base64");
    const lines = [
      `GET ${options.target} HTTP/1.1`,
      `Host: 127.0.0.1:${options.port}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      `Sec-WebSocket-Key: ${key}`,
      ...(options.headers ?? []),
    ];
    if (options.preface !== undefined) this.socket.write(options.preface);
    this.socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  }

  send(request: Partial<SignalRequest>): void {
    const payload = new SignalRequest(request as SignalRequest).toBinary();
    this.socket.write(maskedFrame(payload));
  }

  leave(): void {
    this.send({
      message: { case: "leave", value: { reason: DisconnectReason.CLIENT_INITIATED } },
    } as Partial<SignalRequest>);
  }

  close(): void {
    this.socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    if (!this.#upgraded && !this.#takeHead()) return;
    for (;;) {
      const frame = readFrame(this.#received);
      if (frame === undefined) return;
      this.#received = this.#received.subarray(frame.end);
      if (frame.opcode === 2) this.#takeMessage(frame.payload);
      if (frame.opcode === 9) this.socket.write(maskedFrame(frame.payload, 0x8a));
      if (frame.opcode === 8) {
        this.closeCode = frame.payload.readUInt16BE(0);
        this.socket.end();
      }
    }
  }

  #takeHead(): boolean {
    const end = this.#received.indexOf("\r\n\r\n");
    if (end < 0) return false;
    const head = readHead(this.#received.toString("latin1", 0, end));
    if (head.status !== 101) return false;
    this.#upgraded = true;
    this.#received = this.#received.subarray(end + 4);
    this.#answered({ ...head, body: "" });
    return true;
  }

  #takeMessage(payload: Buffer): void {
    const response = SignalResponse.fromBinary(payload);
    this.messages.push(response);
    if (response.message.case === "join") this.#joined(response.message.value);
    if (response.message.case === "leave") this.leaveReason = response.message.value.reason;
  }

  #end(): void {
    this.#joined(undefined);
    const end = this.#received.indexOf("\r\n\r\n");
    if (this.#upgraded) return;
    const head = readHead(end < 0 ? "" : this.#received.toString("latin1", 0, end));
    this.#answered({ ...head, body: this.#received.toString("utf8", end + 4) });
  }
}

function readHead(text: string): { status: number; headers: Map<string, string> } {
  const [first = "", ...lines] = text.split("\r\n");
  const pairs = lines.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { status: Number(first.split(" ")[1] ?? 0), headers: new Map(pairs) };
}

/** A frame as a client sends it. `first`: its first byte, by default FIN and BINARY. */
export function maskedFrame(payload: Uint8Array, first = 0x82): Buffer {
  return Buffer.concat([frameHead(payload.length, first), payload]);
}

/** The head of a masked frame with so many bytes. A mask of zeros leaves the payload unchanged. */
export function frameHead(length: number, first = 0x82): Buffer {
  const extended = length < 126 ? 0 : length < 65_536 ? 2 : 8;
  const head = Buffer.alloc(2 + extended + 4);
  head[0] = first;
  head[1] = 0x80 | (extended === 0 ? length : extended === 2 ? 126 : 127);
  if (extended === 2) head.writeUInt16BE(length, 2);
  if (extended === 8) head.writeBigUInt64BE(BigInt(length), 2);
  return head;
}

function readFrame(bytes: Buffer): { opcode: number; payload: Buffer; end: number } | undefined {
  if (bytes.length < 2) return undefined;
  const opcode = (bytes[0] ?? 0) & 0x0f;
  let length = (bytes[1] ?? 0) & 0x7f;
  let at = 2;
  if (length === 126 && bytes.length >= 4) {
    length = bytes.readUInt16BE(2);
    at = 4;
  } else if (length === 127 && bytes.length >= 10) {
    length = Number(bytes.readBigUInt64BE(2));
    at = 10;
  } else if (length >= 126) return undefined;
  if (bytes.length < at + length) return undefined;
  return { opcode, payload: bytes.subarray(at, at + length), end: at + length };
}
