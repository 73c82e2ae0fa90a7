/** Room for the faces, in CSS pixels. */
export interface Area {
  readonly width: number;
  readonly height: number;
}

/** The columns and rows of equal tiles, and a tile's size. */
export interface TileLayout {
  readonly columns: number;
  readonly rows: number;
  readonly tile: Area;
}

/** Cameras are 16 by 9, so a tile is never wider. A narrower one shows the picture's middle. */
const widest = 16 / 9;
/** The narrowest tiles (width by height). On an upright screen a face fills an upright tile. */
const narrowest = { upright: 9 / 16, across: 1.2 } as const;
type Screen = keyof typeof narrowest;

function tileIn(cell: Area, screen: Screen): Area {
  const ratio = cell.width / cell.height;
  if (ratio > widest) return { width: cell.height * widest, height: cell.height };
  if (ratio < narrowest[screen]) {
    return { width: cell.width, height: cell.width / narrowest[screen] };
  }
  return cell;
}

/** A strip taller than any phone stands beside a shared screen: there, too, width is scarce. */
function screenOf({ width, height }: Area): Screen {
  return width <= height && height <= 2.5 * width ? "upright" : "across";
}

/**
 * A tile's worth: its size and, where there is width to spare, how little of a picture it cuts off.
 */
function worthOf(tile: Area, screen: Screen): number {
  const size = tile.width * tile.height;
  return screen === "upright" ? size : size * Math.sqrt(tile.width / tile.height / widest);
}

/**
 * The layout with large faces cut off little. Ties go to fewer columns. `gap`: between tiles, in
 * pixels.
 */
export function layTiles(count: number, area: Area, gap: number): TileLayout {
  let best: TileLayout = { columns: 1, rows: Math.max(1, count), tile: { width: 0, height: 0 } };
  let bestWorth = 0;
  const screen = screenOf(area);
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const width = (area.width - gap * (columns - 1)) / columns;
    const height = (area.height - gap * (rows - 1)) / rows;
    if (width <= 0 || height <= 0) continue;
    const tile = tileIn({ width, height }, screen);
    const worth = worthOf(tile, screen);
    if (worth > bestWorth * 1.001) {
      best = { columns, rows, tile };
      bestWorth = worth;
    }
  }
  return {
    ...best,
    tile: { width: Math.floor(best.tile.width), height: Math.floor(best.tile.height) },
  };
}

/** More faces than this are shown as a number, so that a slow machine keeps up. */
export const mostTiles = 49;
