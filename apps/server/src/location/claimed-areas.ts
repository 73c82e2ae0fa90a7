import type { Position } from "@graticule/admission/location/shape-distance";

/**
 * Land and islands that more than one state claims, or that one claims and another holds. Each area
 * is added to the shape of every claimant, so that a place has its largest claimed extent: that can
 * only weaken an alibi. It says nothing about who is right, and it is used for nothing else.
 *
 * As of 2026-11-26. Sources: the states' own instruments where one is named; else the field
 * "Disputes – international" of The World Factbook (CIA) and the disputed areas of Natural Earth
 * 5.1 (1:10 m), both in the public domain. Outlines are drawn generously by hand, by tens of
 * kilometres at need. Disputes narrower than the margin of `place-distances.ts` are left out: they
 * change nothing.
 */
export interface ClaimedArea {
  readonly name: string;
  /** Codes of ISO 3166, those of the holders included. */
  readonly claimants: readonly string[];
  /** Codes of whole places, as the borders have them, or an outline: a closed ring. */
  readonly area: readonly string[] | ClaimedOutline;
  /** Of the claim, where it rests on an instrument of its own. */
  readonly source: string | undefined;
}

interface ClaimedOutline {
  readonly outline: readonly Position[];
}

/** `claimants`, and `area` as text: codes between spaces. */
function claim(
  name: string,
  claimants: string,
  area: string | ClaimedOutline,
  source?: string,
): ClaimedArea {
  const claimed = typeof area === "string" ? area.split(" ") : area;
  return { name, claimants: claimants.split(" "), area: claimed, source };
}

/** Sides in degrees. */
function box(west: number, south: number, east: number, north: number): ClaimedOutline {
  const corner: Position = [west, south];
  return { outline: [corner, [east, south], [east, north], [west, north], corner] };
}

/** Inside the line of dashes on the map in the notes verbales of 2009, and a little around it. */
const dashedLine: ClaimedOutline = {
  outline: [
    [108.5, 19],
    [108.5, 15],
    [109.5, 12],
    [107.5, 8],
    [107.5, 5],
    [111.5, 2.8],
    [113.5, 2.8],
    [116.8, 7],
    [119.8, 10.5],
    [119.9, 16],
    [121.5, 19],
    [122.8, 21.5],
    [123.6, 25],
    [120, 23.5],
    [114, 21.8],
    [108.5, 19],
  ],
};

/** In the order of the claimants' codes. */
export const claimedAreas: readonly ClaimedArea[] = [
  claim("Abu Musa and the Tunbs", "AE IR", box(54.7, 25.6, 55.6, 26.5)),
  claim("Durand line", "AF PK", box(66.2, 29.3, 74, 37)),
  claim("Karabakh, border exclaves", "AM AZ", box(44.7, 38.7, 47.7, 41.2)),
  claim(
    "Falkland Islands, South Georgia and the South Sandwich Islands",
    "AR GB",
    "FK GS",
    "Constitution of Argentina, first transitory provision",
  ),
  claim("Southern ice field", "AR CL", box(-74, -51, -72.5, -48.5)),
  claim("Antarctic sector", "AR", box(-74, -90, -25, -60)),
  claim("Antarctic sector", "AU", box(44.6, -90, 160, -60)),
  claim("Ashmore and Cartier Islands", "AU ID", box(122.8, -12.7, 123.8, -12)),
  claim("Atacama", "BO", box(-70.9, -26, -67, -20.9), "Constitution of Bolivia, article 267"),
  claim("Belize", "GT", "BZ", "ICJ, Guatemala/Belize, special agreement of 2008"),
  claim("Northern and western border", "BT CN", box(88.7, 26.6, 92.3, 28.6)),
  claim("Spratly Islands", "BN CN MY PH TW VN", box(109, 3.5, 118.6, 12.6)),
  claim("Antarctic sector", "CL", box(-90, -90, -53, -60)),
  claim("Taiwan", "CN", "TW", "Anti-Secession Law of 2005"),
  claim(
    "Mainland China",
    "TW",
    "CN HK MO",
    "Additional Articles of the Constitution of 1947, article 11",
  ),
  claim(
    "Dashed line",
    "CN TW",
    dashedLine,
    "Notes verbales CML/17/2009 and CML/18/2009 to the United Nations",
  ),
  claim("Paracel Islands, Macclesfield Bank", "CN TW VN", box(110.4, 15, 115.7, 17.6)),
  claim("Scarborough Shoal", "CN PH TW", box(117, 14.6, 118.4, 15.7)),
  claim("Senkaku/Diaoyu Islands", "CN JP TW", box(123, 25.4, 125, 26.3)),
  claim("Aksai Chin, Shaksgam, Demchok", "CN IN PK", box(74.5, 32.2, 80.5, 37.3)),
  claim("Middle sector", "CN IN", box(78, 30.3, 81.1, 32.7)),
  claim("Arunachal Pradesh", "CN IN", box(91.4, 26.4, 97.6, 29.7)),
  claim("San Andrés, Providencia, banks", "CO HN JM NI US", box(-82.2, 11.8, -78, 16.4)),
  claim("Guantánamo Bay", "CU US", box(-75.4, 19.7, -74.9, 20.2)),
  claim("North of Cyprus, buffer zone, base areas", "CY GB", box(32.2, 34.4, 34.8, 35.8)),
  claim("Halaib, Wadi Halfa, Bir Tawil", "EG SD", box(31, 21.6, 37.5, 23.4)),
  claim("Gibraltar", "ES", "GI"),
  claim("Ceuta, Melilla, the islets between", "ES MA", box(-5.5, 35, -2.2, 36)),
  claim("Olivenza", "ES PT", box(-7.6, 38.2, -6.7, 39)),
  claim("Badme and the border", "ER ET", box(36.4, 12.3, 42.5, 15.1)),
  claim("Ilemi triangle", "ET KE SS", box(34, 4.1, 36.3, 5.8)),
  claim("Al-Fashaga", "ET SD", box(35.4, 12.6, 36.9, 14.6)),
  claim("Antarctic sector", "FR TF", box(136, -90, 142.1, -60)),
  claim("Mayotte", "KM", "YT", "Constitution of the Comoros, article 6"),
  claim("Glorioso Islands", "FR KM MG TF", box(47, -11.8, 47.7, -11.3)),
  claim("Islands in the Mozambique Channel", "FR MG TF", box(39.3, -22.6, 43, -16.8)),
  claim("Tromelin", "FR MG MU TF", box(54.2, -16.1, 54.8, -15.6)),
  claim("Clipperton", "FR", box(-109.6, 9.9, -108.8, 10.7)),
  claim("Matthew and Hunter", "FR NC VU", box(170.8, -22.8, 172.5, -22)),
  claim("Upper Maroni", "FR GF SR", box(-54.9, 1.9, -53.7, 4)),
  claim("Abkhazia and South Ossetia", "GE", box(39.8, 41.9, 44.9, 43.7)),
  claim("Antarctic sector", "GB", box(-80, -90, -20, -60)),
  claim(
    "Chagos Archipelago",
    "GB MU",
    "IO",
    "ICJ, advisory opinion of 2019-02-25; agreement of 2025-05-22",
  ),
  claim("Rockall", "GB", box(-14, 57.4, -13.4, 57.8), "Island of Rockall Act 1972"),
  claim("Essequibo", "GY VE", box(-61.6, 1, -57.4, 8.8), "ICJ, Guyana v. Venezuela"),
  claim("New River triangle", "GY SR", box(-58.3, 1.7, -56.3, 4.1)),
  claim("Gulf of Fonseca", "HN NI SV", box(-88.2, 12.8, -87.2, 13.7)),
  claim("Sapodilla Cayes", "BZ GT HN", box(-88.5, 15.9, -88, 16.4)),
  claim("Navassa", "HT UM US", box(-75.3, 18.2, -74.8, 18.6)),
  claim("West Bank, Gaza, Jerusalem", "IL PS", box(34.1, 31.2, 35.7, 32.7)),
  claim("Golan", "IL LB SY", box(35.4, 32.6, 36.2, 33.6)),
  claim("Kashmir, Gilgit-Baltistan", "IN PK", box(72.4, 32.1, 80.5, 37.3)),
  claim(
    "Junagadh and Sir Creek",
    "IN PK",
    box(68, 20.6, 71.5, 24.2),
    "Political map of Pakistan of 2020-08-04",
  ),
  claim("Kalapani, Susta", "IN NP", box(80, 27.1, 84.2, 30.7)),
  claim("Takeshima/Dokdo", "JP KP KR", box(131.5, 36.9, 132.2, 37.6)),
  claim("Southern Kurils", "JP RU", box(145.2, 43.1, 149.2, 45.9)),
  claim("The North of Korea", "KR", "KP", "Constitution of the Republic of Korea, article 3"),
  claim("The South of Korea", "KP", "KR", "Constitution of the DPRK as it stood until 2023"),
  claim("Western Sahara", "EH MA", box(-17.3, 20.6, -8.5, 27.8)),
  claim("Wake Island", "MH UM US", box(166.3, 19, 166.9, 19.6)),
  claim("Lake Malawi", "MW TZ", box(33.8, -11.9, 35.2, -9.3)),
  claim(
    "Sabah",
    "MY PH",
    box(115.1, 3.9, 119.5, 7.6),
    "Republic Act 5446 of the Philippines, 1968",
  ),
  claim("Antarctic sector", "NO", box(-20.1, -90, 44.7, -60)),
  claim("Antarctic sector", "NZ", box(-180, -90, -150, -60)),
  claim("Antarctic sector", "NZ", box(160, -90, 180, -60)),
  claim("Minerva Reefs", "FJ TO", box(-179.3, -24.2, -178.6, -23.3)),
  claim("Kosovo", "RS", "XK", "Constitution of Serbia of 2006, preamble"),
  claim("Crimea", "RU UA", box(32.2, 44.1, 36.9, 46.4)),
  claim(
    "Donetsk, Kherson, Luhansk, Zaporizhzhia",
    "RU UA",
    box(31.3, 45.8, 40.4, 50.3),
    "Constitution of the Russian Federation, article 65, as of 2022-10-05",
  ),
  claim("Abyei, Kafia Kingi, Heglig, the border of 1956", "SD SS", box(22.7, 8.3, 34.3, 12.3)),
  claim("Somaliland", "SO", box(42.6, 7.9, 49.2, 11.7)),
  claim("Hatay", "SY TR", box(35.6, 35.6, 37, 37.2)),
  claim("Eastern border", "SZ ZA", box(30.2, -28.2, 33, -25.1)),
  claim("Swains Island", "AS TK", box(-171.3, -11.3, -170.8, -10.8)),
  claim("Isla Aves", "DM VE", box(-63.9, 15.4, -63.3, 16)),
  claim(
    "North of the Ubangi's bend",
    "CD",
    box(18.3, 3, 23.4, 5.4),
    "No dispute: country-coder 5.6.1 draws this border up to 127 km short of Natural Earth",
  ),
];
