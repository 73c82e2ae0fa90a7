import { createHmac } from "node:crypto";
import { connect, type Socket } from "node:net";
import { leaveFrame } from "@graticule/server/gate/client-frames";

export interface Key {
  readonly id: string;
  readonly secret: string;
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token as a backend mints it, valid for an hour. */
export function mintToken(key: Key, room: string, identity: string): string {
  const now = Math.floor(Date.now() / 1000);
  const video = { room, roomJoin: true };
  const claims = { iss: key.id, sub: identity, nbf: now - 5, exp: now + 3600, video };
  const signed = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${signed}.${createHmac("sha256", key.secret).update(signed).digest("base64url")}`;
}

/** What a browser's older client asks for. */
export function signalTarget(token: string): string {
  return (
    `/rtc?access_token=${token}&auto_subscribe=1&sdk=js&version=1.15.13&protocol=15` +
    "&os=Linux&os_version=6.1&browser=Chrome&browser_version=156&adaptive_stream=1"
  );
}

/** A complete upgrade request, with the headers a browser sends. */
export function upgradeRequest(target: string): string {
  return [
    `GET ${target} HTTP/1.1`,
    "Host: 127.0.0.1",
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Origin: https://app.example.org",
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36",
    "Accept-Encoding: gzip, deflate, br, zstd",
    "Accept-Language: en-GB,en;q=0.9",
    "Cache-Control: no-cache",
    "Pragma: no-cache",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "\r\n",
  ].join("\r\n");
}

const join = 0x0a;
const leave = 0x42;

/** The engine's WebSocket ping, and a client's answer to it: the gate closes a connection that is silent. */
const ping = 0x89;
const pong = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);

/**
 * A signalling client without media. Recognises the engine's welcome and farewell by the first byte
 * of a message (fields 1 and 8 of LiveKit's SignalResponse).
 */
export class Signalling {
  readonly socket: Socket;
  /** When the welcome came; fails if the connection ends first. */
  readonly joinedAt: Promise<number>;
  /** When the farewell came, or else when the connection ended. */
  readonly outAt: Promise<number>;
  #received: Buffer = Buffer.alloc(0);
  #upgraded = false;
  #onJoin: (at: number) => void = () => undefined;
  #onOut: (at: number) => void = () => undefined;

  constructor(port: number, target: string, from?: string) {
    this.socket = connect({
      host: "127.0.0.1",
      port,
      noDelay: true,
      ...(from === undefined ? {} : { localAddress: from }),
    });
    this.outAt = new Promise((resolve) => {
      this.#onOut = resolve;
    });
    this.joinedAt = new Promise((resolve, reject) => {
      this.#onJoin = resolve;
      this.socket.on("close", () => reject(new Error("not joined")));
    });
    this.joinedAt.catch(() => undefined);
    this.socket.on("error", () => undefined);
    this.socket.on("close", () => this.#onOut(performance.now()));
    this.socket.on("data", (chunk) => this.#take(chunk));
    this.socket.write(upgradeRequest(target));
  }

  /** Asks the engine to let it go, as a browser does that was told to leave. */
  leave(): void {
    this.socket.write(leaveFrame());
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    if (!this.#upgraded) {
      const end = this.#received.indexOf("\r\n\r\n");
      if (end < 0) return;
      this.#upgraded = true;
      this.#received = this.#received.subarray(end + 4);
    }
    for (
      let frame = frameIn(this.#received);
      frame !== undefined;
      frame = frameIn(this.#received)
    ) {
      if (this.#received[0] === ping) this.socket.write(pong);
      this.#received = this.#received.subarray(frame.end);
      if (frame.first === join) this.#onJoin(performance.now());
      if (frame.first === leave) this.#onOut(performance.now());
    }
  }
}

/** The end of the first complete frame, and its payload's first byte. */
function frameIn(
  bytes: Buffer,
): { readonly first: number | undefined; readonly end: number } | undefined {
  const short = (bytes[1] ?? 0) & 0x7f;
  const start = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < start) return undefined;
  const length =
    short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : bytes.readUInt32BE(6);
  if (bytes.length < start + length) return undefined;
  return { first: bytes[start], end: start + length };
}
