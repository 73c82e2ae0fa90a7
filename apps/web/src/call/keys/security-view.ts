import type { Insider } from "@graticule/e2ee/group";
import type { KeysState } from "@graticule/e2ee/keys-state";
import type { Named } from "../call-names.ts";

/**
 * A call's encryption in a word. `off`: not end-to-end encrypted; `without`: this page gets no keys
 * until a host vouches for it; `held`: there are keys, but nothing of this page may be getting out.
 */
export type Seal = "on" | "vouched" | "off" | "agreeing" | "without" | "held";

/** `keys`: absent if not encrypted. A page that may not stay is `agreeing` until it has left. */
export function sealOf(
  keys: KeysState | undefined,
  is: "vouched" | "not-vouched",
  sending: "as-it-should" | "held" = "as-it-should",
): Seal {
  if (keys === undefined) return "off";
  if (keys.kind === "unvouched") return "without";
  if (keys.kind !== "agreed") return "agreeing";
  if (sending === "held") return "held";
  return is === "vouched" ? "vouched" : "on";
}

/**
 * The security page's texts about the whole call: its encryption and, if there is any, who gets
 * keys. The badge says the latter only when all is well.
 */
export function standingOf(
  seal: Seal,
  is: "vouched" | "not-vouched",
): readonly (Seal | "heldText" | "believed" | "vouchedText")[] {
  if (seal === "off") return ["off"];
  const known = seal === "held" ? (["heldText"] as const) : [];
  return [seal, ...known, is === "vouched" ? "vouchedText" : "believed"];
}

/** A person as the security page lists them. */
export type ListedInsider =
  | {
      readonly kind: "inside";
      readonly identity: string;
      readonly name: string;
      readonly isYou: boolean;
      readonly insider: Insider;
    }
  /** In the call, but without the group's keys. */
  | { readonly kind: "outside"; readonly identity: string; readonly name: string };

/** Those with the keys, oneself first and the others in the group's order; then those without. */
export function listOf(
  insiders: readonly Insider[],
  call: {
    readonly you: string;
    readonly present: readonly Named[];
    readonly nameOf: (who: Named) => string;
  },
): readonly ListedInsider[] {
  const { nameOf } = call;
  const isYou = ({ identity }: { readonly identity: string }): boolean => identity === call.you;
  const inside = insiders.map((insider): ListedInsider => {
    const { identity } = insider;
    return { kind: "inside", identity, name: nameOf(insider), isYou: isYou(insider), insider };
  });
  const own = inside.filter(isYou);
  const others = inside.filter((one) => !isYou(one));
  const have = new Set(insiders.map(({ identity }) => identity));
  const outside = call.present
    // Oneself has no keys only while they are being agreed on.
    .filter((one) => !have.has(one.identity) && !isYou(one))
    .map((one): ListedInsider => ({ kind: "outside", identity: one.identity, name: nameOf(one) }));
  return [...own, ...others, ...outside];
}

/** How often the keys changed since this page joined. Joining was the first change. */
export function turnsOf({ changes }: Pick<KeysState, "changes">): number {
  return Math.max(0, changes - 1);
}

/** News of the keys, each given once. `listed`: takes back an earlier `unlisted`. */
export type KeyNews =
  | { readonly kind: "unsealed" | "unlisted" | "listed" | "rekeyed"; readonly identity: string }
  | { readonly kind: "distrusted" | "delayed" };

/** The state that {@link newsOf} compares. */
export interface KeysKnown {
  readonly unsealed: readonly string[];
  readonly unlisted: readonly string[];
  readonly distrusted: number;
  readonly delays: number;
  readonly rekeyed: KeysState["rekeyed"];
}

export function newsOf(before: KeysKnown, now: KeysKnown): readonly KeyNews[] {
  return [
    ...only(now.unsealed, before.unsealed, "unsealed"),
    ...only(now.unlisted, before.unlisted, "unlisted"),
    ...only(before.unlisted, now.unlisted, "listed"),
    ...[...now.rekeyed]
      .filter(([identity, times]) => times > (before.rekeyed.get(identity) ?? 0))
      .map(([identity]) => ({ kind: "rekeyed", identity }) as const),
    ...(now.distrusted > before.distrusted ? [{ kind: "distrusted" } as const] : []),
    // The page keeps asking, so this can happen many times: only the first is news.
    ...(now.delays > 0 && before.delays === 0 ? [{ kind: "delayed" } as const] : []),
  ];
}

function only<K extends KeyNews["kind"]>(
  some: readonly string[],
  others: readonly string[],
  kind: K,
) {
  return some
    .filter((identity) => !others.includes(identity))
    .map((identity) => ({ kind, identity }));
}

/** Others in the group whom the engine does not list. */
export function unlistedIn(
  insiders: readonly { readonly identity: string }[],
  call: { readonly you: string; readonly listed: ReadonlyMap<string, unknown> },
): readonly string[] {
  const others = insiders.map(({ identity }) => identity).filter((other) => other !== call.you);
  return others.filter((other) => !call.listed.has(other));
}
