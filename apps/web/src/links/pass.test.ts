import type { Door } from "@graticule/api/meetings";
import { expect, test } from "vitest";
import { words } from "../i18n/words.ts";
import {
  hidePass,
  joinLink,
  limitsTold,
  nameOnPass,
  passIn,
  passIsGone,
  passLine,
} from "./pass.ts";

type Limit = Door["limits"][number];

const valid = { kind: "valid", name: "Carl Weiß", used: false } as const;
const gone = { kind: "gone" } as const;

test("a pass is read from a link's fragment, and other fragments hold none", () => {
  expect(passIn("#pass=abc-1")).toBe("abc-1");
  for (const fragment of ["", "#", "#abc", "#key=pass"]) expect(passIn(fragment)).toBeUndefined();
});

test("only a pass's secret is removed from the address", () => {
  const shown: unknown[] = [];
  const history = { state: { key: "k" }, replaceState: (...what: unknown[]) => shown.push(what) };
  const at = (hash: string) =>
    ({ location: { pathname: "/m/abc", search: "?x=1", hash }, history }) as unknown as Window;
  hidePass(at("#other"));
  expect(shown).toEqual([]);
  hidePass(at("#pass=secret"));
  hidePass(at("#k=a/b+c==&pass=secret"));
  const left = ["/m/abc?x=1", "/m/abc?x=1#k=a/b+c=="];
  expect(shown).toEqual(left.map((address) => [{ key: "k" }, "", address]));
});

test("the link for others is the opened one, with its fragment but without a personal pass", () => {
  const link = (hash: string) =>
    joinLink({ origin: "https://meet.example", pathname: "/m/abc-defg-hij", hash });
  expect(link("")).toBe("https://meet.example/m/abc-defg-hij");
  expect(link("#s3cret/+==")).toBe("https://meet.example/m/abc-defg-hij#s3cret/+==");
  expect(link("#pass=own")).toBe("https://meet.example/m/abc-defg-hij");
  expect(link("#s3cret&pass=own")).toBe("https://meet.example/m/abc-defg-hij#s3cret");
});

test("someone with a pass reads so, under the name the host wrote", () => {
  expect(passLine({ pass: valid })).toBe(
    "The host gave you a guest pass, so you can join from here.",
  );
  expect(passLine({ pass: { ...valid, used: true } })).toContain(words.door.pass.used);
  expect(nameOnPass(valid)).toBe("Carl Weiß");
});

test("someone with a pass to a lobby reads in advance that the host decides (it said: you can join)", () => {
  const held = { because: "lobby", ask: false, sure: "sure", evidence: [] } as const;
  expect(passLine({ pass: valid, held: { ...held, evidence: [] } })).toBe(words.door.pass.ask);
  const asked = { ...held, because: "cannot-tell", ask: true, evidence: [] } as const;
  expect(passLine({ pass: valid, held: { ...asked, evidence: [] } })).toBe(words.door.pass.valid);
});

test("an invalid pass is reported, and without a pass nothing is said", () => {
  expect(passLine({ pass: gone })).toBe(words.door.pass.notNeeded);
  expect([passLine({}), nameOnPass(gone), nameOnPass(undefined)]).toEqual(Array(3).fill(undefined));
});

test("someone kept out reads that the pass no longer works, unless something else keeps them out", () => {
  const by = (decidedBy: "meeting" | "order", seat?: object) => ({ refusal: { decidedBy }, seat });
  expect(passIsGone(gone, by("meeting"))).toBe(true);
  // It was withdrawn after they had joined.
  expect(passIsGone(valid, by("meeting", {}))).toBe(true);
  expect(passIsGone(valid, by("meeting"))).toBe(false);
  expect(passIsGone(undefined, by("meeting", {}))).toBe(false);
  expect(passIsGone(gone, by("order"))).toBe(false);
});

test("with a valid pass the door omits the limit that the pass overrides, and shows every other", () => {
  const limit = (tier: Limit["tier"], deny: Limit["rule"]["deny"]): Limit => ({
    tier,
    rule: { deny, allow: "everyone", onDoubt: "admit", matches: "established" },
  });
  const own = limit("meeting", [{ kind: "place", code: "DE" }]);
  const account = limit("account", [{ kind: "place", code: "DE" }]);
  const open = limit("platform", []);
  const told = (limits: Door["limits"], pass: Door["pass"]) => limitsTold({ limits, pass });
  expect(told([own, account, open], valid)).toEqual([account]);
  expect(told([own, open], valid)).toEqual([]);
  for (const pass of [gone, undefined]) expect(told([own, account], pass)).toEqual([own, account]);
});
