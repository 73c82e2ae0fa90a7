import type { Insider } from "@graticule/e2ee/group";
import type { KeysState } from "@graticule/e2ee/key-line";
import { expect, test } from "vitest";
import type { Named } from "../call-names.ts";
import { listOf, newsOf, sealOf, turnsOf } from "./security-view.ts";

const keys: KeysState = {
  ...{ kind: "agreed", insiders: [], authenticator: undefined, changes: 1, distrusted: 0 },
};
const nameOf = ({ identity, name = identity }: Named): string => name;
const insider = (identity: string, name: string, leaf: number): Insider => ({
  ...{ identity, name, leaf, signatureKey: new Uint8Array(32) },
});

test("a call is called encrypted only once the keys are agreed on", () => {
  expect(sealOf(undefined)).toBe("off");
  expect(sealOf(keys)).toBe("on");
  for (const kind of ["agreeing", "turned-away", "unsupported"] as const) {
    expect(sealOf({ ...keys, kind })).toBe("agreeing");
  }
});

test("whoever has the keys comes first, with oneself at the top, and then who is in the call without them", () => {
  const list = listOf([insider("a", "Ada", 0), insider("b", "Bo", 1)], {
    you: "b",
    nameOf,
    present: [{ identity: "b", name: "Bo" }, { identity: "x", name: "Mallory" }, { identity: "a" }],
  });
  expect(list.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    "inside Bo",
    "inside Ada",
    "outside Mallory",
  ]);
  expect(list.map((one) => one.kind === "inside" && one.isYou)).toEqual([true, false, false]);
});

test("while oneself has no keys one is not listed as unheard", () => {
  const present = [{ identity: "b" }, { identity: "x", name: "Mallory" }];
  const [first, ...rest] = listOf([], { you: "b", present, nameOf });
  expect(first?.name).toBe("Mallory");
  expect(rest).toEqual([]);
});

test("having come is no change of the keys", () => {
  expect([0, 1, 2, 5].map((changes) => turnsOf({ changes }))).toEqual([0, 0, 1, 4]);
});

test("each that sent something open is told of once, and each time that the page began anew", () => {
  const none = { unsealed: [], distrusted: 0 };
  expect(newsOf(none, none)).toEqual([]);
  expect(newsOf(none, { unsealed: ["x"], distrusted: 0 })).toEqual([
    { kind: "unsealed", identity: "x" },
  ]);
  expect(
    newsOf({ unsealed: ["x"], distrusted: 1 }, { unsealed: ["x", "y"], distrusted: 2 }),
  ).toEqual([{ kind: "unsealed", identity: "y" }, { kind: "distrusted" }]);
  expect(newsOf({ unsealed: ["x"], distrusted: 2 }, { unsealed: ["x"], distrusted: 2 })).toEqual(
    [],
  );
});
