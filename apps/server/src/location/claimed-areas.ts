import type { Position } from "@graticule/admission/location/shape-distance";

/**
 * Land and islands that more than one state claims, or that one claims and another holds. Each area
 * is added to the shape of every claimant, so that a place has its largest claimed extent: that can
 * only weaken an alibi. It says nothing about who is right, and it is used for nothing else.
 *
 * As of 2026-11-26. Sources: the states' own instruments where one is named; else the field "Disputes –
 * international" of The World Factbook (CIA) and the disputed areas of Natural Earth 5.1 (1:10 m),
 * both in the public domain. Outlines are drawn generously by hand, by tens of kilometres at need.
 * Disputes narrower than the margin of `place-distances.ts` are left out: they change nothing.
 */
export interface ClaimedArea {
  readonly name: string;
  /** Codes of ISO 3166, those of the holders included. */
  readonly claimants: readonly string[];
  readonly area: /** The whole of another place, as the borders have it. */
    | { readonly kind: "places"; readonly places: readonly string[] }
    | { readonly kind: "box"; readonly box: Box }
    | { readonly kind: "outline"; readonly outline: readonly Position[] };
  /** Of the claim, where it rests on an instrument of its own. */
  readonly source?: string;
}

/** Degrees: west, south, east, north. */
type Box = readonly [west: number, south: number, east: number, north: number];

const whole = (...places: readonly string[]): ClaimedArea["area"] => ({ kind: "places", places });
const box = (...sides: Box): ClaimedArea["area"] => ({ kind: "box", box: sides });

/** Inside the line of dashes on the map in the notes verbales of 2009, and a little around it. */
const dashedLine: readonly Position[] = [
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
];

/** In the order of the claimants' codes. */
export const claimedAreas: readonly ClaimedArea[] = [
  { name: "Abu Musa and the Tunbs", claimants: ["AE", "IR"], area: box(54.7, 25.6, 55.6, 26.5) },
  { name: "Durand line", claimants: ["AF", "PK"], area: box(66.2, 29.3, 74, 37) },
  { name: "Karabakh, border exclaves", claimants: ["AM", "AZ"], area: box(44.7, 38.7, 47.7, 41.2) },
  {
    name: "Falkland Islands, South Georgia and the South Sandwich Islands",
    claimants: ["AR", "GB"],
    area: whole("FK", "GS"),
    source: "Constitution of Argentina, first transitory provision",
  },
  { name: "Southern ice field", claimants: ["AR", "CL"], area: box(-74, -51, -72.5, -48.5) },
  { name: "Antarctic sector", claimants: ["AR"], area: box(-74, -90, -25, -60) },
  { name: "Antarctic sector", claimants: ["AU"], area: box(44.6, -90, 160, -60) },
  {
    name: "Ashmore and Cartier Islands",
    claimants: ["AU", "ID"],
    area: box(122.8, -12.7, 123.8, -12),
  },
  {
    name: "Atacama",
    claimants: ["BO"],
    area: box(-70.9, -26, -67, -20.9),
    source: "Constitution of Bolivia, article 267",
  },
  {
    name: "Belize",
    claimants: ["GT"],
    area: whole("BZ"),
    source: "ICJ, Guatemala/Belize, special agreement of 2008",
  },
  {
    name: "Northern and western border",
    claimants: ["BT", "CN"],
    area: box(88.7, 26.6, 92.3, 28.6),
  },
  {
    name: "Spratly Islands",
    claimants: ["BN", "CN", "MY", "PH", "TW", "VN"],
    area: box(109, 3.5, 118.6, 12.6),
  },
  { name: "Antarctic sector", claimants: ["CL"], area: box(-90, -90, -53, -60) },
  { name: "Taiwan", claimants: ["CN"], area: whole("TW"), source: "Anti-Secession Law of 2005" },
  {
    name: "Mainland China",
    claimants: ["TW"],
    area: whole("CN", "HK", "MO"),
    source: "Additional Articles of the Constitution of 1947, article 11",
  },
  {
    name: "Dashed line",
    claimants: ["CN", "TW"],
    area: { kind: "outline", outline: dashedLine },
    source: "Notes verbales CML/17/2009 and CML/18/2009 to the United Nations",
  },
  {
    name: "Paracel Islands, Macclesfield Bank",
    claimants: ["CN", "TW", "VN"],
    area: box(110.4, 15, 115.7, 17.6),
  },
  { name: "Scarborough Shoal", claimants: ["CN", "PH", "TW"], area: box(117, 14.6, 118.4, 15.7) },
  {
    name: "Senkaku/Diaoyu Islands",
    claimants: ["CN", "JP", "TW"],
    area: box(123, 25.4, 125, 26.3),
  },
  {
    name: "Aksai Chin, Shaksgam, Demchok",
    claimants: ["CN", "IN", "PK"],
    area: box(74.5, 32.2, 80.5, 37.3),
  },
  { name: "Middle sector", claimants: ["CN", "IN"], area: box(78, 30.3, 81.1, 32.7) },
  { name: "Arunachal Pradesh", claimants: ["CN", "IN"], area: box(91.4, 26.4, 97.6, 29.7) },
  {
    name: "San Andrés, Providencia, banks",
    claimants: ["CO", "HN", "JM", "NI", "US"],
    area: box(-82.2, 11.8, -78, 16.4),
  },
  { name: "Guantánamo Bay", claimants: ["CU", "US"], area: box(-75.4, 19.7, -74.9, 20.2) },
  {
    name: "North of Cyprus, buffer zone, base areas",
    claimants: ["CY", "GB"],
    area: box(32.2, 34.4, 34.8, 35.8),
  },
  {
    name: "Halaib, Wadi Halfa, Bir Tawil",
    claimants: ["EG", "SD"],
    area: box(31, 21.6, 37.5, 23.4),
  },
  { name: "Gibraltar", claimants: ["ES"], area: whole("GI") },
  {
    name: "Ceuta, Melilla, the islets between",
    claimants: ["ES", "MA"],
    area: box(-5.5, 35, -2.2, 36),
  },
  { name: "Olivenza", claimants: ["ES", "PT"], area: box(-7.6, 38.2, -6.7, 39) },
  { name: "Badme and the border", claimants: ["ER", "ET"], area: box(36.4, 12.3, 42.5, 15.1) },
  { name: "Ilemi triangle", claimants: ["ET", "KE", "SS"], area: box(34, 4.1, 36.3, 5.8) },
  { name: "Al-Fashaga", claimants: ["ET", "SD"], area: box(35.4, 12.6, 36.9, 14.6) },
  { name: "Antarctic sector", claimants: ["FR", "TF"], area: box(136, -90, 142.1, -60) },
  {
    name: "Mayotte",
    claimants: ["KM"],
    area: whole("YT"),
    source: "Constitution of the Comoros, article 6",
  },
  {
    name: "Glorioso Islands",
    claimants: ["FR", "KM", "MG", "TF"],
    area: box(47, -11.8, 47.7, -11.3),
  },
  {
    name: "Islands in the Mozambique Channel",
    claimants: ["FR", "MG", "TF"],
    area: box(39.3, -22.6, 43, -16.8),
  },
  { name: "Tromelin", claimants: ["FR", "MG", "MU", "TF"], area: box(54.2, -16.1, 54.8, -15.6) },
  { name: "Clipperton", claimants: ["FR"], area: box(-109.6, 9.9, -108.8, 10.7) },
  {
    name: "Matthew and Hunter",
    claimants: ["FR", "NC", "VU"],
    area: box(170.8, -22.8, 172.5, -22),
  },
  { name: "Upper Maroni", claimants: ["FR", "GF", "SR"], area: box(-54.9, 1.9, -53.7, 4) },
  { name: "Abkhazia and South Ossetia", claimants: ["GE"], area: box(39.8, 41.9, 44.9, 43.7) },
  { name: "Antarctic sector", claimants: ["GB"], area: box(-80, -90, -20, -60) },
  {
    name: "Chagos Archipelago",
    claimants: ["GB", "MU"],
    area: whole("IO"),
    source: "ICJ, advisory opinion of 2019-02-25; agreement of 2025-05-22",
  },
  {
    name: "Rockall",
    claimants: ["GB"],
    area: box(-14, 57.4, -13.4, 57.8),
    source: "Island of Rockall Act 1972",
  },
  {
    name: "Essequibo",
    claimants: ["GY", "VE"],
    area: box(-61.6, 1, -57.4, 8.8),
    source: "ICJ, Guyana v. Venezuela",
  },
  { name: "New River triangle", claimants: ["GY", "SR"], area: box(-58.3, 1.7, -56.3, 4.1) },
  { name: "Gulf of Fonseca", claimants: ["HN", "NI", "SV"], area: box(-88.2, 12.8, -87.2, 13.7) },
  { name: "Sapodilla Cayes", claimants: ["BZ", "GT", "HN"], area: box(-88.5, 15.9, -88, 16.4) },
  { name: "Navassa", claimants: ["HT", "UM", "US"], area: box(-75.3, 18.2, -74.8, 18.6) },
  {
    name: "West Bank, Gaza, Jerusalem",
    claimants: ["IL", "PS"],
    area: box(34.1, 31.2, 35.7, 32.7),
  },
  { name: "Golan", claimants: ["IL", "LB", "SY"], area: box(35.4, 32.6, 36.2, 33.6) },
  { name: "Kashmir, Gilgit-Baltistan", claimants: ["IN", "PK"], area: box(72.4, 32.1, 80.5, 37.3) },
  {
    name: "Junagadh and Sir Creek",
    claimants: ["IN", "PK"],
    area: box(68, 20.6, 71.5, 24.2),
    source: "Political map of Pakistan of 2020-08-04",
  },
  { name: "Kalapani, Susta", claimants: ["IN", "NP"], area: box(80, 27.1, 84.2, 30.7) },
  { name: "Takeshima/Dokdo", claimants: ["JP", "KP", "KR"], area: box(131.5, 36.9, 132.2, 37.6) },
  { name: "Southern Kurils", claimants: ["JP", "RU"], area: box(145.2, 43.1, 149.2, 45.9) },
  {
    name: "The North of Korea",
    claimants: ["KR"],
    area: whole("KP"),
    source: "Constitution of the Republic of Korea, article 3",
  },
  {
    name: "The South of Korea",
    claimants: ["KP"],
    area: whole("KR"),
    source: "Constitution of the DPRK as it stood until 2023",
  },
  { name: "Western Sahara", claimants: ["EH", "MA"], area: box(-17.3, 20.6, -8.5, 27.8) },
  { name: "Wake Island", claimants: ["MH", "UM", "US"], area: box(166.3, 19, 166.9, 19.6) },
  { name: "Lake Malawi", claimants: ["MW", "TZ"], area: box(33.8, -11.9, 35.2, -9.3) },
  {
    name: "Sabah",
    claimants: ["MY", "PH"],
    area: box(115.1, 3.9, 119.5, 7.6),
    source: "Republic Act 5446 of the Philippines, 1968",
  },
  { name: "Antarctic sector", claimants: ["NO"], area: box(-20.1, -90, 44.7, -60) },
  { name: "Antarctic sector", claimants: ["NZ"], area: box(-180, -90, -150, -60) },
  { name: "Antarctic sector", claimants: ["NZ"], area: box(160, -90, 180, -60) },
  { name: "Minerva Reefs", claimants: ["FJ", "TO"], area: box(-179.3, -24.2, -178.6, -23.3) },
  {
    name: "Kosovo",
    claimants: ["RS"],
    area: whole("XK"),
    source: "Constitution of Serbia of 2006, preamble",
  },
  { name: "Crimea", claimants: ["RU", "UA"], area: box(32.2, 44.1, 36.9, 46.4) },
  {
    name: "Donetsk, Kherson, Luhansk, Zaporizhzhia",
    claimants: ["RU", "UA"],
    area: box(31.3, 45.8, 40.4, 50.3),
    source: "Constitution of the Russian Federation, article 65, as of 2022-10-05",
  },
  {
    name: "Abyei, Kafia Kingi, Heglig, the border of 1956",
    claimants: ["SD", "SS"],
    area: box(22.7, 8.3, 34.3, 12.3),
  },
  { name: "Somaliland", claimants: ["SO"], area: box(42.6, 7.9, 49.2, 11.7) },
  { name: "Hatay", claimants: ["SY", "TR"], area: box(35.6, 35.6, 37, 37.2) },
  { name: "Eastern border", claimants: ["SZ", "ZA"], area: box(30.2, -28.2, 33, -25.1) },
  { name: "Swains Island", claimants: ["AS", "TK"], area: box(-171.3, -11.3, -170.8, -10.8) },
  { name: "Isla Aves", claimants: ["DM", "VE"], area: box(-63.9, 15.4, -63.3, 16) },
  {
    name: "North of the Ubangi's bend",
    claimants: ["CD"],
    area: box(18.3, 3, 23.4, 5.4),
    source: "No dispute: country-coder 5.6.1 draws this border up to 127 km short of Natural Earth",
  },
];
