import type { Door } from "@graticule/api/meetings";
import type { Refusal } from "@graticule/api/problem";
import { expect, test } from "vitest";
import type { Answer } from "../api/client.ts";
import { passIn, withPass } from "./pass.ts";

const doorOf = (decidedBy?: Refusal["decidedBy"]): Answer<Door> => ({
  kind: "ok",
  value: {
    code: "abc-defg-hij",
    place: "CN",
    sure: "sure",
    ended: false,
    limits: [],
    ...(decidedBy === undefined
      ? {}
      : { refusal: { decidedBy, because: "denied-place", sure: "sure" } }),
  },
});

test("a pass is read from a link's fragment, and other fragments hold none", () => {
  expect(passIn("#pass=abc-1")).toBe("abc-1");
  for (const fragment of ["", "#", "#abc", "#key=pass"]) expect(passIn(fragment)).toBeUndefined();
});

test("whoever holds a pass is asked for a name where the meeting's own rule refuses", () => {
  expect(withPass(doorOf("meeting"))).toEqual(doorOf());
});

test("a pass shows no door open that it can't open", () => {
  for (const tier of ["account", "platform", "order", "host"] as const) {
    expect(withPass(doorOf(tier))).toEqual(doorOf(tier));
  }
  expect(withPass(doorOf())).toEqual(doorOf());
  expect(withPass({ kind: "offline" })).toEqual({ kind: "offline" });
});
