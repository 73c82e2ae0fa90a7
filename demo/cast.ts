import { earrings, glasses, type Look, scalp, shoulders } from "./faces.ts";
import { bend, type Colour, circle, ellipse, inside, plate, without } from "./ink.ts";

/** A place from which people join, and what it is called in addresses: `germany.localhost`. */
export interface Place {
  readonly code: string;
  readonly name: string;
  readonly slug: string;
}

const kenya: Place = { code: "KE", name: "Kenya", slug: "kenya" };
const brazil: Place = { code: "BR", name: "Brazil", slug: "brazil" };
const france: Place = { code: "FR", name: "France", slug: "france" };
const japan: Place = { code: "JP", name: "Japan", slug: "japan" };
export const germany: Place = { code: "DE", name: "Germany", slug: "germany" };

/** Someone drawn, who takes part in the meeting. */
export interface Person {
  readonly name: string;
  readonly place: Place;
  /** The loopback address from which they come. */
  readonly address: string;
  readonly look: Look;
  readonly voice: Voice;
}

export interface Voice {
  /** Hertz. */
  readonly pitch: number;
  /** How long the throat is: above 1, vowels sound brighter. */
  readonly bright: number;
  readonly syllablesPerSecond: number;
}

const white: Colour = [251, 250, 247];
const black: Colour = [34, 30, 32];

const amina: Look = {
  ground: [116, 158, 150],
  skin: [124, 78, 52],
  shade: [98, 58, 38],
  hair: black,
  hairBehind: [
    [circle(160, 62, 45), black],
    [circle(126, 78, 24), black],
    [circle(194, 78, 24), black],
  ],
  hairBefore: [
    [scalp(63, 35), black],
    [inside(scalp(70, 35), plate(160, 61, 76, 7)), [199, 143, 52]],
  ],
  clothes: [
    [shoulders(), [205, 148, 55]],
    [bend([128, 176], [160, 160], [192, 176], 3), [244, 225, 182]],
    [bend([128, 170], [160, 153], [192, 170], 2), [244, 225, 182]],
  ],
  worn: earrings([226, 180, 82]),
};

const bruno: Look = {
  ground: [217, 185, 140],
  skin: [205, 148, 108],
  shade: [178, 121, 84],
  hair: [52, 38, 32],
  hairBehind: [],
  hairBefore: [
    [scalp(62, 35, 41), [52, 38, 32]],
    [plate(127.5, 74, 6, 26, 3), [52, 38, 32]],
    [plate(192.5, 74, 6, 26, 3), [52, 38, 32]],
    ...[128, 140, 152, 164, 176, 190].map(
      (x, index) => [circle(x, index % 2 === 0 ? 54 : 47, 11), [52, 38, 32]] as const,
    ),
  ],
  clothes: [
    [shoulders(80), [74, 112, 84]],
    [bend([146, 139], [160, 152], [174, 139], 3), [58, 92, 68]],
  ],
  worn: [
    [
      without(inside(ellipse(160, 84, 34, 41), plate(160, 120, 90, 48)), ellipse(160, 93, 23, 20)),
      [52, 38, 32],
    ],
    [bend([147, 101], [160, 97], [173, 101], 3.6), [52, 38, 32]],
  ],
};

const chloe: Look = {
  ground: [157, 184, 210],
  skin: [243, 208, 184],
  shade: [218, 172, 146],
  hair: [142, 66, 42],
  hairBehind: [
    [plate(160, 90, 92, 92, 42), [142, 66, 42]],
    [plate(160, 112, 84, 44, 16), [126, 57, 36]],
  ],
  hairBefore: [
    [without(scalp(73, 36, 43), ellipse(172, 92, 32, 34)), [142, 66, 42]],
    [bend([126, 76], [128, 96], [124, 112], 9), [142, 66, 42]],
    [bend([195, 70], [197, 92], [196, 112], 8), [142, 66, 42]],
  ],
  clothes: [
    [shoulders(70), white],
    ...[150, 160, 170].map(
      (y) => [inside(shoulders(70), plate(160, y, 160, 4.4)), [47, 93, 140]] as const,
    ),
  ],
  worn: [
    ...[-1, 1].flatMap((side) =>
      [
        [17, 96],
        [21, 99],
        [13, 99],
      ].map(([x = 0, y = 0]) => [circle(160 + side * x, y, 0.8), [184, 122, 92]] as const),
    ),
  ],
};

const daichi: Look = {
  ground: [201, 158, 148],
  skin: [238, 197, 160],
  shade: [210, 162, 124],
  hair: [30, 30, 36],
  hairBehind: [],
  hairBefore: [
    [scalp(66, 35.5, 43), [30, 30, 36]],
    [bend([130, 64], [142, 74], [158, 62], 10), [30, 30, 36]],
    [bend([152, 60], [172, 74], [190, 62], 11), [30, 30, 36]],
    [plate(127, 74, 6, 24, 3), [30, 30, 36]],
    [plate(193, 74, 6, 24, 3), [30, 30, 36]],
  ],
  clothes: [
    [shoulders(74), [62, 68, 78]],
    [plate(160, 146, 36, 32, 8), [74, 81, 92]],
  ],
  worn: glasses([45, 48, 56]),
};

const esther: Look = {
  ground: [166, 178, 140],
  skin: [240, 206, 186],
  shade: [212, 170, 148],
  hair: [206, 204, 200],
  brows: [160, 156, 152],
  hairBehind: [
    [ellipse(160, 80, 44, 46), [188, 186, 183]],
    [circle(160, 36, 15), [206, 204, 200]],
  ],
  hairBefore: [
    [without(scalp(84, 37, 44), ellipse(160, 96, 31, 38)), [206, 204, 200]],
    [bend([137, 50], [158, 42], [183, 52], 1.4), [186, 184, 181]],
  ],
  clothes: [
    [shoulders(74), [154, 77, 62]],
    [bend([148, 140], [152, 160], [160, 182], 6), [178, 98, 82]],
    [bend([172, 140], [168, 160], [160, 182], 6), [178, 98, 82]],
  ],
  worn: [...glasses([122, 62, 52], false), ...earrings([232, 228, 220])],
};

const felix: Look = {
  ground: [226, 197, 118],
  skin: [246, 210, 182],
  shade: [222, 174, 142],
  hair: [194, 138, 74],
  hairBehind: [],
  hairBefore: [
    [scalp(58, 35, 43), [194, 138, 74]],
    [bend([128, 58], [150, 34], [186, 52], 15), [194, 138, 74]],
    [bend([150, 50], [176, 34], [194, 62], 12), [206, 152, 86]],
    [plate(127.5, 70, 5.5, 24, 2.7), [194, 138, 74]],
    [plate(192.5, 70, 5.5, 24, 2.7), [194, 138, 74]],
  ],
  clothes: [
    [shoulders(80), [47, 93, 140]],
    [bend([134, 138], [160, 174], [186, 138], 9), [62, 110, 160]],
    [bend([150, 152], [149, 164], [150, 176], 1.8), white],
    [bend([170, 152], [171, 164], [170, 176], 1.8), white],
  ],
  worn: [
    [bend([148, 101.5], [154, 97], [160, 100], 4.2), [194, 138, 74]],
    [bend([160, 100], [166, 97], [172, 101.5], 4.2), [194, 138, 74]],
  ],
};

/** Six people in five places. The demo's own geofeed says where their addresses are. */
export const cast: readonly Person[] = [
  person("Amina", kenya, 1, amina, { pitch: 196, bright: 1.12, syllablesPerSecond: 4.6 }),
  person("Bruno", brazil, 2, bruno, { pitch: 112, bright: 0.94, syllablesPerSecond: 4.9 }),
  person("Chloé", france, 3, chloe, { pitch: 214, bright: 1.16, syllablesPerSecond: 5.2 }),
  person("Daichi", japan, 4, daichi, { pitch: 128, bright: 1, syllablesPerSecond: 5.4 }),
  person("Esther", germany, 5, esther, { pitch: 178, bright: 1.08, syllablesPerSecond: 4 }),
  person("Felix", germany, 6, felix, { pitch: 104, bright: 0.92, syllablesPerSecond: 4.4 }),
];

/** Where browsers of this machine can be, each by an address of its own. */
export const ways = [kenya, brazil, france, japan, germany].map((place, index) => ({
  place,
  address: `127.0.86.${index + 11}`,
}));

/** Someone who may be where an order would hold doesn't decide about it: the desk is in France. */
export const office = { place: france, address: "127.0.86.21" } as const;
/** From where browsers of this machine come that use the service's own address, as two of the desk do. */
const here = { place: france, address: "127.0.0.1" } as const;

export const geofeed = [...cast, ...ways, office, here]
  .map(({ address, place }) => `${address}/32,${place.code},,,\n`)
  .join("");

function person(name: string, place: Place, no: number, look: Look, voice: Voice): Person {
  return { name, place, address: `127.0.86.${no}`, look, voice };
}
