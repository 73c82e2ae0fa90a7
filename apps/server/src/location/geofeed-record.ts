import type { Place } from "@graticule/jurisdiction/place";

/**
 * What is known beside the files about the operator's own location data. They alone can establish
 * where someone is, so whoever changes them could move people into an order's places.
 */
export interface GeofeedRecord {
  /** As of one moment. Rejects while the database is away. */
  read(): Promise<GeofeedWord>;
  /** Durable when it answers; names again what is recorded already without a trace. */
  serves(digest: string): Promise<void>;
}

export interface GeofeedWord {
  /** Places of all orders that are approved and not over. */
  readonly jurisdictions: readonly Place[];
  /** The digest of what served last, in lower-case hexadecimal. */
  readonly served: string | undefined;
  /** Digests that two people confirmed since that one was taken in. */
  readonly confirmed: readonly string[];
}

/** The operator's data that are not taken in, since an order is in force where they move someone to. */
export interface HeldGeofeed {
  readonly digest: string;
  /** How many ranges of addresses would move, and into which places. */
  readonly ranges: number;
  readonly into: readonly Place[];
}
