import { type Behind, type Block, buffer, byteList, floats, list, table } from "./flat-buffer.ts";

/** Indexes of fields of the table `Model`, by TensorFlow Lite's schema.fbs, version 3. */
const model = { version: 0, operators: 1, graphs: 2, description: 3, buffers: 4 };

const text = (value: string): Block => byteList(new TextEncoder().encode(value));

/**
 * What the segmenter has to know of the model's input (metadata_schema.fbs of TensorFlow Lite):
 * colours of 0 to 255 become numbers of 0 to 1.
 */
function inputMetadata(): Uint8Array {
  const normalization = table([floats([0]), floats([255])]);
  const normalizationKind = 1;
  const unit = table([normalizationKind, normalization]);
  const input = table([text("image"), undefined, undefined, undefined, list([unit])]);
  const output = table([text("mask")]);
  const graph = table([undefined, undefined, list([input]), list([output])]);
  return buffer(table([text("selfie"), undefined, undefined, list([graph])]), "M001");
}

/**
 * The model of MediaPipe's older "selfie segmentation", as its newer ImageSegmenter takes it: with
 * metadata on its input. The published bytes stay as they are; a new root stands before them.
 */
export function withMetadata(published: Uint8Array): Uint8Array {
  const view = new DataView(published.buffer, published.byteOffset, published.byteLength);
  const root = view.getUint32(0, true);
  const layout = root - view.getInt32(root, true);
  const fieldAt = (index: number): number | undefined => {
    const at = 4 + 2 * index;
    const offset = at < view.getUint16(layout, true) ? view.getUint16(layout + at, true) : 0;
    return offset === 0 ? undefined : root + offset;
  };
  const leadsTo = (at: number): Behind => ({ behind: at + view.getUint32(at, true) });
  const reference = (index: number): Behind | undefined => {
    const at = fieldAt(index);
    return at === undefined ? undefined : leadsTo(at);
  };
  const version = fieldAt(model.version);
  const buffers = reference(model.buffers);
  if (version === undefined || buffers === undefined) throw new Error("This is no model.");
  const count = view.getUint32(buffers.behind, true);
  const kept = Array.from({ length: count }, (_, index) => leadsTo(buffers.behind + 4 + 4 * index));
  const metadata = table([text("TFLITE_METADATA"), count]);
  return buffer(
    table([
      view.getUint32(version, true),
      reference(model.operators),
      reference(model.graphs),
      reference(model.description),
      list([...kept, table([byteList(inputMetadata())])]),
      undefined,
      list([metadata]),
    ]),
    "TFL3",
    published,
  );
}
