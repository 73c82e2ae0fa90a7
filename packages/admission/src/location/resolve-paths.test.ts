import { covers } from "@graticule/jurisdiction/covers";
import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Fix } from "./fix.ts";
import {
  afterAlibi,
  afterContest,
  type Path,
  resolvePaths,
  speaksAgainst,
} from "./resolve-paths.ts";

function place(code: string): Place {
  const parsed = parsePlace(code);
  if (parsed === undefined) throw new Error(`${code} is no place`);
  return parsed;
}

/** `v4 established FR`, `v6 contested CN HK`, `v4 unknown`. */
function path(text: string): Path {
  const [family, standing, ...codes] = text.split(" ");
  const kind = family === "v4" ? "ipv4" : family === "v6" ? "ipv6" : "transition";
  const places = codes.map(place);
  const [first] = places;
  if (standing === "established" || standing === "probable") {
    if (first === undefined) throw new Error(text);
    return { kind, fix: { standing, place: first, reasons: [] } };
  }
  if (standing === "contested") return { kind, fix: { standing, places, reasons: [] } };
  return { kind, fix: { standing: "unknown", reasons: [] } };
}

function short(...paths: string[]): string {
  const fix = resolvePaths(paths.map(path));
  const places =
    fix.standing === "contested" ? fix.places : fix.standing === "unknown" ? [] : [fix.place];
  return [fix.standing, ...places].join(" ");
}

describe("paths of one family", () => {
  // Broken on purpose: the strongest standing within a family → fails.
  test("that agree are as sure as the weakest", () => {
    expect(short("v4 established FR", "v4 established FR")).toBe("established FR");
    expect(short("v4 established FR", "v4 probable FR")).toBe("probable FR");
  });
  test("that differ leave it in question (attack 20)", () => {
    expect(short("v4 established FR", "v4 established DE")).toBe("contested DE FR");
    expect(short("v4 established CN", "v4 probable HK")).toBe("contested CN HK");
  });
  test("one of which says nothing leave it in question", () => {
    expect(short("v4 established FR", "v4 unknown")).toBe("contested FR");
    expect(short("v4 unknown", "v4 unknown")).toBe("unknown");
  });
  test("one of which is contested leave it in question", () => {
    expect(short("v4 established HK", "v4 contested CN HK")).toBe("contested CN HK");
  });
  test("one of which is finer give the coarser place", () => {
    expect(short("v4 established UA-43", "v4 established UA")).toBe("established UA");
    expect(short("v4 established UA", "v4 established UA-43")).toBe("established UA");
    expect(short("v4 established UA-43", "v4 established UA-40")).toBe("contested UA-40 UA-43");
  });
});

describe("paths of two families", () => {
  test("that agree are as sure as the surer", () => {
    expect(short("v4 established FR", "v6 probable FR")).toBe("established FR");
    expect(short("v6 established FR", "v4 probable FR", "v4 established FR")).toBe(
      "established FR",
    );
  });
  test("one of which says nothing are what the other says", () => {
    expect(short("v4 established FR", "v6 unknown")).toBe("established FR");
    expect(short("v6 unknown", "v4 contested CN HK")).toBe("contested CN HK");
  });
  test("that differ leave it in question", () => {
    expect(short("v4 established FR", "v6 established US")).toBe("contested FR US");
    expect(short("v4 established FR", "v6 contested US")).toBe("contested FR US");
  });
  test("a relay that carries IPv4 is compared with IPv6", () => {
    expect(short("v4 established FR", "nat64 contested FR")).toBe("contested FR");
  });
});

test("one path alone gives the very same fix", () => {
  const only = path("v4 established FR");
  expect(resolvePaths([only])).toBe(only.fix);
  expect(resolvePaths([])).toMatchObject({ standing: "unknown" });
});

test("two identical paths agree, where there is a place to agree on", () => {
  const one = path("v4 established FR");
  const reasons = [{ kind: "paths-agree" }];
  expect(resolvePaths([one, { ...one }])).toEqual({ ...one.fix, reasons });
  const unknown = path("v4 unknown");
  expect(resolvePaths([unknown, { ...unknown }])).toBe(unknown.fix);
});

const codes = ["FR", "CN", "HK", "UA", "UA-43"];
const anyPath = fc.oneof(
  fc
    .tuple(
      fc.constantFrom("v4", "v6"),
      fc.constantFrom("established", "probable"),
      fc.constantFrom(...codes),
    )
    .map(([family, standing, code]) => path(`${family} ${standing} ${code}`)),
  fc.constantFrom("v4 contested CN HK", "v6 contested FR", "v4 unknown", "v6 unknown").map(path),
);

test("no path is established by others: an established place is established on one path and supported by all", () => {
  fc.assert(
    fc.property(fc.array(anyPath, { minLength: 1, maxLength: 5 }), (paths) => {
      const fix = resolvePaths(paths);
      if (fix.standing !== "established") return;
      const known = paths.filter((one) => one.fix.standing !== "unknown");
      expect(known.some((one) => one.fix.standing === "established")).toBe(true);
      for (const one of known) expect(supports(one.fix, fix.place)).toBe(true);
      for (const one of paths.filter(({ fix: { standing } }) => standing === "unknown")) {
        expect(known.some(({ kind }) => kind === one.kind)).toBe(false);
      }
    }),
    { numRuns: 2_000 },
  );
});

test("the order of the paths is irrelevant", () => {
  const shuffled = fc
    .array(anyPath, { minLength: 1, maxLength: 5 })
    .chain((paths) =>
      fc.tuple(
        fc.constant(paths),
        fc.shuffledSubarray(paths, { minLength: paths.length, maxLength: paths.length }),
      ),
    );
  fc.assert(
    fc.property(shuffled, ([paths, others]) => {
      expect(bare(resolvePaths(others))).toEqual(bare(resolvePaths(paths)));
    }),
    { numRuns: 1_000 },
  );
});

test("what light rules out is in doubt and remembers what it was; what was in doubt stays so", () => {
  const fix = path("v4 established CN").fix;
  expect(afterAlibi(fix, (at) => at === "CN")).toEqual({
    standing: "contested",
    places: [],
    ruledOut: { standing: "established", place: "CN" },
    reasons: [{ kind: "ruled-out", place: "CN" }],
  });
  expect(afterAlibi(fix, (at) => at === "HK")).toBe(fix);
  const contested = path("v4 contested CN HK").fix;
  expect(afterAlibi(contested, () => true)).toBe(contested);
});

test("a person's claim about a place makes it doubtful there and nowhere else", () => {
  const fix = path("v4 established UA-43").fix;
  expect(afterContest(fix, [place("UA")])).toMatchObject({ ruledOut: { place: "UA-43" } });
  expect(afterContest(fix, [place("RU")])).toBe(fix);
  expect(afterContest(path("v4 unknown").fix, [place("UA")])).toMatchObject({
    standing: "unknown",
  });
});

test("a source that gives another place supports someone who isn't there, however old it is; so does a mobile network", () => {
  const source = { id: "s", maker: "s", basis: "registration", builtAt: 0, maxAgeMs: 1 } as const;
  const says = (word: object) => [{ source, says: word as never }];
  const at = (code: string, registered?: string) =>
    says({
      kind: "place",
      place: place(code),
      ...(registered ? { registered: place(registered) } : {}),
    });
  expect(speaksAgainst(at("HK"), place("CN"))).toBe(true);
  expect(speaksAgainst(at("CN"), place("CN"))).toBe(false);
  expect(speaksAgainst(at("UA-43"), place("UA"))).toBe(false);
  expect(speaksAgainst(at("CN", "HK"), place("CN"))).toBe(true);
  expect(speaksAgainst(says({ kind: "mobile" }), place("CN"))).toBe(true);
  expect(speaksAgainst([], place("CN"))).toBe(false);
});

function supports(fix: Fix, at: Place): boolean {
  return "place" in fix && covers(at, fix.place);
}

function bare(fix: Fix) {
  return { ...fix, reasons: [] };
}
