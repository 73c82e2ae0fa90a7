import type { Insider } from "./group.ts";
import { areSameBytes } from "./same-bytes.ts";

export function isSameInsider(one: Insider, other: Insider | undefined): boolean {
  return (
    one.identity === other?.identity &&
    one.name === other.name &&
    one.leaf === other.leaf &&
    areSameBytes(one.signatureKey, other.signatureKey)
  );
}

/** Also where one of them has started over with the same key on the same leaf. */
export function areSameInsiders(some: readonly Insider[], others: readonly Insider[]): boolean {
  return some.length === others.length && some.every((one, at) => isSameInsider(one, others[at]));
}
