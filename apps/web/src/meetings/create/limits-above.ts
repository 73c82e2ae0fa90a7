import type { AccountRule } from "@graticule/api/account";
import type { PublicPlatformRule } from "@graticule/api/administration";
import type { LimitInForce } from "@graticule/api/rules";

/** The limits on every meeting of an account beside the meeting's own rule, now and soon. */
export interface LimitsAbove {
  readonly now: readonly LimitInForce[];
  readonly coming: readonly { readonly from: string; readonly limit: LimitInForce }[];
}

/** A platform rule ends at its review date at the latest. None if it can't be read: it has no effect. */
function limitOf({ rule, ground, reviewAt }: PublicPlatformRule): LimitInForce[] {
  if (rule === undefined) return [];
  const until = rule.until !== undefined && rule.until < reviewAt ? rule.until : reviewAt;
  return [{ tier: "platform", rule: { ...rule, until }, ground }];
}

export function limitsAbove(
  held: AccountRule["held"],
  platform: readonly PublicPlatformRule[],
): LimitsAbove {
  return {
    now: [
      ...(held?.mode === "locked" ? [{ tier: "account", rule: held.rule } as const] : []),
      ...platform.filter(({ state }) => state === "in-force").flatMap(limitOf),
    ],
    coming: platform
      .filter(({ state }) => state === "coming")
      .flatMap((rule) => limitOf(rule).map((limit) => ({ from: rule.effectiveAt, limit }))),
  };
}
