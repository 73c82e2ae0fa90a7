import type { AgreementReport } from "@graticule/api/agreement";
import { pairsToWatch } from "@graticule/api/agreement-pairs";

type Shares = AgreementReport["shares"];
type Pair = { readonly ipv4: number; readonly ipv6: number };

/** What all sources together can tell, for a terminal. */
export function describeShares(report: AgreementReport): string[] {
  const { shares, pairs } = report;
  const of =
    shares.of === "routed"
      ? "the addresses that networks announce"
      : "the addresses that any source places";
  return [
    "",
    `Of ${of}, the place is`,
    ...shares.families.map(
      ({ family, established, probable, contested, unknown }) =>
        `  ${names[family]}: certain ${percent(established)}, likely ${percent(probable)}, ` +
        `uncertain ${percent(contested)}, unknown ${percent(unknown)}`,
    ),
    ...shares.probableBecause.flatMap(whyLikely),
    ...section(
      "What each source adds to “certain”:",
      shares.sources
        .filter(({ adds, prevents }) => isAny(adds) || isAny(prevents))
        .map(
          ({ id, adds, prevents }) =>
            `  ${id}: ${both(adds)}${isAny(prevents) ? `; makes less certain: ${both(prevents)}` : ""}`,
        ),
    ),
    ...section(
      "What another source could add at most:",
      shares.couldAdd.filter(isAny).map((one) => `  ${one.id}: ${both(one)}`),
    ),
    ...section(
      "Where sources differ most, territories that share a code with a country first:",
      pairsToWatch(pairs).map(
        ({ place, other, count }) =>
          `  ${place} or ${other}: ${count} of ${sampled(report)} sampled`,
      ),
    ),
  ];
}

const names = { ipv4: "IPv4", ipv6: "IPv6" } as const;

const causes = {
  mobile: "mobile networks",
  registeredElsewhere: "registered in another country",
  stale: "old data",
  notMeasured: "no source that measures",
  oneMaker: "one source alone",
} as const;

function whyLikely({ family, ...shares }: Shares["probableBecause"][number]): string[] {
  const said = Object.entries(causes).flatMap(([cause, words]) => {
    const part = shares[cause as keyof typeof causes];
    return part === 0 ? [] : [`${words} ${percent(part)}`];
  });
  return said.length === 0
    ? []
    : [`  ${names[family]}, likely only because of: ${said.join(", ")}`];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines];
}

function sampled({ families }: AgreementReport): number {
  return families.reduce((sum, one) => sum + one.sampled, 0);
}

function isAny({ ipv4, ipv6 }: Pair): boolean {
  return ipv4 > 0 || ipv6 > 0;
}

function both({ ipv4, ipv6 }: Pair): string {
  return `IPv4 ${percent(ipv4)}, IPv6 ${percent(ipv6)}`;
}

function percent(share: number): string {
  const text = (share * 100).toFixed(1);
  return text === "0.0" && share > 0 ? "under 0.1%" : `${text}%`;
}
