import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { withMetadata } from "./segmenter-model.ts";

const published = readFileSync(
  fileURLToPath(
    import.meta.resolve("@mediapipe/selfie_segmentation/selfie_segmentation_landscape.tflite"),
  ),
);

/** Reads a table of a FlatBuffer, field by field, independently of how it was written. */
class Table {
  readonly view: DataView;
  readonly at: number;
  constructor(view: DataView, at: number) {
    this.view = view;
    this.at = at;
  }
  static root(bytes: Uint8Array): Table {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new Table(view, view.getUint32(0, true));
  }
  #field(index: number): number {
    const layout = this.at - this.view.getInt32(this.at, true);
    if (4 + 2 * index >= this.view.getUint16(layout, true)) return 0;
    const offset = this.view.getUint16(layout + 4 + 2 * index, true);
    return offset === 0 ? 0 : this.at + offset;
  }
  number(index: number): number {
    return this.view.getUint32(this.#field(index), true);
  }
  has(index: number): boolean {
    return this.#field(index) !== 0;
  }
  table(index: number): Table {
    const at = this.#field(index);
    return new Table(this.view, at + this.view.getUint32(at, true));
  }
  tables(index: number): Table[] {
    const list = this.table(index).at;
    return Array.from({ length: this.view.getUint32(list, true) }, (_, item) => {
      const at = list + 4 + 4 * item;
      return new Table(this.view, at + this.view.getUint32(at, true));
    });
  }
  bytes(index: number): Uint8Array {
    const at = this.table(index).at;
    const length = this.view.getUint32(at, true);
    return new Uint8Array(this.view.buffer, this.view.byteOffset + at + 4, length);
  }
  text(index: number): string {
    return new TextDecoder().decode(this.bytes(index));
  }
}

test("the model's own tables are unchanged behind the new root", () => {
  const before = Table.root(published);
  const after = Table.root(withMetadata(published));
  expect(after.number(0)).toBe(before.number(0));
  expect(after.text(3)).toBe(before.text(3));
  expect(after.tables(2)).toHaveLength(before.tables(2).length);
  const weights = (root: Table) =>
    root.tables(4).map((buffer) => (buffer.has(0) ? Buffer.from(buffer.bytes(0)) : undefined));
  expect(weights(after).slice(0, -1)).toEqual(weights(before));
});

test("the metadata says that colours of 0 to 255 become numbers of 0 to 1", () => {
  const root = Table.root(withMetadata(published));
  const [entry] = root.tables(6);
  expect(entry?.text(0)).toBe("TFLITE_METADATA");
  const content = root.tables(4)[entry?.number(1) ?? -1]?.bytes(0) ?? new Uint8Array();
  expect(new TextDecoder().decode(content.slice(4, 8))).toBe("M001");
  const [graph] = Table.root(content.slice()).tables(3);
  const [input] = graph?.tables(2) ?? [];
  const [unit] = input?.tables(4) ?? [];
  expect(unit?.number(0)).toBe(1);
  const normalization = unit?.table(1);
  const first = (index: number) => {
    const list = normalization?.table(index);
    return list?.view.getFloat32(list.at + 4, true);
  };
  expect([first(0), first(1)]).toEqual([0, 255]);
});

test("what is no model is refused", () => {
  expect(() => withMetadata(Buffer.alloc(64))).toThrow();
});
