/** What the fake API says of how far sources agree: round numbers in the proportions of real data. */
const places = [
  { place: "US", said: 31_200, all: 27_800 },
  { place: "CN", said: 8_900, all: 8_500 },
  { place: "GB", said: 4_340, all: 2_600 },
  { place: "DE", said: 3_850, all: 3_200 },
  { place: "CA", said: 1_840, all: 1_150 },
  { place: "SG", said: 680, all: 360 },
  { place: "IE", said: 510, all: 170 },
  { place: "HK", said: 470, all: 280 },
  { place: "VC", said: 12, all: 9 },
];

const differing: readonly (readonly [string, string, number])[] = [
  ["GB", "US", 1_564],
  ["CA", "US", 606],
  ["DE", "US", 462],
  ["IE", "US", 323],
  ["CN", "SG", 190],
  ["HK", "US", 110],
  ["CN", "HK", 28],
  ["VC", "US", 2],
];

const pairs = differing.flatMap(([place, other, count]) => [
  { place, other, count },
  { place: other, other: place, count },
]);

const sources = [
  { id: "dbip", maker: "DB-IP", known: 99_800, differs: 8_010 },
  { id: "iptoasn", maker: "IPtoASN", known: 54_300, differs: 6_350 },
  {
    id: "registries",
    maker: "Registries, collected by the IT desk",
    known: 75_300,
    differs: 7_900,
  },
];

const families = [
  { family: "ipv4", sampled: 50_000, compared: 49_816, all: 44_800, two: 48_570 },
  { family: "ipv6", sampled: 50_000, compared: 25_753, all: 22_820, two: 24_570 },
];

/** As the last comparison found it. */
export function fakeAgreement(kind: "done" | "none" | "running" | "one"): object {
  const report = { at: new Date().toISOString(), seed: 1, sources, families, places, pairs };
  const idle = { kind: "idle" };
  switch (kind) {
    case "done":
      return { report, run: idle };
    case "none":
      return { run: idle };
    case "running":
      return { run: { kind: "running", done: 3, of: 5 } };
    case "one":
      return { report: { ...report, sources: sources.slice(0, 1), pairs: [] }, run: idle };
  }
}
