import { type Bytes, joined, type SecretKey } from "./bytes.ts";
import { EpochRing, importBaseKey, madeOnce } from "./epoch-ring.ts";
import {
  clearBytesOf,
  type EpochKeys,
  type Expected,
  type FrameFormat,
  type FrameUse,
  type NotOpened,
  type NotSealed,
} from "./frame-format.ts";
import { type KeyName, keyIdOf, readKeyId } from "./key-id.ts";
import { ReplayWindow } from "./replay-window.ts";
import { deriveKey, openWith, type SFrameKey, sealWith, tagBytes } from "./sframe-cipher.ts";
import { decodeHeader } from "./sframe-header.ts";

interface Epoch {
  readonly baseKey: SecretKey;
  readonly ownLeaf: number;
  readonly identities: ReadonlyMap<number, string>;
  readonly keys: Map<number, Promise<SFrameKey>>;
  readonly windows: Map<number, ReplayWindow>;
  readonly counters: Map<FrameUse, number>;
}

/**
 * SFrame (RFC 9605) over the keys of an MLS epoch. A frame is the bytes that an engine must read,
 * the header, and the sealed rest; all of it is authenticated. Its key id names epoch, sender and
 * use: it opens as none but these.
 */
export class SFrameFormat extends EpochRing<Epoch> implements FrameFormat {
  async receive({ place, baseKey, ownLeaf, members }: EpochKeys): Promise<void> {
    this.put(place, {
      baseKey: await importBaseKey(baseKey),
      ownLeaf,
      identities: new Map(members.map(({ leaf, identity }) => [leaf, identity])),
      keys: new Map(),
      windows: new Map(),
      counters: new Map(),
    });
  }

  async seal(use: FrameUse, frame: Bytes): Promise<Bytes | NotSealed> {
    const sending = this.sending();
    if (sending === undefined) return "no-key";
    const clear = clearBytesOf(use, frame);
    if (frame.length < clear) return "too-short";
    const { place, epoch } = sending;
    const counter = epoch.counters.get(use) ?? 0;
    if (counter >= this.framesPerKey) return "used-up";
    // Counted before anything is awaited, so that no two frames get one nonce.
    epoch.counters.set(use, counter + 1);
    const keyId = keyIdOf({ use, leaf: epoch.ownLeaf, place });
    const key = await keyOf(epoch, keyId);
    return await sealWith(key, { keyId, counter }, frame.subarray(0, clear), frame.subarray(clear));
  }

  async open(expected: Expected, frame: Bytes): Promise<Bytes | NotOpened> {
    const clear = frame.subarray(0, clearBytesOf(expected.use, frame));
    const rest = frame.subarray(clear.length);
    const read = decodeHeader(rest);
    if (read === undefined || rest.length < read.length + tagBytes) return "unreadable";
    const name = readKeyId(read.header.keyId);
    if (name === undefined) return "unreadable";
    const epoch = this.at(name.place);
    if (epoch === undefined) return "no-key";
    if (!isTheirs(epoch, name, expected)) return "not-theirs";
    const { keyId, counter } = read.header;
    const key = await keyOf(epoch, keyId);
    const head = { head: rest.subarray(0, read.length), counter };
    const content = await openWith(key, head, clear, rest.subarray(read.length));
    if (content === undefined) return "unreadable";
    // Last, and in one step: only what opened counts, and of two copies at one moment only one
    // does.
    const window = madeOnce(epoch.windows, keyId, () => new ReplayWindow());
    return window.take(counter) ? joined(clear, content) : "repeated";
  }
}

function isTheirs(epoch: Epoch, name: KeyName, { identity, use }: Expected): boolean {
  return (
    name.use === use && name.leaf !== epoch.ownLeaf && epoch.identities.get(name.leaf) === identity
  );
}

function keyOf({ baseKey, keys }: Epoch, keyId: number): Promise<SFrameKey> {
  return madeOnce(keys, keyId, () => deriveKey(baseKey, keyId));
}
