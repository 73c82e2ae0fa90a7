import type { Insider } from "./group.ts";

/**
 * Why this page gets no keys. `another-link`: the link is not this meeting's. `full`: the
 * conversation has as many members as it can. `not-taken`: the service can't use what this browser
 * says. `unsupported`: this browser can't encrypt.
 */
export type NoKeys = "another-link" | "full" | "not-taken" | "unsupported";

export interface KeysState {
  /**
   * `agreed`: it sends and receives with the group's keys. `unvouched`: nobody has vouched for this
   * page in a vouched meeting, and it has no keys; it joins by itself once someone does.
   */
  readonly kind: "agreeing" | "agreed" | "unvouched" | NoKeys;
  /** In a vouched meeting: what this page may vouch with now. `host` can also delegate. */
  readonly power: "host" | "delegate" | "none";
  /**
   * In a vouched meeting: whether the sitting that the service names is the present one by this
   * page's clock, as of its last look. If not, this page gets no keys and vouches for nobody.
   */
  readonly sitting: "believed" | "not-believed";
  readonly insiders: readonly Insider[];
  /** 32 bytes that all members of this epoch share. */
  readonly authenticator: Uint8Array | undefined;
  /** How often the members have changed since this page joined, without mere rotations of keys. */
  readonly changes: number;
  /** How often the page started over over something untrusted. */
  readonly distrusted: number;
  /** How often it asked more than the service answers. */
  readonly delays: number;
  /**
   * How often each identity's signature key changed: a page was reloaded, or it is another person.
   */
  readonly rekeyed: ReadonlyMap<string, number>;
}

export const firstKeysState: KeysState = {
  kind: "agreeing",
  power: "none",
  sitting: "believed",
  insiders: [],
  authenticator: undefined,
  changes: 0,
  distrusted: 0,
  delays: 0,
  rekeyed: new Map(),
};

/** Without keys, and may still get some. */
export function isWaiting({ kind }: KeysState): boolean {
  return kind === "agreeing" || kind === "unvouched";
}
