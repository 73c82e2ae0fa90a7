import type { Insider } from "./group.ts";
import { areSameBytes } from "./same-bytes.ts";

/** The same people with the same names and keys on the same leaves: also where one of them has begun anew. */
export function areSameInsiders(some: readonly Insider[], others: readonly Insider[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ identity, name, leaf, signatureKey }, place) => {
      const other = others[place];
      return (
        identity === other?.identity &&
        name === other.name &&
        leaf === other.leaf &&
        areSameBytes(signatureKey, other.signatureKey)
      );
    })
  );
}
