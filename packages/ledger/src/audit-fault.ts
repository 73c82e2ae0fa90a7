import { standsAt } from "./bytes.ts";
import type { LeafFault } from "./leaf.ts";
import { hashLength } from "./merkle.ts";
import type { Resource } from "./tile.ts";

/** What an audit finds wrong, and where. */
export interface AuditFault {
  /**
   * The first bad index: all leaves before it hold. Of a root: the first that no checkpoint covers.
   */
  readonly index: number;
  /** The file in which it is seen; undefined: a checkpoint. */
  readonly where?: Resource;
  readonly why: /** Entries can't be told apart, or there are more or fewer. */
    | "framing"
    /** It is none that this log can have; see `leaf`. */
    | "no-entry"
    /** A tile and what is beneath it differ, or an entry and the one audited before. */
    | "hash"
    /** A tile has another length. */
    | "length"
    /** Entries and tiles agree with each other, and not with the checkpoint. */
    | "root"
    /** The same with one that was kept from before: history was changed. */
    | "older-root"
    /** The log is smaller than it was. */
    | "shrunk";
  readonly leaf?: LeafFault;
}

/** Compares a tile with its known hashes. @param span leaves beneath one hash */
export function faultInTile(
  bytes: Uint8Array,
  hashes: readonly Uint8Array[],
  {
    where,
    first,
    span,
  }: { readonly where: Resource; readonly first: number; readonly span: number },
): AuditFault | undefined {
  const isWhole = bytes.length === where.width * hashLength;
  const wrong = hashes.findIndex((hash, at) => !standsAt(bytes, at * hashLength, hash));
  if (wrong < 0 && isWhole) return undefined;
  const at = wrong < 0 ? where.width - 1 : wrong;
  return { index: first + at * span, where, why: isWhole ? "hash" : "length" };
}

/** The first by index; of two at one index the first here. */
export function earliest(faults: readonly (AuditFault | undefined)[]): AuditFault | undefined {
  return faults
    .filter((one) => one !== undefined)
    .reduce<AuditFault | undefined>(
      (least, one) => (least === undefined || one.index < least.index ? one : least),
      undefined,
    );
}
