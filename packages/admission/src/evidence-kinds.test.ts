import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type EvidenceKind, evidenceOf } from "./evidence-kinds.ts";
import type { AnonymiserKind, Basis, Evidence } from "./location/evidence.ts";
import type { Fix, Standing } from "./location/fix.ts";
import { resolveFix, throughTransition } from "./location/resolve-fix.ts";
import { afterAlibi, type Path, resolvePaths } from "./location/resolve-paths.ts";

const now = 1_800_000_000_000;
const dayMs = 86_400_000;
const at = (code: string): Place => parsePlace(code) as Place;

function sourceOf(maker: string, basis: Basis, ageDays: number): Evidence["source"] {
  return { id: maker, maker, basis, builtAt: now - ageDays * dayMs, maxAgeMs: 60 * dayMs };
}

interface Said {
  readonly code?: string;
  readonly basis?: Basis;
  readonly ageDays?: number;
  readonly registered?: string;
}

function says(maker: string, said: Said = {}): Evidence {
  const { code = "FR", basis = "measured", ageDays = 1, registered } = said;
  const elsewhere = registered === undefined ? {} : { registered: at(registered) };
  const source = sourceOf(maker, basis, ageDays);
  return { source, says: { kind: "place", place: at(code), ...elsewhere } };
}

const mobile: Evidence = { source: sourceOf("m", "measured", 1), says: { kind: "mobile" } };
const anonymiser = (kind: AnonymiserKind): Evidence => ({
  source: sourceOf("list", "measured", 1),
  says: { kind: "anonymiser", anonymiser: kind },
});

const kinds = (fix: Fix): string =>
  evidenceOf(fix)
    .map((one) => Object.values(one).join(" "))
    .join();
const of = (...evidence: Evidence[]): string => kinds(resolveFix(evidence, now));
const onWays = (...ways: Evidence[][]): Fix =>
  resolvePaths(ways.map((way) => ({ kind: "ipv4", fix: resolveFix(way, now) })));

describe("evidence kinds", () => {
  test("for a sure place: whose word it is", () => {
    expect(of(says("a"), says("b"))).toBe("records-agree");
    expect(of(says("us", { basis: "operator" }), says("b", { code: "DE" }))).toBe("own-list");
  });
  test("for a likely place: what it lacks", () => {
    expect(of(says("a"))).toBe("too-few-records");
    expect(of(says("a"), says("a", { basis: "registration" }))).toBe("too-few-records");
    expect(of(says("a"), says("b"), mobile)).toBe("mobile");
    expect(of(says("a", { registered: "DE" }), says("b"))).toBe("registered-elsewhere");
    expect(of(says("a", { ageDays: 61 }), says("b", { ageDays: 61 }))).toBe("old-records");
    expect(of(says("a"), says("b", { ageDays: 61 }))).toBe("too-few-records");
    expect(of(says("a"), says("b"), says("c", { code: "DE", ageDays: 61 }))).toBe("records-differ");
    expect(of(says("us", { basis: "operator", ageDays: 61 }), says("b"))).toBe("old-records");
    const own = says("net", { basis: "declared" });
    expect(of(says("a", { ageDays: 61 }), own)).toBe("old-records");
    expect(of(says("a"), own)).toBe("too-few-records");
  });
  test("for a place in question: what speaks against it", () => {
    expect(of(says("a"), says("b", { code: "DE" }))).toBe("records-differ");
    expect(of(says("a"), says("net", { code: "DE", basis: "declared" }))).toBe("records-differ");
    for (const kind of ["tor", "vpn", "hosting", "shared-egress", "satellite"] as const) {
      expect(of(says("a"), says("b"), anonymiser(kind))).toBe("shared");
    }
    const carried = resolveFix([says("a"), says("b")], now);
    expect(kinds(throughTransition(carried))).toBe("shared");
  });
  test("for no place: that nothing is known, or that the address stands for many places", () => {
    expect(of()).toBe("nothing-known");
    expect(of(says("net", { basis: "declared" }))).toBe("nothing-known");
    expect(kinds(resolvePaths([]))).toBe("nothing-known");
    expect(of(anonymiser("anycast"))).toBe("shared");
  });
  test("for several paths: whether they agree", () => {
    const france = [says("a"), says("b")];
    expect(kinds(onWays(france, [...france]))).toBe("records-agree,paths-agree");
    expect(kinds(onWays(france, [says("a")]))).toBe("too-few-records,paths-agree");
    expect(kinds(onWays(france, [says("a", { code: "DE" })]))).toBe("paths-differ");
    expect(kinds(onWays(france, []))).toBe("paths-differ");
    expect(kinds(onWays(france, [anonymiser("vpn")]))).toBe("shared");
  });
  test("for what physics rules out: that alone, with the place", () => {
    const fix = onWays([says("a"), says("b")], [says("a")]);
    expect(kinds(afterAlibi(fix, () => true))).toBe("too-quick FR");
  });
});

const anyEvidence: fc.Arbitrary<Evidence> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({
        maker: fc.constantFrom("a", "b", "c"),
        basis: fc.constantFrom<Basis>("measured", "registration", "operator", "declared"),
        code: fc.constantFrom("CN", "HK", "UA", "UA-43"),
        ageDays: fc.constantFrom(1, 61),
      })
      .map(({ maker, ...said }) => says(maker, said)),
  },
  fc.constantFrom(
    mobile,
    anonymiser("vpn"),
    anonymiser("anycast"),
    says("a", { registered: "DE" }),
  ),
);
const anyPath: fc.Arbitrary<Path> = fc.record({
  kind: fc.constantFrom("ipv4", "ipv6"),
  fix: fc.array(anyEvidence, { maxLength: 4 }).map((evidence) => resolveFix(evidence, now)),
});

const anyFix: fc.Arbitrary<Fix> = fc
  .tuple(fc.array(anyPath, { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([paths, isOut]) => afterAlibi(resolvePaths(paths), () => isOut));

test("there are always one to three kinds, each once, the most telling first", () => {
  fc.assert(
    fc.property(anyFix, (fix) => {
      const told = evidenceOf(fix).map(({ kind }) => kind);
      expect(told.length).toBeGreaterThan(0);
      expect(told.length).toBeLessThanOrEqual(3);
      expect(new Set(told).size).toBe(told.length);
      expect(told[0]).not.toBe("paths-agree");
    }),
    { numRuns: 2_000 },
  );
});

/** The standings that each kind may appear with. */
const bounds: Readonly<Record<EvidenceKind, readonly Standing[]>> = {
  "own-list": ["established"],
  "records-agree": ["established"],
  "paths-agree": ["established", "probable"],
  mobile: ["probable"],
  "registered-elsewhere": ["probable"],
  "old-records": ["probable"],
  "too-few-records": ["probable"],
  "records-differ": ["probable", "contested"],
  "too-quick": ["contested"],
  "own-word": ["contested"],
  "paths-differ": ["contested"],
  shared: ["contested", "unknown"],
  "nothing-known": ["unknown"],
};

// Broken on purpose: `records-agree` tellable of `probable` → fails.
test("no kind claims more than the standing", () => {
  fc.assert(
    fc.property(anyFix, (fix) => {
      const told = evidenceOf(fix).map(({ kind }) => kind);
      for (const kind of told) expect(bounds[kind]).toContain(fix.standing);
      if (!told.includes("own-list")) return;
      const own = { kind: "says", basis: "operator", stale: false };
      expect(fix.reasons).toContainEqual(expect.objectContaining(own));
    }),
    { numRuns: 2_000 },
  );
});
