/** TLS presentation language as MLS uses it (RFC 9420 section 2): big-endian numbers, vectors. */

export function u8(value: number): Buffer {
  return Buffer.from([value]);
}

export function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** The length in one, two or four bytes (RFC 9420 section 2.1.2), then the bytes. */
export function vector(bytes: Uint8Array): Buffer {
  const { length } = bytes;
  if (length < 0x40) return Buffer.concat([u8(length), bytes]);
  if (length < 0x4000) return Buffer.concat([u16(length | 0x4000), bytes]);
  return Buffer.concat([u32(length + 0x8000_0000), bytes]);
}

export function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

/** The shortest vector whose length takes one, two or four bytes. */
const shortest = [0, 0x40, 0x4000];

export class Unreadable extends Error {}

/** @throws Unreadable where it does not hold */
export function must(holds: boolean): asserts holds {
  if (!holds) throw new Unreadable("it does not hold");
}

/** Reads from the front. Throws {@link Unreadable} where the bytes end too early. */
export class TlsReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get position(): number {
    return this.#at;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  since(position: number): Buffer {
    return this.#bytes.subarray(position, this.#at);
  }

  u8(): number {
    return this.take(1).readUInt8();
  }

  u16(): number {
    return this.take(2).readUInt16BE();
  }

  u32(): number {
    return this.take(4).readUInt32BE();
  }

  /** At most 2^53 - 1. */
  u64(): number {
    const value = this.take(8).readBigUInt64BE();
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new Unreadable("a number is too large");
    return Number(value);
  }

  /** Its length must be encoded in as few bytes as possible (RFC 9420 section 2.1.2). */
  vector(): Buffer {
    const first = this.u8();
    const kind = first >> 6;
    if (kind === 3) throw new Unreadable("a length of eight bytes");
    let length = first & 0x3f;
    for (let more = (1 << kind) - 1; more > 0; more -= 1) length = length * 256 + this.u8();
    if (length < (shortest[kind] ?? 0)) throw new Unreadable("a length longer than it need be");
    return this.take(length);
  }

  inner(): TlsReader {
    return new TlsReader(this.vector());
  }

  u16s(): readonly number[] {
    const list = this.inner();
    const numbers: number[] = [];
    while (!list.isAtEnd) numbers.push(list.u16());
    return numbers;
  }

  take(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new Unreadable("the bytes end too early");
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
}
