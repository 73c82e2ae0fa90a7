import type { Basis, Evidence } from "@graticule/admission/location/evidence";
import type { Fix } from "@graticule/admission/location/fix";
import type { FamilyPair } from "@graticule/admission/location/shares";
import type { Place } from "@graticule/jurisdiction/place";
import type { HeldMoves } from "./served-record.ts";

/** How a location source is doing, for the status page and `/healthz`. */
export interface SourceStatus {
  readonly id: string;
  readonly maker: string;
  readonly basis: Basis;
  readonly kind: "country" | "geofeed" | "list";
  readonly licence: string;
  readonly attribution: string;
  readonly state: "fresh" | "stale" | "missing" | "rejected";
  /** Newer data wait until an administrator lets them be used, see `sudden-change.ts`. */
  readonly isHeld: boolean;
  readonly builtAt?: number | undefined;
  /** When its data become too old for more than `probable`, in epoch milliseconds. */
  readonly staleAt?: number | undefined;
  /** Why a source is missing or was rejected; never a path or an address. */
  readonly detail?: string | undefined;
}

/** Answers where an address is, from the tables that serve now. Never stores or logs an address. */
export interface Locator {
  /** `address` as the transport gives it; anything not canonical is `unknown`. */
  fixOf(address: string, now: number): Fix;
  /** What each source says of the address. */
  evidenceOf(address: string): readonly Evidence[];
  sources(): readonly SourceStatus[];
  /**
   * Places in which the tables that serve now can establish addresses, in countries of which they
   * establish at least a twentieth; with none, there is no order. Computed at compilation: cheap to ask.
   */
  establishable(now: number): ReadonlySet<Place>;
  /**
   * The share of addresses whose place can be established, of those that networks announce or that
   * a database places; undefined: no database serves. Cheap to ask.
   */
  certain(now: number): FamilyPair | undefined;
  /** The operator's own data that wait for two people; undefined: what the files hold serves. */
  held(): HeldMoves | undefined;
  /** Reads the files now; resolves once they serve. Never rejects: on failure the old data keep serving. */
  reload(): Promise<void>;
  /** Calls back after new tables began to serve. Returns how to unsubscribe. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}
