import { base64, concat, fromBase64, fromUtf8, utf8 } from "./bytes.ts";
import { hashLength } from "./merkle.ts";

/** c2sp.org/tlog-proof: that an entry is in a log, to be checked offline. */
export interface TlogProof {
  /** Authenticated by nothing in the format. Undefined: there is no such line. */
  readonly extra: Uint8Array | undefined;
  readonly index: number;
  /** RFC 9162 §2.1.3.1, from the leaf's sibling up, 32 bytes each. */
  readonly hashes: readonly Uint8Array[];
  /** The signed note as it came: its signature is of these bytes. */
  readonly checkpoint: Uint8Array;
}

const header = "c2sp.org/tlog-proof@v1";

export function formatTlogProof({ extra, index, hashes, checkpoint }: TlogProof): Uint8Array {
  const lines = [
    header,
    ...(extra === undefined ? [] : [`extra ${base64(extra)}`]),
    `index ${index}`,
    ...hashes.map(base64),
  ];
  return concat(utf8(`${lines.join("\n")}\n\n`), checkpoint);
}

/**
 * Undefined: malformed, or an index above 2⁵³ − 1. Nothing in it is true until it is checked, and
 * the checkpoint is not read.
 */
export function parseTlogProof(bytes: Uint8Array): TlogProof | undefined {
  const whole = fromUtf8(bytes) ?? "";
  const end = whole.indexOf("\n\n");
  const [first, ...lines] = whole.slice(0, Math.max(end, 0)).split("\n");
  if (first !== header) return undefined;
  const encoded = lines[0]?.startsWith("extra ")
    ? lines.shift()?.slice("extra ".length)
    : undefined;
  const extra = encoded === undefined ? undefined : fromBase64(encoded);
  const [, digits] = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? "") ?? [];
  const index = Number(digits ?? Number.NaN);
  const hashes = lines.map(fromBase64).filter((hash) => hash?.length === hashLength);
  const isWhole = Number.isSafeInteger(index) && hashes.length === lines.length;
  if (!isWhole || (encoded !== undefined && extra === undefined)) return undefined;
  const checkpoint = utf8(whole.slice(end + 2));
  return { extra, index, hashes: hashes as Uint8Array[], checkpoint };
}
