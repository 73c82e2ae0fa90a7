/**
 * The little of the FlatBuffers format that it takes to write a few tables
 * (https://flatbuffers.dev/internals/). Every reference is the distance to something behind it, so
 * whatever refers comes before what it refers to.
 */
export interface Block {
  readonly bytes: Uint8Array;
  /** Where in `bytes` references to this block lead: to a table's own beginning. */
  readonly entry: number;
  /** Where in `bytes` a reference stands, and to what it leads. */
  readonly references: readonly { readonly at: number; readonly to: Block | Behind }[];
}

/** Something in the buffer that follows all blocks, by its position there. */
export interface Behind {
  readonly behind: number;
}

/** A number is read as a 32-bit one, or with fewer bytes where the schema says so. */
export type Field = number | Block | Behind | undefined;

const identifierBytes = 4;
const aligned = (bytes: number, to = 4): number => Math.ceil(bytes / to) * to;

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** A table; `undefined` leaves a field out. */
export function table(fields: readonly Field[]): Block {
  const entry = aligned(4 + 2 * fields.length);
  const bytes = new Uint8Array(entry + 4 + 4 * fields.length);
  const view = viewOf(bytes);
  view.setUint16(0, 4 + 2 * fields.length, true);
  view.setUint16(2, 4 + 4 * fields.length, true);
  view.setInt32(entry, entry, true);
  const references: { at: number; to: Block | Behind }[] = [];
  for (const [index, field] of fields.entries()) {
    if (field === undefined) continue;
    const at = entry + 4 + 4 * index;
    view.setUint16(4 + 2 * index, at - entry, true);
    if (typeof field === "number") view.setUint32(at, field, true);
    else references.push({ at, to: field });
  }
  return { bytes, entry, references };
}

/** A list of tables. */
export function list(items: readonly (Block | Behind)[]): Block {
  const bytes = new Uint8Array(4 + 4 * items.length);
  viewOf(bytes).setUint32(0, items.length, true);
  const references = items.map((to, index) => ({ at: 4 + 4 * index, to }));
  return { bytes, entry: 0, references };
}

/** A list of floating-point numbers of 32 bits. */
export function floats(values: readonly number[]): Block {
  const bytes = new Uint8Array(4 + 4 * values.length);
  const view = viewOf(bytes);
  view.setUint32(0, values.length, true);
  for (const [index, value] of values.entries()) view.setFloat32(4 + 4 * index, value, true);
  return { bytes, entry: 0, references: [] };
}

/** A list of bytes, with the zero behind it that a string needs. */
export function byteList(content: Uint8Array): Block {
  const bytes = new Uint8Array(aligned(4 + content.length + 1));
  viewOf(bytes).setUint32(0, content.length, true);
  bytes.set(content, 4);
  return { bytes, entry: 0, references: [] };
}

/** A whole buffer: its root, everything that it refers to, and what stands behind. */
export function buffer(
  root: Block,
  identifier: string,
  behind: Uint8Array = new Uint8Array(),
): Uint8Array {
  const positions = positionsOf(root);
  let end = 4 + identifierBytes;
  for (const [block, at] of positions) end = Math.max(end, at + block.bytes.length);
  // What stands behind keeps the alignment that it had.
  end = aligned(end, 16);
  const bytes = new Uint8Array(end + behind.length);
  const view = viewOf(bytes);
  const placeOf = (to: Block | Behind): number =>
    "behind" in to ? end + to.behind : (positions.get(to) ?? 0) + to.entry;
  view.setUint32(0, placeOf(root), true);
  bytes.set(new TextEncoder().encode(identifier), 4);
  bytes.set(behind, end);
  for (const [block, at] of positions) {
    bytes.set(block.bytes, at);
    for (const { at: inside, to } of block.references) {
      view.setUint32(at + inside, placeOf(to) - at - inside, true);
    }
  }
  return bytes;
}

/** Each block before those that it refers to. */
function positionsOf(root: Block): ReadonlyMap<Block, number> {
  const positions = new Map<Block, number>();
  let next = 4 + identifierBytes;
  const waiting: Block[] = [root];
  for (let block = waiting.shift(); block !== undefined; block = waiting.shift()) {
    positions.set(block, next);
    next += aligned(block.bytes.length);
    for (const { to } of block.references) if (!("behind" in to)) waiting.push(to);
  }
  return positions;
}
