/** A square pattern as one SVG path: a row of `h` strokes for every run of dark squares. */
export function pathOfSquares(rows: readonly (readonly boolean[])[]): string {
  return rows
    .flatMap((row, y) =>
      [...runsOf(row)].map(({ from, length }) => `M${from} ${y}h${length}v1h-${length}z`),
    )
    .join("");
}

function* runsOf(row: readonly boolean[]): Generator<{ from: number; length: number }> {
  let from = 0;
  for (let x = 0; x <= row.length; x += 1) {
    if (row[x] === true) continue;
    if (x > from) yield { from, length: x - from };
    from = x + 1;
  }
}
