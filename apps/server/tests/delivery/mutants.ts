import { loadSuite } from "@graticule/e2ee/suite";
import { TlsReader, vector } from "@graticule/server/delivery/tls-bytes";

/** A number from 0 up to, but not including, this one. */
type Below = (limit: number) => number;

type Mutation = (bytes: Buffer, below: Below, others: readonly Buffer[]) => Buffer;

/** Values at which lengths, presences and kinds change meaning. */
const edges = [0, 1, 2, 3, 4, 5, 0x20, 0x3f, 0x40, 0x7f, 0x80, 0xbf, 0xc0, 0xff];

const mutations: readonly Mutation[] = [
  // One bit.
  (bytes, below) => {
    const at = below(bytes.length);
    return put(bytes, at, 1, Buffer.of((bytes[at] ?? 0) ^ (1 << below(8))));
  },
  // One byte.
  (bytes, below) => {
    const edge = edges[below(edges.length)] ?? 0;
    return put(bytes, below(bytes.length), 1, Buffer.of(edge));
  },
  // Cut short, and extended.
  (bytes, below) => bytes.subarray(0, below(bytes.length)),
  (bytes, below) => Buffer.concat([bytes, some(below, 8)]),
  // A piece taken out, inserted, and repeated.
  (bytes, below) => put(bytes, below(bytes.length), 1 + below(40), Buffer.alloc(0)),
  (bytes, below) => put(bytes, below(bytes.length), 0, some(below, 20)),
  (bytes, below) => {
    const at = below(bytes.length);
    return put(bytes, at, 0, bytes.subarray(at, at + 1 + below(40)));
  },
  // A length, or what might be one, in more bytes than it needs; and another length.
  (bytes, below) => respelled(bytes, below(bytes.length), below(2) === 0 ? 2 : 4),
  (bytes, below) => {
    const at = below(bytes.length);
    return put(bytes, at, 1, Buffer.of(((bytes[at] ?? 0) + below(5) - 2) & 0xff));
  },
  // The start of one and the end of another.
  (bytes, below, others) => {
    const other = others[below(others.length)] ?? bytes;
    const at = below(bytes.length);
    return Buffer.concat([
      bytes.subarray(0, at),
      other.subarray(below(2) === 0 ? at : below(other.length)),
    ]);
  },
];

/** These bytes with a change, the same for the same numbers. `others`: sources for pieces. */
export function mutant(bytes: Buffer, below: Below, others: readonly Buffer[] = []): Buffer {
  const times = below(4) === 0 ? 2 : 1;
  let made = bytes;
  for (let time = 0; time < times; time += 1) {
    if (made.length > 0) made = mutations[below(mutations.length)]?.(made, below, others) ?? made;
  }
  return made;
}

function put(bytes: Buffer, at: number, instead: number, piece: Uint8Array): Buffer {
  return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at + instead)]);
}

function some(below: Below, most: number): Buffer {
  return Buffer.from(Array.from({ length: 1 + below(most) }, () => below(256)));
}

function respelled(bytes: Buffer, at: number, width: 2 | 4): Buffer {
  const first = bytes[at] ?? 0;
  if (first >= 0x40) return put(bytes, at, 1, Buffer.of(first & 0x3f));
  return put(bytes, at, 1, width === 2 ? Buffer.of(0x40, first) : Buffer.of(0x80, 0, 0, first));
}

/** The signed parts of a key package's message, and their labels. */
interface KeyPackageParts {
  readonly message: Buffer;
  readonly head: Buffer;
  readonly leaf: Buffer;
  readonly extensions: Buffer;
}

/** A key package that is changed and then signed, so that readers get past its signatures. */
export async function signedMutant(
  keyPackage: Buffer,
  signKey: Uint8Array,
  below: Below,
): Promise<Buffer> {
  const parts = partsOf(keyPackage);
  const changed = (["head", "leaf", "leaf", "leaf", "extensions"] as const)[below(5)] ?? "leaf";
  const part: Partial<KeyPackageParts> = { [changed]: mutant(parts[changed], below) };
  const { message, head, leaf, extensions } = { ...parts, ...part };
  const signedLeaf = Buffer.concat([leaf, await signatureOf("LeafNodeTBS", leaf, signKey)]);
  const whole = Buffer.concat([head, signedLeaf, extensions]);
  return Buffer.concat([message, whole, await signatureOf("KeyPackageTBS", whole, signKey)]);
}

/** RFC 9420 section 10. */
function partsOf(keyPackage: Buffer): KeyPackageParts {
  const bytes = new TlsReader(keyPackage);
  const message = bytes.take(4);
  bytes.take(4);
  bytes.vector();
  const head = bytes.since(4);
  const leafAt = bytes.position;
  for (let key = 0; key < 2; key += 1) bytes.vector();
  bytes.u16();
  // The credential, and five lists of capabilities.
  for (let list = 0; list < 6; list += 1) bytes.vector();
  bytes.take(1 + 16);
  bytes.vector();
  const leaf = bytes.since(leafAt);
  bytes.vector();
  const extensionsAt = bytes.position;
  bytes.vector();
  return { message, head, leaf, extensions: bytes.since(extensionsAt) };
}

const { signature } = await loadSuite();

/** With its length (section 5.1.2). */
async function signatureOf(label: string, what: Buffer, signKey: Uint8Array): Promise<Buffer> {
  const signed = Buffer.concat([vector(Buffer.from(`MLS 1.0 ${label}`)), vector(what)]);
  return vector(await signature.sign(signKey, signed));
}
