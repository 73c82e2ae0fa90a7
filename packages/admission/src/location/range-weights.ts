import type { Boundaries } from "./boundaries.ts";

/**
 * How much an entry of a table counts where addresses are counted. IPv4: its addresses. IPv6, whose
 * few largest blocks would be all that counts: its share of a /32, a network operator's usual
 * block, and at most one. So IPv6 weights of two tables compare only as far as their ranges do.
 */
export function weightOf({ width, starts, values }: Boundaries, entry: number): number {
  const first = numberAt(starts, entry * width, width);
  const next = entry + 1 === values.length ? 2 ** 32 : numberAt(starts, (entry + 1) * width, width);
  return width === 4 ? Math.min(1, next - first) : next - first;
}

/** In units of the topmost word: of IPv6 one is a /32. */
function numberAt(words: Uint32Array, at: number, width: number): number {
  let number = 0;
  for (let word = width - 1; word >= 0; word--) {
    number = number / 2 ** 32 + (words[at + word] as number);
  }
  return number;
}
