import { concat } from "./bytes.ts";

/** c2sp.org/tlog-tiles, “Log entries”: each entry behind its length in two bytes, big-endian. */

const longest = 65_535;

/** @throws {TypeError} an entry that is longer than 65,535 bytes */
export function packBundle(entries: readonly Uint8Array[]): Uint8Array {
  const parts = entries.flatMap((entry) => {
    if (entry.length > longest) throw new TypeError("an entry is too long for a bundle");
    return [Uint8Array.of(entry.length >> 8, entry.length & 255), entry];
  });
  return concat(...parts);
}

export interface Bundle {
  /** In order, as far as they could be separated. */
  readonly entries: readonly Uint8Array[];
  /** `complete`: as many entries as expected, and nothing behind them. */
  readonly kind: "complete" | "broken";
}

/** @param width how many entries are expected */
export function unpackBundle(bytes: Uint8Array, width: number): Bundle {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (entries.length < width) {
    const [high, low] = bytes.subarray(at, at + 2);
    if (high === undefined || low === undefined) return { kind: "broken", entries };
    const end = at + 2 + high * 256 + low;
    if (end > bytes.length) return { kind: "broken", entries };
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return { kind: at === bytes.length ? "complete" : "broken", entries };
}
