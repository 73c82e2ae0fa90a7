import { expect, test } from "vitest";
import { findPeople, type Listed, orderPeople } from "./people-list.ts";

const person = (name: string, more: Partial<Listed> = {}): Listed => ({
  identity: name,
  name,
  who: "other",
  rank: 9,
  ...more,
});
const people = [
  person("Zoë Marchetti"),
  person("Ang Müller", { rank: 1 }),
  person("Mei Lin 林"),
  person("Me", { who: "self" }),
];
const names = (list: readonly Listed[]): string[] => list.map(({ name }) => name);

test("you come first, then hosts, then everyone else by name", () => {
  expect(names(orderPeople(people))).toEqual(["Me", "Ang Müller", "Mei Lin 林", "Zoë Marchetti"]);
});

test("people are found by the beginnings of their names, ignoring accents", () => {
  expect(names(findPeople(people, "zoe"))).toEqual(["Zoë Marchetti"]);
  expect(names(findPeople(people, "MULLER"))).toEqual(["Ang Müller"]);
  expect(names(findPeople(people, "lin me"))).toEqual(["Mei Lin 林"]);
  expect(names(findPeople(people, "林"))).toEqual(["Mei Lin 林"]);
  expect(names(findPeople(people, "arch"))).toEqual(["Zoë Marchetti"]);
  expect(names(findPeople(people, "rc"))).toEqual([]);
  expect(names(findPeople(people, " "))).toHaveLength(4);
  expect(names(findPeople(people, "nobody"))).toEqual([]);
});
