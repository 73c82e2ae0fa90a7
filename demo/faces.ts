import {
  bend,
  type Colour,
  circle,
  ellipse,
  inside,
  outline,
  Paper,
  plate,
  type Shape,
  SIZE,
  without,
} from "./ink.ts";

type Layer = readonly [Shape, Colour];
type Layers = readonly Layer[];

/** How someone looks. */
export interface Look {
  readonly ground: Colour;
  readonly skin: Colour;
  readonly shade: Colour;
  readonly hair: Colour;
  readonly brows?: Colour;
  readonly clothes: Layers;
  readonly hairBehind: Layers;
  /** Over the head. */
  readonly hairBefore: Layers;
  /** Glasses, earrings, a beard: over the face, below the mouth. */
  readonly worn: Layers;
}

/** What of a face changes. */
export interface Pose {
  /** 0: closed, with a smile, to 3: wide open. */
  readonly mouth: 0 | 1 | 2 | 3;
  readonly eyes: "open" | "closed";
  /** 0 to 2: how far the head is raised. */
  readonly lift: 0 | 1 | 2;
}

const ink: Colour = [27, 31, 36];
const paper: Colour = [251, 250, 247];
const [centre, brow] = [160, 78];
const head = ellipse(centre, 84, 33, 40);
const mirrored = (draw: (side: 1 | -1) => Layers): Layers => [...draw(-1), ...draw(1)];
const at = (side: number, away: number): number => centre + side * away;

/** The thin lines of the product's own picture: a globe behind the person who speaks. */
function globe(): Layers {
  const line: Colour = [255, 255, 255, 0.45];
  const [cy, radius] = [92, 86];
  const ball = circle(centre, cy, radius);
  const meridians = [0.34, 0.72].map((part) => ellipse(centre, cy, radius * part, radius));
  const parallels = [-0.62, -0.22, 0.22, 0.62].map((part) => {
    const y = cy + part * radius;
    return inside(plate(centre, y, radius * 2, 0.9), ball);
  });
  const axis = inside(plate(centre, cy, 0.9, radius * 2), ball);
  return [
    [ball, [255, 255, 255, 0.22]],
    ...[ball, ...meridians].map((shape): Layer => [outline(shape, 0.9), line]),
    ...[...parallels, axis].map((shape): Layer => [shape, line]),
  ];
}

function body({ skin, shade, clothes }: Look): Layers {
  return [
    ...clothes.slice(0, 1),
    [plate(centre, 128, 25, 40, 11), shade],
    [inside(plate(centre, 133, 25, 40, 11), ellipse(centre, 150, 22, 24)), skin],
    ...clothes.slice(1),
  ];
}

function features({ skin, shade, hair, brows = hair }: Look): Layers {
  return [
    ...mirrored((side) => [
      [ellipse(at(side, 33), 88, 5.5, 8), skin],
      [ellipse(at(side, 33.5), 88, 2.6, 4.4), shade],
    ]),
    [head, skin],
    ...mirrored((side) => [
      [ellipse(at(side, 20), 98, 7, 4.6), [214, 106, 88, 0.22]],
      [
        bend([at(side, 8), brow - 4.5], [at(side, 15), brow - 9], [at(side, 22), brow - 4], 2.6),
        brows,
      ],
    ]),
    [bend([centre - 1, 86], [centre + 5.5, 95], [centre - 3, 96], 2.2), shade],
  ];
}

function eyes({ shade }: Look, are: Pose["eyes"]): Layers {
  if (are === "closed")
    return mirrored((side) => [
      [bend([at(side, 10.5), 84], [at(side, 15), 87.5], [at(side, 19.5), 84], 2), ink],
    ]);
  return mirrored((side) => [
    [ellipse(at(side, 15), 83.5, 3.5, 4.4), ink],
    [circle(at(side, 15) + 1.2, 81.8, 1.1), paper],
    [bend([at(side, 11), 90], [at(side, 15), 91.5], [at(side, 19), 90], 1), [...rgb(shade), 0.6]],
  ]);
}

const rgb = ([red, green, blue]: Colour) => [red, green, blue] as const;

function mouth(open: Pose["mouth"]): Layers {
  const lips: Colour = [122, 44, 40];
  if (open === 0)
    return [[bend([centre - 10, 105], [centre, 113.5], [centre + 10, 105], 2.4), lips]];
  const [rx, ry] = [
    [7, 3.4],
    [8.5, 5.2],
    [9, 7],
  ][open - 1] ?? [7, 3];
  const hole = ellipse(centre, 107.5, rx ?? 7, ry ?? 3);
  return [
    [hole, lips],
    [
      inside(ellipse(centre, 107.5 + (ry ?? 3), (rx ?? 7) * 0.7, (ry ?? 3) * 0.7), hole),
      [208, 104, 96],
    ],
    [inside(plate(centre, 107.5 - (ry ?? 3), (rx ?? 7) * 1.3, (ry ?? 3) * 0.75, 1), hole), paper],
  ];
}

const raised = (layers: Layers, lift: number): Layers =>
  layers.map(
    ([
      {
        box: [left, top, right, bottom],
        distance,
      },
      colour,
    ]) => {
      const by = lift * 0.8;
      const box = [left, top - by, right, bottom - by] as const;
      return [{ box, distance: (x, y) => distance(x, y + by) }, colour];
    },
  );

/** Where a pose changes a picture. */
const face = [centre - 40, 60, centre + 40, 128] as const;

/** Draws someone in each pose once, and keeps it: a second of a face costs next to nothing. */
export class Face {
  readonly #look: Look;
  readonly #heads = new Map<number, { readonly paper: Paper; readonly frame: Uint8Array }>();
  readonly #frames = new Map<string, Uint8Array>();

  constructor(look: Look) {
    this.#look = look;
  }

  /** As an I420 frame. */
  frame(pose: Pose): Uint8Array {
    const key = `${pose.mouth} ${pose.eyes} ${pose.lift}`;
    const kept = this.#frames.get(key);
    if (kept !== undefined) return kept;
    const { frame } = this.#head(pose.lift);
    const drawn = this.#draw(pose).toI420({ frame, box: face });
    this.#frames.set(key, drawn);
    return drawn;
  }

  portrait(): Buffer {
    return this.#draw({ mouth: 0, eyes: "open", lift: 0 }).toPng();
  }

  #draw({ mouth: open, eyes: are, lift }: Pose): Paper {
    const paper = new Paper(this.#head(lift).paper);
    const moving = [...eyes(this.#look, are), ...this.#look.worn, ...mouth(open)];
    for (const [shape, colour] of raised(moving, lift)) paper.fill(shape, colour);
    return paper;
  }

  #head(lift: number) {
    const kept = this.#heads.get(lift);
    if (kept !== undefined) return kept;
    const look = this.#look;
    const paper = new Paper();
    const { width, height } = SIZE;
    for (const [shape, colour] of [
      [plate(width / 2, height / 2, width, height), look.ground] as const,
      ...globe(),
      ...raised(look.hairBehind, lift),
      ...body(look),
      ...raised([...features(look), ...look.hairBefore], lift),
    ])
      paper.fill(shape, colour);
    const drawn = { paper, frame: paper.toI420() };
    this.#heads.set(lift, drawn);
    return drawn;
  }
}

/** Shoulders in one piece of clothing. */
export const shoulders = (width = 76): Shape => ellipse(centre, 198, width, 62);
export const scalp = (low: number, wide = 34.5, high = 42): Shape =>
  without(ellipse(centre, 84, wide, high), plate(centre, low + 60, 90, 120));

export const glasses = (colour: Colour, round = true): Layers => [
  ...mirrored((side) => [
    [
      outline(round ? circle(at(side, 15), 84, 9.5) : plate(at(side, 15), 84, 20, 15, 5), 1.8),
      colour,
    ],
    [bend([at(side, 24.5), 82], [at(side, 29), 81], [at(side, 33), 82], 1.6), colour],
  ]),
  [bend([centre - 5.5, 83], [centre, 80.5], [centre + 5.5, 83], 1.6), colour],
];

export const earrings = (colour: Colour): Layers =>
  mirrored((side) => [[circle(at(side, 34.5), 100, 3), colour]]);
