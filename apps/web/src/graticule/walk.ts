import { type Square, squareOf, squares } from "./layout.ts";

export type Direction = "up" | "down" | "left" | "right";

const keys: Readonly<Record<string, Direction>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

export function directionOf(key: string): Direction | undefined {
  return keys[key];
}

/** How far `to` lies in a direction, and how far aside. Not in that direction: undefined. */
function distance(from: Square, to: Square, direction: Direction): number | undefined {
  const down = to.row - from.row;
  const right = to.column - from.column;
  const [ahead, aside] = {
    up: [-down, right],
    down: [down, right],
    left: [-right, down],
    right: [right, down],
  }[direction] as [number, number];
  if (ahead <= 0) return undefined;
  return ahead + Math.abs(aside) * 3;
}

/**
 * The square that an arrow key leads to: the nearest one in that direction, where a step aside
 * costs three steps ahead. At the edge of the world one stays where one is.
 */
export function walk(code: string, direction: Direction): string {
  const from = squareOf(code);
  if (from === undefined) return code;
  let best: { code: string; cost: number } | undefined;
  for (const to of squares) {
    const cost = distance(from, to, direction);
    if (cost !== undefined && (best === undefined || cost < best.cost)) {
      best = { code: to.code, cost };
    }
  }
  return best?.code ?? code;
}
