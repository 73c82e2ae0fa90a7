import { createHash } from "node:crypto";
import type { Duplex } from "node:stream";

/**
 * The server's side of a WebSocket (RFC 6455) for media clients: binary messages, also in
 * fragments.
 */
export class SignallingSocket {
  readonly #socket: Duplex;
  #received = Buffer.alloc(0);
  /** Of a message in several frames. */
  #parts: Buffer[] = [];

  constructor(
    socket: Duplex,
    key: string,
    { onMessage, onClose }: { onMessage: (bytes: Buffer) => void; onClose: () => void },
  ) {
    this.#socket = socket;
    const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`);
    socket.write(
      [
        "HTTP/1.1 101 Switching Protocols",
        "Upgrade: websocket",
        "Connection: Upgrade",
        `Sec-WebSocket-Accept: ${accept.digest("base64")}\r\n\r\n`,
      ].join("\r\n"),
    );
    socket.on("data", (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      for (let frame = this.#next(); frame !== undefined; frame = this.#next()) {
        this.#take(frame, onMessage);
      }
    });
    socket.on("error", () => undefined);
    socket.once("close", onClose);
  }

  send(bytes: Uint8Array): void {
    this.#write(2, bytes);
  }

  /** As an engine ends it. */
  close(): void {
    this.#write(8, Buffer.from([0x03, 0xe8]));
    this.#socket.end();
  }

  /** As a broken line. */
  cut(): void {
    this.#socket.destroy();
  }

  #write(opcode: number, payload: Uint8Array): void {
    if (!this.#socket.writable) return;
    const long = payload.length > 65_535;
    const head = Buffer.alloc(long ? 10 : payload.length > 125 ? 4 : 2);
    head[0] = 0x80 | opcode;
    head[1] = long ? 127 : payload.length > 125 ? 126 : payload.length;
    if (long) head.writeBigUInt64BE(BigInt(payload.length), 2);
    else if (payload.length > 125) head.writeUInt16BE(payload.length, 2);
    this.#socket.write(Buffer.concat([head, payload]));
  }

  #take({ opcode, isLast, payload }: Frame, onMessage: (bytes: Buffer) => void): void {
    if (opcode === 8) this.close();
    if (opcode === 9) this.#write(10, payload);
    if (opcode !== 0 && opcode !== 2) return;
    this.#parts.push(payload);
    if (isLast) onMessage(Buffer.concat(this.#parts.splice(0)));
  }

  #next(): Frame | undefined {
    const bytes = this.#received;
    const head = headOf(bytes);
    if (head === undefined || bytes.length < head.start + head.length) return undefined;
    const { start, length } = head;
    const mask = bytes.subarray(start - 4, start);
    const payload = Buffer.from(bytes.subarray(start, start + length));
    for (let at = 0; at < length; at += 1) payload[at] = (payload[at] ?? 0) ^ (mask[at % 4] ?? 0);
    this.#received = bytes.subarray(start + length);
    const first = bytes[0] ?? 0;
    return { opcode: first & 0x0f, isLast: (first & 0x80) !== 0, payload };
  }
}

interface Frame {
  readonly opcode: number;
  readonly isLast: boolean;
  readonly payload: Buffer;
}

/** Where a masked frame's payload begins, and its length; undefined: incomplete. */
function headOf(bytes: Buffer): { readonly start: number; readonly length: number } | undefined {
  if (bytes.length < 2) return undefined;
  const short = (bytes[1] ?? 0) & 0x7f;
  const start = (short < 126 ? 2 : short === 126 ? 4 : 10) + 4;
  if (bytes.length < start) return undefined;
  if (short < 126) return { start, length: short };
  return {
    start,
    length: short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2)),
  };
}
