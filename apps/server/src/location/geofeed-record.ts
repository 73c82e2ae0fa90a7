import type { Place } from "@graticule/jurisdiction/place";

/**
 * What is recorded of the operator's own location data. They alone can establish where someone is,
 * so changing the files could move people into an order's places.
 */
export interface GeofeedRecord {
  /** One consistent snapshot. Rejects while the database is away. */
  read(): Promise<GeofeedWord>;
  /** Durable when it resolves; does nothing if this digest is recorded already. */
  serves(digest: string): Promise<void>;
}

export interface GeofeedWord {
  /** Places of all orders that are approved and not over. */
  readonly jurisdictions: readonly Place[];
  /** The digest of what served last, in lower-case hexadecimal. */
  readonly served: string | undefined;
  /** Digests that two people have confirmed since. */
  readonly confirmed: readonly string[];
}

/** The operator's data that don't serve yet, since they move someone to where an order is in force. */
export interface HeldGeofeed {
  readonly digest: string;
  /** How many ranges of addresses would move, and into which places. */
  readonly ranges: number;
  readonly into: readonly Place[];
}
