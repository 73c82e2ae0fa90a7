/** Space for the faces, in CSS pixels. */
export interface Area {
  readonly width: number;
  readonly height: number;
}

/** How many columns and rows of equal tiles, and how large one is. */
export interface TileLayout {
  readonly columns: number;
  readonly rows: number;
  readonly tile: Area;
}

/** A tile may be as narrow or as wide as this (width by height). Faces are cropped to it. */
const narrowest = 0.75;
const widest = 16 / 9;

function tileIn(cell: Area): Area {
  const ratio = cell.width / cell.height;
  if (ratio > widest) return { width: cell.height * widest, height: cell.height };
  if (ratio < narrowest) return { width: cell.width, height: cell.width / narrowest };
  return cell;
}

/**
 * The arrangement in which the faces cover the most of the area. Ties go to fewer columns.
 * `gap` is the space between tiles in pixels.
 */
export function layTiles(count: number, area: Area, gap: number): TileLayout {
  let best: TileLayout = { columns: 1, rows: Math.max(1, count), tile: { width: 0, height: 0 } };
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const width = (area.width - gap * (columns - 1)) / columns;
    const height = (area.height - gap * (rows - 1)) / rows;
    if (width <= 0 || height <= 0) continue;
    const tile = tileIn({ width, height });
    if (tile.width * tile.height > best.tile.width * best.tile.height * 1.001) {
      best = { columns, rows, tile };
    }
  }
  return {
    ...best,
    tile: { width: Math.floor(best.tile.width), height: Math.floor(best.tile.height) },
  };
}

/** More faces than this are shown as a number, so that a small machine keeps up. */
export const mostTiles = 49;
