import { crc32, deflateSync } from "node:zlib";

/** Red, green and blue from 0 to 255, and how much it covers, 0 to 1. */
export type Colour = readonly [number, number, number, number?];

/** A shape by its signed distance: negative inside. Lengths are in {@link SIZE}'s units. */
export interface Shape {
  /** Left, top, right, bottom: it is nowhere else. */
  readonly box: readonly [number, number, number, number];
  distance(x: number, y: number): number;
}

/** In what shapes are measured, and how many pixels one unit is. */
export const SIZE = { width: 320, height: 180, scale: 2 } as const;
export const PIXELS = { width: SIZE.width * SIZE.scale, height: SIZE.height * SIZE.scale } as const;

export function ellipse(cx: number, cy: number, rx: number, ry: number): Shape {
  return {
    box: [cx - rx, cy - ry, cx + rx, cy + ry],
    distance(x, y) {
      const [dx, dy] = [x - cx, y - cy];
      const near = Math.hypot(dx / rx, dy / ry);
      const slope = Math.hypot(dx / (rx * rx), dy / (ry * ry));
      return slope === 0 ? -Math.min(rx, ry) : (near * (near - 1)) / slope;
    },
  };
}

export const circle = (cx: number, cy: number, radius: number): Shape =>
  ellipse(cx, cy, radius, radius);

/** A rectangle around a point, with round corners. */
export function plate(cx: number, cy: number, width: number, height: number, round = 0): Shape {
  const [hw, hh] = [width / 2, height / 2];
  return {
    box: [cx - hw, cy - hh, cx + hw, cy + hh],
    distance(x, y) {
      const dx = Math.abs(x - cx) - hw + round;
      const dy = Math.abs(y - cy) - hh + round;
      return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - round;
    },
  };
}

/** A line that bends towards the second point, with round ends. */
export function bend(
  from: readonly [number, number],
  by: readonly [number, number],
  to: readonly [number, number],
  width: number,
): Shape {
  const pieces = 10;
  const points = Array.from({ length: pieces + 1 }, (_, index) => {
    const t = index / pieces;
    const at = (axis: 0 | 1) =>
      (1 - t) ** 2 * from[axis] + 2 * t * (1 - t) * by[axis] + t * t * to[axis];
    return [at(0), at(1)] as const;
  });
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const half = width / 2;
  return {
    box: [
      Math.min(...xs) - half,
      Math.min(...ys) - half,
      Math.max(...xs) + half,
      Math.max(...ys) + half,
    ],
    distance(x, y) {
      let nearest = Number.POSITIVE_INFINITY;
      for (let index = 0; index < pieces; index++) {
        const [ax, ay] = points[index] ?? [0, 0];
        const [bx, by2] = points[index + 1] ?? [0, 0];
        const [ex, ey] = [bx - ax, by2 - ay];
        const along = ((x - ax) * ex + (y - ay) * ey) / (ex * ex + ey * ey || 1);
        const t = Math.min(1, Math.max(0, along));
        nearest = Math.min(nearest, Math.hypot(x - ax - t * ex, y - ay - t * ey));
      }
      return nearest - half;
    },
  };
}

/** The outline of a shape. */
export function outline({ box, distance }: Shape, width: number): Shape {
  const [left, top, right, bottom] = box;
  return {
    box: [left - width, top - width, right + width, bottom + width],
    distance: (x, y) => Math.abs(distance(x, y)) - width / 2,
  };
}

/** What is in the first shape and in the second. */
export const inside = (one: Shape, other: Shape): Shape => ({
  box: one.box,
  distance: (x, y) => Math.max(one.distance(x, y), other.distance(x, y)),
});

/** What is in the first shape and not in the second. */
export const without = (one: Shape, other: Shape): Shape => ({
  box: one.box,
  distance: (x, y) => Math.max(one.distance(x, y), -other.distance(x, y)),
});

/** The pixels of a box and one around it, as far as they are on the paper. */
function pixelsOf([left, top, right, bottom]: Shape["box"]): Shape["box"] {
  const within = (units: number, more: number, most: number): number =>
    Math.min(most, Math.max(0, Math.round(units * SIZE.scale) + more));
  const { width, height } = PIXELS;
  return [
    within(left, -1, width),
    within(top, -1, height),
    within(right, 1, width),
    within(bottom, 1, height),
  ];
}

/** Paper on which shapes are filled, with smooth edges. */
export class Paper {
  readonly #rgb: Uint8ClampedArray;

  constructor(from?: Paper) {
    const { width, height } = PIXELS;
    this.#rgb = from === undefined ? new Uint8ClampedArray(width * height * 3) : from.#rgb.slice();
  }

  fill({ box, distance }: Shape, [red, green, blue, cover = 1]: Colour): void {
    const { scale } = SIZE;
    const [left, top, right, bottom] = pixelsOf(box);
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        const edge = 0.5 - distance((x + 0.5) / scale, (y + 0.5) / scale) * scale;
        if (edge <= 0) continue;
        const share = Math.min(1, edge) * cover;
        const at = (y * PIXELS.width + x) * 3;
        this.#mix(at, red, share);
        this.#mix(at + 1, green, share);
        this.#mix(at + 2, blue, share);
      }
    }
  }

  #mix(at: number, value: number, share: number): void {
    const before = this.#rgb[at] ?? 0;
    this.#rgb[at] = before + (value - before) * share;
  }

  /**
   * As an I420 frame: luma, then two planes of chroma at half the width and height. `like`: the
   * frame of a paper from which only this box differs.
   */
  toI420(like?: { readonly frame: Uint8Array; readonly box: Shape["box"] }): Uint8Array {
    const { width, height } = PIXELS;
    const luma = width * height;
    const frame = like?.frame.slice() ?? new Uint8Array(luma * 1.5);
    const even = (units: number): number => Math.round((units * SIZE.scale) / 2) * 2;
    const [left, top, right, bottom] = like?.box.map(even) ?? [0, 0, width, height];
    const rgb = this.#rgb;
    const at = (index: number): number => rgb[index] ?? 0;
    for (let y = top ?? 0; y < (bottom ?? height); y += 2) {
      for (let x = left ?? 0; x < (right ?? width); x += 2) {
        let [red, green, blue] = [0, 0, 0];
        for (const pixel of [0, 1, width, width + 1].map((next) => y * width + x + next)) {
          const [r, g, b] = [at(pixel * 3), at(pixel * 3 + 1), at(pixel * 3 + 2)];
          frame[pixel] = 16.5 + 0.257 * r + 0.504 * g + 0.098 * b;
          red += r / 4;
          green += g / 4;
          blue += b / 4;
        }
        const chroma = luma + (y * width) / 4 + x / 2;
        frame[chroma] = 128.5 - 0.148 * red - 0.291 * green + 0.439 * blue;
        frame[chroma + luma / 4] = 128.5 + 0.439 * red - 0.368 * green - 0.071 * blue;
      }
    }
    return frame;
  }

  /** The square in the middle, as a PNG. */
  toPng(): Buffer {
    const { width, height } = PIXELS;
    const left = (width - height) / 2;
    const rows = Buffer.alloc(height * (1 + height * 3));
    for (let y = 0; y < height; y++) {
      for (let part = 0; part < height * 3; part++) {
        const value = this.#rgb[(y * width + left) * 3 + part] ?? 0;
        rows[y * (1 + height * 3) + 1 + part] = Math.round(value);
      }
    }
    const head = Buffer.alloc(13);
    head.writeUInt32BE(height, 0);
    head.writeUInt32BE(height, 4);
    head.set([8, 2], 8);
    const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    return Buffer.concat([
      signature,
      chunk("IHDR", head),
      chunk("IDAT", deflateSync(rows)),
      chunk("IEND", Buffer.alloc(0)),
    ]);
  }
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
