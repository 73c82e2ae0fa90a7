import type { Place } from "@graticule/jurisdiction/place";

/**
 * What is recorded of the location data that decide: changing them could move people into an
 * order's places.
 */
export interface ServedRecord {
  /** One consistent snapshot. Rejects while the database is away. */
  read(): Promise<ServedWord>;
  /** Durable when it resolves; does nothing if this digest is recorded already. */
  serves(digest: string): Promise<void>;
}

export interface ServedWord {
  /** Places of all orders that are approved and not over. */
  readonly jurisdictions: readonly Place[];
  /** The digest of what served last, in lower-case hexadecimal. */
  readonly served: string | undefined;
  /** Digests that two people have confirmed since. */
  readonly confirmed: readonly string[];
}

/** What new data would move to where an order is in force, and does not yet. */
export interface HeldMoves {
  /** Of the new data. */
  readonly digest: string;
  /** How many ranges of addresses would move, and into which places. */
  readonly ranges: number;
  readonly into: readonly Place[];
}
