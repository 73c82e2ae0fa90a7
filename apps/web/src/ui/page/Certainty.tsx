import { readersLocale, words } from "../../i18n/words.ts";
import { useLocationData } from "./use-location-data.ts";

type Certain = NonNullable<ReturnType<typeof useLocationData>>["certain"];

/** How much of the internet has a certain place, in one sentence; nothing while it isn't known. */
export function Certainty() {
  const sentence = certaintySentence(useLocationData()?.certain);
  return sentence === undefined ? null : <span data-testid="certainty">{sentence}</span>;
}

/** Whole per cent, never more than is so. Undefined: no database places anyone. */
export function certaintySentence(certain: Certain): string | undefined {
  if (certain === undefined) return undefined;
  const [ipv4, ipv6] = [certain.ipv4, certain.ipv6].map((share) => Math.floor(share * 100) / 100);
  if (ipv4 === undefined || ipv6 === undefined || ipv4 + ipv6 === 0) return words.app.noneCertain;
  const { format } = new Intl.NumberFormat(readersLocale(), { style: "percent" });
  return words.app.certain(format(ipv4), format(ipv6));
}
