/** The share of the addresses of each family, from 0 to 1, whose place is certain. */
interface Certain {
  readonly ipv4: number;
  readonly ipv6: number;
}

interface CertaintyWords {
  /** Shares as percentages. */
  readonly certain: (ipv4: string, ipv6: string) => string;
  readonly noneCertain: string;
}

/** The sentence's words in one language, and the language's tag. */
interface Language {
  readonly words: CertaintyWords;
  readonly locale: string;
}

export const certaintyInEnglish: CertaintyWords = {
  certain: (ipv4, ipv6) =>
    `We can tell for certain where ${ipv4} of IPv4 and ${ipv6} of IPv6 addresses are.`,
  noneCertain: "At the moment we can’t tell for certain where anyone is.",
};

const english: Language = { words: certaintyInEnglish, locale: "en-GB" };

/** How much of the internet has a certain place, in one sentence; never more than is so. */
export function certaintySentence(certain: Certain, { words, locale }: Language = english): string {
  const { ipv4, ipv6 } = certain;
  if (ipv4 === 0 && ipv6 === 0) return words.noneCertain;
  const { format } = new Intl.NumberFormat(locale, { style: "percent" });
  const told = (share: number): string =>
    share > 0 && share < 0.01 ? `<${format(0.01)}` : format(Math.floor(share * 100) / 100);
  return words.certain(told(ipv4), told(ipv6));
}
