/** Fields of LiveKit's `JoinResponse` and the most that may stand there, in seconds: its time-out and its interval. */
const most: ReadonlyMap<number, number> = new Map([
  [10, 3],
  [11, 1],
]);

/**
 * Shortens what the engine tells a client of its pings, in place, in the first message of a connection: it says each
 * 5 s and lost after 15 s, and no setting of it changes that. Every client obeys, so each notices within 3 s that the
 * gate or the engine has fallen silent, and resumes. Whatever is no `JoinResponse` passes as it is.
 */
export class PingTerms {
  readonly #reader = reader();
  readonly #here: Here = { bytes: new Uint8Array(), at: 0 };
  /** How many bytes come before the next one to be read. Undefined: all was read. */
  #skip = this.#reader.next().value;

  /** Reads on. True: there is nothing more to do for this connection. */
  shorten(bytes: Uint8Array): boolean {
    const here = this.#here;
    here.bytes = bytes;
    here.at = -1;
    while (this.#skip !== undefined) {
      here.at += this.#skip + 1;
      if (here.at >= bytes.length) {
        this.#skip = here.at - bytes.length;
        return false;
      }
      this.#skip = this.#reader.next(here).value;
    }
    return true;
  }
}

interface Here {
  bytes: Uint8Array;
  at: number;
}

/** Says how many bytes to pass over, and stands then at the one behind them. */
type Reader<T> = Generator<number, T, Here>;

const wholeBinaryMessage = 0x82;
/** Field 1 of `SignalResponse`, with a length. */
const joinTag = 0x0a;

/** Protobuf's kinds of values. */
const number = 0;
const withLength = 2;

function* reader(): Reader<undefined> {
  let left = yield* joinLength();
  let skip = 0;
  while (left > 0) {
    const tag = yield* varint(skip);
    const read = yield* varint(0);
    const kind = tag.value & 7;
    if (kind !== number && kind !== withLength) return;
    if (kind === number) limit(read, most.get(tag.value >> 3));
    skip = kind === withLength ? read.value : 0;
    left -= tag.size + read.size + skip;
  }
}

/** Reads up to the beginning of a `JoinResponse`. 0: something else comes. */
function* joinLength(): Reader<number> {
  if (byteOf(yield 0) !== wholeBinaryMessage) return 0;
  const short = byteOf(yield 0);
  const isJoin = byteOf(yield short === 127 ? 8 : short === 126 ? 2 : 0) === joinTag;
  return isJoin ? (yield* varint(0)).value : 0;
}

/** Only where it takes one byte, so that no length changes. */
function limit({ value, size, here }: Varint, to: number | undefined): void {
  if (to !== undefined && size === 1 && value > to) here.bytes[here.at] = to;
}

interface Varint {
  readonly value: number;
  readonly size: number;
  /** Its last byte. */
  readonly here: Here;
}

/** Behind so many bytes. */
function* varint(skip: number): Reader<Varint> {
  let value = 0;
  let here = yield skip;
  for (let size = 1; ; size++) {
    const byte = byteOf(here);
    value += (byte & 0x7f) * 2 ** (7 * (size - 1));
    if (byte < 0x80) return { value, size, here };
    here = yield 0;
  }
}

function byteOf({ bytes, at }: Here): number {
  return bytes[at] ?? 0;
}
