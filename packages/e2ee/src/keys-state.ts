import type { Insider } from "./group.ts";

/**
 * Why there will be no keys here. `another-link`: the link is not this meeting's. `full`: so many are there that nobody more can be. `not-taken`:
 * the service can make nothing of what this browser says. `unsupported`: this browser can't encrypt.
 */
export type NoKeys = "another-link" | "full" | "not-taken" | "unsupported";

/** What the page can say of its keys. */
export interface KeysState {
  /**
   * `agreeing`: with nobody yet. `agreed`: it sends and receives with the group's keys. `unvouched`: the meeting is vouched, no one has vouched
   * for this page, and it has no keys, nor the last ones of a group; it comes in by itself once someone does.
   */
  readonly kind: "agreeing" | "agreed" | "unvouched" | NoKeys;
  /** Of a vouched meeting: what this page may vouch with now. `host` also lets others vouch. */
  readonly power: "host" | "delegate" | "none";
  /**
   * Of a vouched meeting, whether the sitting that the service names is the present one by this page's clock, as of when it last looked. In one that is
   * not believed this page gets no keys and signs for no one.
   */
  readonly sitting: "believed" | "not-believed";
  readonly insiders: readonly Insider[];
  /** 32 bytes that everyone inside has alike now. */
  readonly authenticator: Uint8Array | undefined;
  /** How often who has the keys changed since this page is inside; that keys were only renewed does not count. */
  readonly changes: number;
  /** Something that came was not to be trusted; the page began anew. */
  readonly distrusted: number;
  /** It asked for keys more often than the service answers, and waits. */
  readonly delays: number;
  /** Who signs with another key than before in this call: their page was loaded anew, or it is someone else. The last one of each stands. */
  readonly rekeyed: ReadonlyMap<string, number>;
}

/** Of a page that has heard nothing yet. */
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

/** It has no keys, and may still get some. */
export function isWaiting({ kind }: KeysState): boolean {
  return kind === "agreeing" || kind === "unvouched";
}
