import { RejectedSource } from "./rejected-source.ts";

/** A value of a MaxMind DB data section; 128-bit integers and bytes are not read: undefined. */
export type MmdbValue =
  | string
  | number
  | boolean
  | undefined
  | readonly MmdbValue[]
  | ReadonlyMap<string, MmdbValue>;

/** Deeper values, or records of more values, mean a broken file. */
const deepest = 16;
const mostValues = 20_000;

/** Decodes the value at `offset` of a data section; pointers count from the section's start. */
export function decodeMmdbValue(section: Uint8Array, offset: number): MmdbValue {
  return new Decoder(section).value(offset, 0).value;
}

interface Decoded {
  readonly value: MmdbValue;
  /** Where the next value begins. */
  readonly end: number;
}

interface Control {
  readonly type: number;
  readonly size: number;
  readonly at: number;
}

class Decoder {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #read = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  value(offset: number, depth: number): Decoded {
    this.#read += 1;
    if (depth > deepest || this.#read > mostValues) {
      throw new RejectedSource("its data is nested too deeply");
    }
    const first = this.#byte(offset);
    if (first >>> 5 === 1) return this.#pointer(offset, first, depth);
    const control = this.#control(offset, first);
    switch (control.type) {
      case 7:
        return this.#map(control, depth);
      case 11:
        return this.#array(control, depth);
      case 14:
        return { value: control.size !== 0, end: control.at };
      default:
        return { value: this.#scalar(control), end: control.at + control.size };
    }
  }

  #control(offset: number, first: number): Control {
    let at = offset + 1;
    let type = first >>> 5;
    if (type === 0) {
      type = this.#byte(at) + 7;
      at += 1;
    }
    let size = first & 31;
    if (size === 29) size = 29 + this.#unsigned(at, 1);
    else if (size === 30) size = 285 + this.#unsigned(at, 2);
    else if (size === 31) size = 65_821 + this.#unsigned(at, 3);
    const extra = Math.max(0, (first & 31) - 28);
    return { type, size, at: at + extra };
  }

  #pointer(offset: number, first: number, depth: number): Decoded {
    const size = ((first >>> 3) & 3) + 1;
    const read = this.#unsigned(offset + 1, size);
    const high = (first & 7) * 2 ** (size * 8);
    const target = [read + high, read + high + 2048, read + high + 526_336, read][size - 1];
    const { value } = this.value(target as number, depth + 1);
    return { value, end: offset + 1 + size };
  }

  #map({ size, at }: Control, depth: number): Decoded {
    const map = new Map<string, MmdbValue>();
    let end = at;
    for (let entry = 0; entry < size; entry++) {
      const key = this.value(end, depth + 1);
      if (typeof key.value !== "string") throw new RejectedSource("a key in its data isn't text");
      const item = this.value(key.end, depth + 1);
      map.set(key.value, item.value);
      end = item.end;
    }
    return { value: map, end };
  }

  #array({ size, at }: Control, depth: number): Decoded {
    const items: MmdbValue[] = [];
    let end = at;
    for (let entry = 0; entry < size; entry++) {
      const item = this.value(end, depth + 1);
      items.push(item.value);
      end = item.end;
    }
    return { value: items, end };
  }

  #scalar({ type, size, at }: Control): MmdbValue {
    if (at + size > this.#bytes.length) throw new RejectedSource("its data is cut off");
    switch (type) {
      case 2:
        return Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + at, size).toString("utf8");
      case 3:
        return size === 8 ? this.#view.getFloat64(at) : undefined;
      case 5:
      case 6:
      case 9:
        return size <= 8 ? this.#unsigned(at, size) : undefined;
      case 8:
        return size <= 4 ? this.#unsigned(at, size) | 0 : undefined;
      case 15:
        return size === 4 ? this.#view.getFloat32(at) : undefined;
      case 4:
      case 10:
        return undefined;
      default:
        throw new RejectedSource("its data has a type that doesn't exist");
    }
  }

  #unsigned(at: number, size: number): number {
    let value = 0;
    for (let offset = 0; offset < size; offset++) value = value * 256 + this.#byte(at + offset);
    return value;
  }

  #byte(at: number): number {
    const byte = this.#bytes[at];
    if (byte === undefined) throw new RejectedSource("its data is cut off");
    return byte;
  }
}
