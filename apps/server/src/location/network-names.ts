import type { NumberedNetwork } from "@graticule/admission/location/boundaries";
import { parseRange } from "@graticule/admission/location/network";
import { RejectedSource } from "./rejected-source.ts";
import { completeLines } from "./text-formats.ts";

/**
 * The ranges of mobile carriers, from a table of announced ranges with the names of the networks
 * that announce them (IPtoASN): `first, last, AS number, country, name`, with tabs between. Every
 * range of a network whose name says so has the value 1. Throws {@link RejectedSource} for any other
 * line, for a last line without an end, and where no name says so.
 */
export function readMobileNetworks(text: string): readonly NumberedNetwork[] {
  const networks: NumberedNetwork[] = [];
  const said = new Map<string, boolean>();
  for (const [number, line] of completeLines(text).entries()) {
    if (line === "") continue;
    const [first = "", last = "", system = "", , name] = line.split("\t");
    const network = parseRange(first, last);
    if (network === undefined || name === undefined || !/^\d+$/.test(system)) {
      throw new RejectedSource(`line ${number + 1} isn't a range with its network's name`);
    }
    const isMobile = said.get(name) ?? saysMobile(name);
    said.set(name, isMobile);
    if (isMobile) networks.push({ network, value: 1 });
  }
  if (networks.length === 0) throw new RejectedSource("no network in it is named as mobile");
  return networks;
}

/**
 * Whether a network's name says that it is a mobile carrier's. Which words say so was measured, and
 * so was how many carriers they miss: docs/decisions/0027-mobile-networks-by-name.md.
 */
export function saysMobile(name: string): boolean {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.split(/[^a-z0-9]+/).some((word) => mobileWords.some((one) => one.test(word)));
}

const mobileWords: readonly RegExp[] = [
  // A word for "mobile" or "cellular", or the beginning of a name made from one.
  /^(mobi(?!us)|movil|movel$|cell|celular|selul)/,
  // The end of such a name.
  /((?<!auto)mobile\d*|mobility|movil|[a-z]cell?|gsm|[345]gc?)$/,
  // What only mobile networks are built of, or sell.
  /^(gprs|umts|w?cdma|lte|pcs|mvno)$/,
];
