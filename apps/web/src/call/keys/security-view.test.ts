import type { Insider } from "@graticule/e2ee/group";
import type { KeysState } from "@graticule/e2ee/keys-state";
import { expect, test } from "vitest";
import { en } from "../../i18n/en.ts";
import type { Named } from "../call-names.ts";
import {
  type KeysKnown,
  listOf,
  newsOf,
  type Seal,
  sealOf,
  standingOf,
  turnsOf,
  unlistedIn,
} from "./security-view.ts";

const keys: KeysState = {
  ...{
    kind: "agreed",
    power: "none",
    sitting: "believed",
    insiders: [],
    authenticator: undefined,
    changes: 1,
    distrusted: 0,
  },
  ...{ delays: 0, rekeyed: new Map() },
};
const nameOf = ({ identity, name = identity }: Named): string => name;
const insider = (identity: string, name: string, leaf: number): Insider => ({
  ...{ identity, name, leaf, signatureKey: new Uint8Array(32) },
});

test("a call is called encrypted only once keys are agreed", () => {
  expect(sealOf(undefined, "not-vouched")).toBe("off");
  expect(sealOf(keys, "not-vouched")).toBe("on");
  expect(sealOf(keys, "vouched")).toBe("vouched");
  expect(sealOf(keys, "vouched", "held")).toBe("held");
  for (const kind of ["agreeing", "another-link", "full", "not-taken", "unsupported"] as const) {
    expect(sealOf({ ...keys, kind }, "vouched")).toBe("agreeing");
  }
  expect(sealOf({ ...keys, kind: "unvouched" }, "vouched")).toBe("without");
});

test("the page says if the call is vouched and, if you may be unheard, what is known", () => {
  const said = (seal: Seal, is: "vouched" | "not-vouched") =>
    standingOf(seal, is).map((code) => en.call.sealed[code]);
  const { held, heldText, off } = en.call.sealed;
  for (const seal of ["on", "agreeing", "held"] as const) {
    expect(said(seal, "not-vouched").at(-1)).toContain("No one vouches for who joins: anyone who");
  }
  for (const seal of ["vouched", "agreeing", "without", "held"] as const) {
    expect(said(seal, "vouched").at(-1)).toContain("This meeting is vouched: no one gets keys");
  }
  expect(said("held", "vouched").slice(0, 2)).toEqual([held, heldText]);
  expect(said("on", "not-vouched")).toHaveLength(2);
  expect(said("off", "not-vouched")).toEqual([off]);
});

test("those with keys come first, you at the top, then those in the call without keys", () => {
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

test("while you have no keys you are not listed as unheard", () => {
  const present = [{ identity: "b" }, { identity: "x", name: "Mallory" }];
  const [first, ...rest] = listOf([], { you: "b", present, nameOf });
  expect(first?.name).toBe("Mallory");
  expect(rest).toEqual([]);
});

test("joining does not count as a change of keys", () => {
  expect([0, 1, 2, 5].map((changes) => turnsOf({ changes }))).toEqual([0, 0, 1, 4]);
});

test("each unsealed sender and unseen key holder is news once, each restart every time", () => {
  const none = { unsealed: [], unlisted: [], distrusted: 0, delays: 0, rekeyed: new Map() };
  const diff = (before: Partial<KeysKnown>, now: Partial<KeysKnown>) =>
    newsOf({ ...none, ...before }, { ...none, ...now });
  expect(diff({}, {})).toEqual([]);
  expect(diff({}, { unsealed: ["x"] })).toEqual([{ kind: "unsealed", identity: "x" }]);
  expect(diff({ unsealed: ["x"], distrusted: 1 }, { unsealed: ["x", "y"], distrusted: 2 })).toEqual(
    [{ kind: "unsealed", identity: "y" }, { kind: "distrusted" }],
  );
  expect(diff({ unsealed: ["x"], distrusted: 2 }, { unsealed: ["x"], distrusted: 2 })).toEqual([]);
  expect(diff({ unlisted: ["x", "z"] }, { unlisted: ["z", "y"] })).toEqual([
    { kind: "unlisted", identity: "y" },
    { kind: "listed", identity: "x" },
  ]);
});

test("each change of a person's keys is news, and so is, once, that this page must wait", () => {
  const none = { unsealed: [], unlisted: [], distrusted: 0, delays: 0, rekeyed: new Map() };
  const diff = (before: Partial<KeysKnown>, now: Partial<KeysKnown>) =>
    newsOf({ ...none, ...before }, { ...none, ...now });
  const once = new Map([["x", 1]]);
  expect(diff({}, { rekeyed: once })).toEqual([{ kind: "rekeyed", identity: "x" }]);
  expect(diff({ rekeyed: once }, { rekeyed: once })).toEqual([]);
  expect(diff({ rekeyed: once }, { rekeyed: new Map([["x", 2]]) })).toEqual([
    { kind: "rekeyed", identity: "x" },
  ]);
  expect(diff({}, { delays: 1 })).toEqual([{ kind: "delayed" }]);
  expect(diff({ delays: 1 }, { delays: 2 })).toEqual([]);
});

test("those in the group but not in the call are found; you are in both", () => {
  const insiders = [insider("a", "Ada", 0), insider("b", "Bo", 1), insider("c", "Cy", 2)];
  expect(unlistedIn(insiders, { you: "b", listed: new Map([["a", {}]]) })).toEqual(["c"]);
});
