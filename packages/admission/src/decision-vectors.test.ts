import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import { expect, test } from "vitest";
import answersFile from "../../../vectors/answers.json" with { type: "json" };
import file from "../../../vectors/decisions.json" with { type: "json" };
import { agrees, decideAsStated } from "./agrees.ts";
import { decide } from "./decide.ts";
import type { Limit } from "./limit.ts";
import { compileLimits } from "./limits.ts";
import type { Fix } from "./location/fix.ts";

/** A vector's limits as the file has them, each place read by the parser. */
function readLimits(limits: readonly object[]): Limit[] {
  for (const limit of limits) {
    for (const value of Object.values(limit)) {
      for (const code of Array.isArray(value) ? value : []) expect(parsePlace(code)).toBe(code);
    }
  }
  return limits as unknown as Limit[];
}

interface WrittenFix {
  readonly standing: string;
  readonly place?: string;
  readonly places?: readonly string[];
}

function readFix(fix: WrittenFix): Fix {
  const place = fix.place === undefined ? undefined : parsePlace(fix.place);
  switch (fix.standing) {
    case "established":
    case "probable":
      return { standing: fix.standing, place: place as Place, reasons: [] };
    case "contested":
      return { standing: "contested", places: (fix.places ?? []) as Place[], reasons: [] };
    case "unknown":
      return { standing: "unknown", reasons: [] };
    default:
      throw new Error(`no such standing: ${fix.standing}`);
  }
}

test.each(file.decisions)("$name", ({ fix, limits, now, decision }) => {
  expect(decide(readFix(fix), compileLimits(readLimits(limits)), now)).toEqual(decision);
});

test.each(answersFile.answers)("$name", (vector) => {
  const fix = readFix(vector.fix);
  const stated = parsePlace(vector.stated) as Place;
  const limits = compileLimits(readLimits(vector.limits));
  expect(agrees(fix, stated)).toBe(vector.agrees);
  expect(decideAsStated(fix, stated, { limits, now: vector.now }).kind).toBe(vector.decision);
});
