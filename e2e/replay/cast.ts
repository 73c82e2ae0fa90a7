/**
 * Where this story's people are, and what the sources say about their addresses. Each home is its
 * own network. The only country codes outside the product are here and in what the authority sends.
 */
export interface Home {
  /** As the tables name it. */
  readonly label: string;
  /** What an independent maker measured. */
  readonly measured?: string;
  /** Who owns the prefix according to the registries. */
  readonly registered?: string;
  /** Is on a list of VPN exits. */
  readonly vpn?: true;
}

export const homes = {
  CN: { label: "mainland China", measured: "CN", registered: "CN" },
  HK: { label: "Hong Kong", measured: "HK", registered: "HK" },
  TW: { label: "Taiwan", measured: "TW", registered: "TW" },
  US: { label: "United States", measured: "US", registered: "US" },
  VPN: { label: "behind a VPN", measured: "CN", registered: "CN", vpn: true },
  TWO: { label: "contested", measured: "CN", registered: "HK" },
  ONE: { label: "probable", registered: "CN" },
  NONE: { label: "unknown" },
} as const satisfies Readonly<Record<string, Home>>;
export type HomeCode = keyof typeof homes;
export const homeCodes = Object.keys(homes) as HomeCode[];

/** The only home that an order for all of the authority's reach may affect. */
export const demandedFrom: HomeCode = "CN";

/** How many people from a home are in a meeting. */
export interface Party {
  readonly home: HomeCode;
  /** In a browser, on the page of the service. */
  readonly pages: number;
  /** With an unadapted LiveKit client; the first one watches everyone's pictures. */
  readonly clients: number;
  /** The first client has a camera; without clients, the first page. */
  readonly camera?: true;
}

export interface Scene {
  readonly key: "vigil" | "forum" | "coming" | "reading";
  readonly title: string;
  /** Where its host is. */
  readonly host: "HK" | "US" | "TW";
  /** Any client, or only pages of the service, host included. Decides how frames are sealed. */
  readonly admits: "any client" | "pages";
  /** Runs before the request comes, or is in the calendar. */
  readonly when: "running" | "scheduled";
  readonly parties: readonly Party[];
}

const elsewhere: readonly Party[] = [
  { home: "VPN", pages: 0, clients: 1 },
  { home: "TWO", pages: 0, clients: 1 },
  { home: "ONE", pages: 0, clients: 1 },
  { home: "NONE", pages: 0, clients: 1 },
];

/** The four commemorations. The host is one more person in their place. */
export const scenes: readonly Scene[] = [
  {
    key: "vigil",
    title: "Candlelight vigil",
    host: "US",
    when: "running",
    admits: "any client",
    parties: [
      { home: "CN", pages: 1, clients: 11, camera: true },
      { home: "HK", pages: 1, clients: 1, camera: true },
      { home: "TW", pages: 1, clients: 1 },
      { home: "US", pages: 1, clients: 1, camera: true },
      ...elsewhere,
    ],
  },
  {
    key: "forum",
    title: "Forum: thirty-one years",
    host: "HK",
    when: "running",
    admits: "any client",
    parties: [
      { home: "CN", pages: 0, clients: 10, camera: true },
      { home: "HK", pages: 0, clients: 1, camera: true },
      { home: "TW", pages: 0, clients: 1 },
      { home: "US", pages: 0, clients: 1, camera: true },
      ...elsewhere,
    ],
  },
  {
    key: "coming",
    title: "An evening of songs",
    host: "US",
    when: "scheduled",
    admits: "any client",
    parties: [],
  },
  {
    key: "reading",
    title: "Reading of names",
    host: "TW",
    when: "running",
    admits: "pages",
    parties: [
      { home: "HK", pages: 2, clients: 0, camera: true },
      { home: "US", pages: 1, clients: 0 },
    ],
  },
];
