import type { Place } from "@graticule/jurisdiction/place";
import type { AnonymiserKind, Basis } from "./evidence.ts";

/** How sure a fix is. `docs/glossary.md` says when each one applies. */
export type Standing = "established" | "probable" | "contested" | "unknown";

/** One step that led to a fix, in the order in which it was taken. */
export type FixReason =
  | {
      readonly kind: "says";
      readonly source: string;
      readonly basis: Basis;
      readonly place: Place;
      readonly stale: boolean;
    }
  | {
      readonly kind: "anonymiser";
      readonly source: string;
      readonly anonymiser: AnonymiserKind;
    }
  | { readonly kind: "mobile"; readonly source: string }
  /** The source places the address in one country and has its prefix registered in this other one. */
  | { readonly kind: "registered-elsewhere"; readonly source: string; readonly place: Place }
  | { readonly kind: "disagree"; readonly places: readonly Place[] }
  /** The address is private, reserved or not canonical, or no source knows it. */
  | { readonly kind: "no-evidence" }
  /** The address is a transition form (NAT64, 6to4, Teredo) that carries an IPv4 address. */
  | { readonly kind: "transition" }
  /** Packets come on several paths, which agree on a place or differ. */
  | { readonly kind: "paths-agree" }
  | { readonly kind: "paths-differ"; readonly places: readonly Place[] }
  /** A round trip was shorter than light needs to this place and back. */
  | { readonly kind: "ruled-out"; readonly place: Place }
  /** The person contests this place, and that was upheld. */
  | { readonly kind: "says-otherwise"; readonly place: Place };

/** A place, and how sure it is. */
export interface Settled {
  readonly standing: "established" | "probable";
  readonly place: Place;
}

/**
 * What all the evidence amounts to. `place` is the finest place that every source supports.
 * A contested fix names the places in question, without repetition, sorted; possibly none.
 */
export type Fix =
  | (Settled & { readonly reasons: readonly FixReason[] })
  | {
      readonly standing: "contested";
      readonly places: readonly Place[];
      readonly reasons: readonly FixReason[];
      /**
       * The place that physics or the person's contest ruled out. INVARIANT: it acquits and never
       * convicts: a rule that admits it admits, and no limit refuses because of it.
       */
      readonly ruledOut?: Settled;
    }
  | { readonly standing: "unknown"; readonly reasons: readonly FixReason[] };
