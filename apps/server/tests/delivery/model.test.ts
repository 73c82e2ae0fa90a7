import { expect, test } from "vitest";
import { explore } from "./explore.ts";
import { Model } from "./model.ts";

/** Acts, one after the other; all sequences of them are tried. */
const depth = process.env["GRATICULE_SOAK"] === "1" ? 9 : 7;
const depthInside = depth - 1;
const depthBeside = depthInside - 2;

// Broken on purpose, each found: additions beside an urgent removal; a request for them that a removal does not replace; who leaves while a commit is asked for
// goes like one who fell silent.
test(`with two seats without the link no sequence of ${depth} acts holds up a removal for 500 ms, forks the group or ends it (attack 43)`, async () => {
  const found = await explore(() => Model.with("outside", 500), depth);
  expect(found.fault).toBeUndefined();
  expect(found.sequences).toBeGreaterThan(500);
}, 600_000);

// Broken on purpose, each found: one asked after the other, a second each; pages that go on for ten seconds after a removal of which they can make no use.
test(`with two seats that have it, whatever they do, ${depthInside} acts hold it up for two seconds at the most`, async () => {
  const found = await explore(() => Model.with("inside", 2_000), depthInside);
  expect(found.fault).toBeUndefined();
  expect(found.sequences).toBeGreaterThan(500);
}, 600_000);

// Broken on purpose, found: who is doubted by a `bad-change` is not told.
test(`the same while one of them is asked to let a newcomer in: ${depthBeside} acts`, async () => {
  const found = await explore(() => Model.with("beside a newcomer", 2_000), depthBeside);
  expect(found.fault).toBeUndefined();
  expect(found.sequences).toBeGreaterThan(500);
}, 600_000);
