import type { Place } from "@graticule/jurisdiction/place";

/** Milliseconds since the Unix epoch, UTC. */
export type EpochMs = number;

/**
 * What a source's word rests on. `measured`: someone measured where the address is.
 * `registration`: who owns the prefix; all registration sources together count as one.
 * `operator`: the operator's own geofeed, which alone can establish a place.
 * `declared`: a geofeed in which another network says where its own addresses are; it can cast
 * doubt and give no certainty.
 */
export type Basis = "measured" | "registration" | "operator" | "declared";

/** Why an address reveals little about where its user is. */
export type AnonymiserKind = "tor" | "vpn" | "hosting" | "shared-egress" | "satellite" | "anycast";

/** A location source as the configuration names it, with the date of the data that it serves now. */
export interface Source {
  readonly id: string;
  /** Who made the data. Two sources of one maker are one source. */
  readonly maker: string;
  readonly basis: Basis;
  /** The date of the data. */
  readonly builtAt: EpochMs;
  /** Past this age a source is stale: it supports at most `probable`. */
  readonly maxAgeMs: number;
}

/** What one source says of one address. */
export interface Evidence {
  readonly source: Source;
  readonly says:
    | {
        readonly kind: "place";
        readonly place: Place;
        /** Where the prefix is registered, if the source itself says that this is another country. */
        readonly registered?: Place;
      }
    | { readonly kind: "anonymiser"; readonly anonymiser: AnonymiserKind }
    | { readonly kind: "mobile" };
}
