import type { Basis, Evidence } from "@graticule/admission/location/evidence";
import type { Fix } from "@graticule/admission/location/fix";
import type { Place } from "@graticule/jurisdiction/place";
import type { HeldGeofeed } from "./geofeed-record.ts";

/** How a location source is doing, for the status page and `/healthz`. */
export interface SourceStatus {
  readonly id: string;
  readonly maker: string;
  readonly basis: Basis;
  readonly kind: "country" | "geofeed" | "list";
  readonly licence: string;
  readonly attribution: string;
  readonly state: "fresh" | "stale" | "missing" | "rejected";
  readonly builtAt?: number;
  /** Why a source is missing or was rejected; never a path or an address. */
  readonly detail?: string;
}

/** Answers where an address is, from the tables that serve now. Never stores or logs an address. */
export interface Locator {
  /** `address` as the transport gives it; anything not canonical is `unknown`. Synchronous. */
  fixOf(address: string, now: number): Fix;
  /** What each source says of it, the same way. */
  evidenceOf(address: string): readonly Evidence[];
  sources(): readonly SourceStatus[];
  /**
   * Places in which the tables that serve now can establish any address at all; with none, no order touches
   * anyone. Worked out when they were compiled: cheap to ask.
   */
  establishable(now: number): ReadonlySet<Place>;
  /** The operator's own data that are not taken in; undefined: what the files hold serves. */
  held(): HeldGeofeed | undefined;
  /** Looks at its files now; resolves once what is there serves. Never rejects: what served goes on serving. */
  reload(): Promise<void>;
  /** Called after new tables began to serve. Returns the way to stop. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}
