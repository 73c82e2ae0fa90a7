import type { Place } from "@graticule/jurisdiction/place";

/**
 * What is recorded of the location data that decide: changing them could move people into an
 * order's places.
 */
export interface ServedRecord {
  /** One consistent snapshot. Rejects while the database is away. */
  read(): Promise<ServedWord>;
  /** Durable when it resolves, with its public entry; does nothing if the same is recorded last. */
  serves(data: ServedData): Promise<void>;
}

/** The location data that decide from now on. */
export interface ServedData {
  /** Of all of them: see `digestOf`. */
  readonly digest: string;
  /** `in-part`: save where they would move someone into the places of an order in force. */
  readonly where: "everywhere" | "in-part";
  /** Each maker's name once. */
  readonly makers: readonly string[];
}

export interface ServedWord {
  /** Of all orders that are approved, published or not, and not over; of those that a restoration brought back: approved again. */
  readonly reaches: readonly PlaceReach[];
  /** The digest of what served everywhere last, in lower-case hexadecimal. */
  readonly served: string | undefined;
  /** Digests that two people have confirmed since, asked when all of these orders were approved. */
  readonly confirmed: readonly string[];
}

/** One place of an order, without the parts that it doesn't reach. */
export interface PlaceReach {
  readonly place: Place;
  readonly excepted: readonly Place[];
}

/** What new data would move to where an order is in force, and does not yet. */
export interface HeldMoves {
  /** Of the new data. */
  readonly digest: string;
  /** How many ranges of addresses would move, or no longer keep someone out, and into which places. */
  readonly ranges: number;
  readonly into: readonly Place[];
}
