/**
 * A part of a FlatBuffer (https://flatbuffers.dev/internals/). A reference is the distance to something
 * behind it, so whatever refers comes before what it refers to.
 */
interface Block {
  readonly bytes: Buffer;
  /** Where in `bytes` references to this block lead. */
  readonly entry: number;
  /** References at `at` in `bytes` to the position `to` in what follows the whole buffer. */
  readonly outward: readonly { readonly at: number; readonly to: number }[];
}

/** A reference to a position in what follows the buffer. */
interface Behind {
  readonly behind: number;
}

const isBlock = (to: Block | Behind): to is Block => "bytes" in to;

/** `head`, with references at these positions in it, and the blocks that they lead to. */
function block(
  head: Buffer,
  references: readonly { readonly at: number; readonly to: Block | Behind }[] = [],
  entry = 0,
): Block {
  const padded: Buffer = Buffer.concat([head], Math.ceil(head.length / 4) * 4);
  const parts: Buffer[] = [padded];
  const outward: { at: number; to: number }[] = [];
  let end = padded.length;
  for (const { at, to } of references) {
    if (!isBlock(to)) {
      outward.push({ at, to: to.behind });
      continue;
    }
    padded.writeUInt32LE(end + to.entry - at, at);
    outward.push(...to.outward.map((reference) => ({ ...reference, at: end + reference.at })));
    parts.push(to.bytes);
    end += to.bytes.length;
  }
  return { bytes: Buffer.concat(parts), entry, outward };
}

const uint32 = (value: number): Buffer => Buffer.from(Uint32Array.of(value).buffer);

/** A table by the order of its fields: numbers of up to 32 bits, and references. */
function table(fields: readonly (number | Block | Behind | undefined)[]): Block {
  const entry = Math.ceil((4 + 2 * fields.length) / 4) * 4;
  const head = Buffer.alloc(entry + 4 + 4 * fields.length);
  head.writeUInt16LE(4 + 2 * fields.length, 0);
  head.writeUInt16LE(4 + 4 * fields.length, 2);
  head.writeInt32LE(entry, entry);
  const references: { at: number; to: Block | Behind }[] = [];
  for (const [index, field] of fields.entries()) {
    if (field === undefined) continue;
    const at = entry + 4 + 4 * index;
    head.writeUInt16LE(at - entry, 4 + 2 * index);
    if (typeof field === "number") head.writeUInt32LE(field, at);
    else references.push({ at, to: field });
  }
  return block(head, references, entry);
}

const list = (items: readonly (Block | Behind)[]): Block =>
  block(
    Buffer.concat([uint32(items.length)], 4 + 4 * items.length),
    items.map((to, index) => ({ at: 4 + 4 * index, to })),
  );

const bytes = (content: Buffer): Block =>
  block(Buffer.concat([uint32(content.length), content, Buffer.alloc(1)]));
const text = (value: string): Block => bytes(Buffer.from(value));
const float = (value: number): Block =>
  block(Buffer.concat([uint32(1), Buffer.from(Float32Array.of(value).buffer)]));

/** A whole buffer, and what follows it, which keeps its alignment of 16 bytes. */
function buffer(root: Block, identifier: string, behind: Buffer = Buffer.alloc(0)): Buffer {
  const whole = block(Buffer.from(`\0\0\0\0${identifier}`), [{ at: 0, to: root }]);
  const end = Math.ceil(whole.bytes.length / 16) * 16;
  const all = Buffer.concat([whole.bytes, Buffer.alloc(end - whole.bytes.length), behind]);
  for (const { at, to } of whole.outward) all.writeUInt32LE(end + to - at, at);
  return all;
}

/**
 * What the segmenter has to know about the model's input (metadata_schema.fbs of TensorFlow Lite):
 * colours of 0 to 255 become numbers of 0 to 1.
 */
function inputMetadata(): Buffer {
  const normalization = table([float(0), float(255)]);
  const normalizationKind = 1;
  const unit = table([normalizationKind, normalization]);
  const input = table([text("image"), undefined, undefined, undefined, list([unit])]);
  const output = table([text("mask")]);
  const graph = table([undefined, undefined, list([input]), list([output])]);
  return buffer(table([text("selfie"), undefined, undefined, list([graph])]), "M001");
}

/** Fields of the table `Model`, by TensorFlow Lite's schema.fbs, version 3. */
const model = { version: 0, operators: 1, graphs: 2, description: 3, buffers: 4 };

/**
 * The model of MediaPipe's older "selfie segmentation", as its newer ImageSegmenter takes it: with
 * metadata on its input. The published bytes stay as they are; a new root stands before them.
 */
export function withMetadata(published: Buffer): Buffer {
  const root = published.readUInt32LE(0);
  const layout = root - published.readInt32LE(root);
  const fieldAt = (index: number): number => {
    const at = 4 + 2 * index;
    const isThere = at < published.readUInt16LE(layout);
    const offset = isThere ? published.readUInt16LE(layout + at) : 0;
    if (offset === 0) throw new Error("This is no model.");
    return root + offset;
  };
  const leadsTo = (at: number): Behind => ({ behind: at + published.readUInt32LE(at) });
  const reference = (index: number): Behind => leadsTo(fieldAt(index));
  const buffers = reference(model.buffers).behind;
  const count = published.readUInt32LE(buffers);
  const kept = Array.from({ length: count }, (_, index) => leadsTo(buffers + 4 + 4 * index));
  return buffer(
    table([
      published.readUInt32LE(fieldAt(model.version)),
      reference(model.operators),
      reference(model.graphs),
      reference(model.description),
      list([...kept, table([bytes(inputMetadata())])]),
      undefined,
      list([table([text("TFLITE_METADATA"), count])]),
    ]),
    "TFL3",
    published,
  );
}
