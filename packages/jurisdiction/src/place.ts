declare const placeBrand: unique symbol;

/**
 * A place: an ISO 3166-1 alpha-2 code (`FR`, also `XK`) or an ISO 3166-2 code (`UA-43`).
 * Only {@link parsePlace} makes one. Territories with a code of their own are places of their
 * own: `CN-HK` is normalised to `HK`, and `CN` never covers `HK`.
 */
export type Place = string & { readonly [placeBrand]: "Place" };
