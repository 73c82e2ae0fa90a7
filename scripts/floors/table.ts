import type { House } from "./house.ts";

const from = "<!-- made by `npm run floors -- --write` from scripts/floors/house.ts -->";
const to = "<!-- end -->";

/** The table of all houses, as in ARCHITECTURE.md: the top floor first. */
export function tableOf(houses: readonly House[]): string {
  const parts = houses.map(({ root, floors }) => {
    const lines = floors.map((rooms, floor) => {
      const cells = Object.entries(rooms).map(([name, holds]) => `\`${name}\` ${holds}`);
      return `| ${floor} | ${cells.join(" · ")} |`;
    });
    return [`| floor | \`${root}\` |`, "| --- | --- |", ...lines.reverse()].join("\n");
  });
  return `${from}\n\n${parts.join("\n\n")}\n\n${to}`;
}

/** A document with its table updated. Throws if it has no place for one. */
export function withTable(document: string, houses: readonly House[]): string {
  const [begin, end] = [document.indexOf(from), document.indexOf(to)];
  if (begin < 0 || end < begin) throw new Error("the document has no place for the table");
  return document.slice(0, begin) + tableOf(houses) + document.slice(end + to.length);
}
