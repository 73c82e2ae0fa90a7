/** Letters and digits as five columns of seven bits each, the lowest bit on top. */
const GLYPHS: Record<string, readonly number[]> = {
  A: [126, 9, 9, 9, 126],
  B: [127, 73, 73, 73, 54],
  C: [62, 65, 65, 65, 34],
  D: [127, 65, 65, 65, 62],
  E: [127, 73, 73, 73, 65],
  F: [127, 9, 9, 9, 1],
  G: [62, 65, 73, 73, 58],
  H: [127, 8, 8, 8, 127],
  I: [0, 65, 127, 65, 0],
  J: [32, 64, 64, 64, 63],
  K: [127, 8, 20, 34, 65],
  L: [127, 64, 64, 64, 64],
  M: [127, 2, 12, 2, 127],
  N: [127, 4, 8, 16, 127],
  O: [62, 65, 65, 65, 62],
  P: [127, 9, 9, 9, 6],
  Q: [62, 65, 81, 33, 94],
  R: [127, 9, 25, 41, 70],
  S: [38, 73, 73, 73, 50],
  T: [1, 1, 127, 1, 1],
  U: [63, 64, 64, 64, 63],
  V: [31, 32, 64, 32, 31],
  W: [127, 32, 24, 32, 127],
  X: [99, 20, 8, 20, 99],
  Y: [3, 4, 120, 4, 3],
  Z: [97, 81, 73, 69, 67],
};

/** Size of the picture in pixels. */
export const PICTURE = { width: 320, height: 180 } as const;

/** Pixels of one dot of a letter: a narrow tile shows the whole letter. */
const SCALE = 8;

/**
 * Draws `letters` (A-Z) large on a band of colour that moves with `step`, as an I420 frame:
 * a full plane of luma, then two planes of chroma at half the width and height.
 */
export function drawPicture(letters: string, hue: number, step: number): Uint8Array {
  const { width, height } = PICTURE;
  const luma = width * height;
  const frame = new Uint8Array(luma * 1.5);
  for (let y = 0; y < height; y++) {
    const shade = 70 + 25 * Math.sin((y + step * 3) / 18);
    frame.fill(shade, y * width, (y + 1) * width);
  }
  frame.fill(128 + 45 * Math.cos(hue), luma, luma * 1.25);
  frame.fill(128 + 45 * Math.sin(hue), luma * 1.25);
  const left = Math.floor((width - letters.length * 6 * SCALE) / 2) + 6 * Math.sin(step / 10);
  for (const [index, letter] of [...letters].entries()) {
    drawGlyph(frame, GLYPHS[letter] ?? [], Math.floor(left) + index * 6 * SCALE);
  }
  return frame;
}

function drawGlyph(frame: Uint8Array, columns: readonly number[], left: number): void {
  const top = (PICTURE.height - 7 * SCALE) >> 1;
  for (const [column, bits] of columns.entries()) {
    for (let row = 0; row < 7; row++) {
      if (((bits >> row) & 1) === 0) continue;
      for (let y = 0; y < SCALE; y++) {
        const start = (top + row * SCALE + y) * PICTURE.width + left + column * SCALE;
        frame.fill(235, start, start + SCALE);
      }
    }
  }
}
