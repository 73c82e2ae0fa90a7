import { expect, test } from "vitest";
import { gridColumns, gridRows, squareOf, squares } from "./layout.ts";
import { walk } from "./walk.ts";

/** ISO 3166-1 alpha-2 as of 2026, and XK. Written out, so that the table is checked twice. */
const codes = `
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT
BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH
ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT
HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS
LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI
NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG
SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG
UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW`
  .trim()
  .split(/\s+/);

test("every country-level code has exactly one square, and no other code has one", () => {
  expect(codes).toHaveLength(250);
  expect(squares.map((square) => square.code).sort()).toEqual(codes);
});

test("no two squares share a spot and all are on the grid", () => {
  expect(new Set(squares.map(({ row, column }) => `${row}/${column}`)).size).toBe(250);
  for (const { row, column } of squares) {
    expect(row).toBeLessThan(gridRows);
    expect(column).toBeLessThan(gridColumns);
  }
});

test("a subdivision has the square of its country", () => {
  expect(squareOf("UA-43")?.code).toBe("UA");
  expect(squareOf("??")).toBeUndefined();
});

test("arrow keys lead to the nearest square and stop at the edge of the world", () => {
  expect(walk("FR", "right")).toBe("LU");
  expect(walk("CN", "right")).toBe("KP");
  expect(walk("MX", "left")).toBe("MX");
  expect(walk("US", "up")).toBe("CA");
});

test("arrow keys reach every square from any other", () => {
  const seen = new Set(["FR"]);
  const queue = ["FR"];
  for (let code = queue.pop(); code !== undefined; code = queue.pop()) {
    for (const direction of ["up", "down", "left", "right"] as const) {
      const next = walk(code, direction);
      if (!seen.has(next)) {
        seen.add(next);
        queue.push(next);
      }
    }
  }
  expect(codes.filter((code) => !seen.has(code))).toEqual([]);
});
