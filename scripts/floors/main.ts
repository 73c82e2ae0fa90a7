import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { faultsOf, largestCircle, roomOf, sqlFaults } from "./arrows.ts";
import { type House, houses } from "./house.ts";
import { sharedNames } from "./names.ts";
import { readArrows } from "./read-imports.ts";
import { readSpeakers } from "./read-sql.ts";
import { withTable } from "./table.ts";

/**
 * `npm run floors`: prints each house from the top floor down, with its faults. `--write` updates
 * the table in ARCHITECTURE.md.
 */
const root = fileURLToPath(new URL("../..", import.meta.url));

for (const house of houses) draw(house);
if (process.argv.includes("--write")) {
  const file = join(root, "ARCHITECTURE.md");
  writeFileSync(file, withTable(readFileSync(file, "utf8"), houses));
}

function draw(house: House): void {
  const arrows = readArrows(join(root, house.root));
  console.log(`\n${house.root}`);
  for (const [floor, rooms] of [...house.floors.entries()].reverse()) {
    for (const [name, holds] of Object.entries(rooms)) {
      const known = arrows.filter(({ from }) => roomOf(from) === name).map(({ to }) => roomOf(to));
      const below = [...new Set(known)].filter((room) => room !== name);
      console.log(`${String(floor).padStart(4)}  ${name.padEnd(16)}${holds}`);
      if (below.length > 0) console.log(`${" ".repeat(22)}→ ${below.join(" ")}`);
    }
  }
  const speakers = readSpeakers(join(root, house.root));
  const faults = [...faultsOf(house, arrows), ...sqlFaults(speakers)];
  const circle = largestCircle(arrows);
  console.log(`${arrows.length} arrows, ${faults.filter(({ kind }) => kind === "up").length} up`);
  console.log(`largest circle of rooms: ${circle.length > 1 ? circle.join(" ") : 1}`);
  const shared = sharedNames(root, house.root);
  console.log(`${shared.length} names exported for two things`);
  for (const { name, files } of shared) console.log(`✗ ${name}: ${files.join(" ")}`);
  for (const { says } of faults) console.log(`✗ ${says}`);
  if (faults.length + shared.length > 0) process.exitCode = 1;
}
