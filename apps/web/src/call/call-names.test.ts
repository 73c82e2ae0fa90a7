import { expect, test } from "vitest";
import { CallNames } from "./call-names.ts";

const ada = { identity: "guest-a.1", name: "Ada" };

test("who is in the group has the name of their credential, whatever the engine says, also once they have left it", () => {
  const names = new CallNames();
  const engine = { identity: ada.identity, name: "Your bank" };
  expect(names.of(engine)).toBe("Your bank");
  names.prove([ada]);
  expect(names.of(engine)).toBe("Ada");
  expect(names.of({ identity: ada.identity })).toBe("Ada");
  names.prove([{ identity: "guest-c.1", name: "Cy" }]);
  expect(names.of(engine)).toBe("Ada");
  expect(names.of({ identity: "guest-b.1", name: "Bo" })).toBe("Bo");
});

test("whoever's name the engine does not tell yet is called as they came in", () => {
  const names = new CallNames();
  names.see([ada]);
  expect(names.of({ identity: ada.identity })).toBe("Ada");
  expect(names.of({ identity: ada.identity, name: "" })).toBe("Ada");
});

test("a name is inert, and whoever has none that can be shown is called by their identity", () => {
  const names = new CallNames();
  names.prove([
    { identity: "x", name: "\u202eyrollaM" },
    { identity: "y", name: "\u200b" },
  ]);
  expect(names.of({ identity: "x" })).toBe("yrollaM");
  expect(names.of({ identity: "y", name: "Ada" })).toBe("y");
});

test("somebody is known in whatever tab they were, by the name that is proven for the last one", () => {
  const names = new CallNames();
  expect(names.current().ofPerson("guest-a.2")).toBe("Someone");
  names.see([{ identity: "guest-a.1", name: "Your bank" }]);
  expect(names.current().ofPerson("guest-a.2")).toBe("Your bank");
  names.prove([ada]);
  expect(names.current().ofPerson("guest-a.2")).toBe("Ada");
});

test("it is told when somebody is called otherwise, and only then", () => {
  const names = new CallNames();
  let told = 0;
  names.subscribe(() => {
    told += 1;
  });
  const before = names.current();
  names.prove([ada]);
  expect(names.current()).not.toBe(before);
  names.prove([ada]);
  names.prove([]);
  expect(told).toBe(1);
});

test("who comes is named at once, and those who draw names hear of many at one time", () => {
  const names = new CallNames();
  let told = 0;
  names.subscribe(() => {
    told += 1;
  });
  const before = names.current();
  names.see([ada]);
  expect(names.current()).not.toBe(before);
  expect([names.current().ofPerson("guest-a"), told]).toEqual(["Ada", 0]);
  names.tell();
  expect(told).toBe(1);
});

test("people of one name have each a number, the same on every page and whoever left, in whatever tab they are", () => {
  const first = { identity: "guest-z.1", name: "Ada" };
  const other = { identity: "guest-a.1", name: "ADA" };
  const names = new CallNames();
  names.see([first]);
  expect(names.of(first)).toBe("Ada");
  names.see([first, other]);
  const [ofFirst, ofOther] = [names.of(first), names.of(other)];
  expect(ofFirst).toMatch(/^Ada \(\d{3}\)$/);
  expect(ofOther).toMatch(/^ADA \(\d{3}\)$/);
  expect(ofFirst.slice(-5)).not.toBe(ofOther.slice(-5));
  names.see([other, { ...first, identity: "guest-z.2" }]);
  expect(names.of({ ...first, identity: "guest-z.2" })).toBe(ofFirst);
  expect(names.current().ofPerson("guest-a.7")).toBe(ofOther);
  // Of who came in another order, on another page; and whoever is called so by their credential.
  const elsewhere = new CallNames();
  elsewhere.see([other, { identity: "guest-z.2", name: "Your bank" }]);
  expect(elsewhere.of(other)).toBe("ADA");
  elsewhere.prove([{ identity: "guest-z.2", name: "Ada" }]);
  expect([elsewhere.current().ofPerson("guest-z"), elsewhere.of(other)]).toEqual([
    ofFirst,
    ofOther,
  ]);
});

test("whoever comes when their namesake has left has no number, and nobody has one for having two tabs", () => {
  const names = new CallNames();
  names.see(["guest-a.1", "guest-a.2"].map((identity) => ({ identity, name: "Ada" })));
  names.see([{ identity: "guest-b.1", name: "Ada" }]);
  expect(names.current().ofPerson("guest-b")).toBe("Ada");
});

test("nobody takes another's number, by writing it behind their name, nor by chance, with so many that there is one for each", () => {
  const names = new CallNames();
  const namesakes = ["guest-a.1", "guest-b.1"].map((identity) => ({ identity, name: "Ada" }));
  names.see(namesakes);
  const real = names.current().ofPerson("guest-a");
  names.see([...namesakes, { identity: "guest-c.1", name: real }]);
  expect(names.current().ofPerson("guest-c")).toMatch(/^Ada \(\d{3}\)$/);
  expect(names.current().ofPerson("guest-a")).toBe(real);
  const many = Array.from({ length: 200 }, (_, at) => ({ identity: `p${at}.1`, name: "Bo" }));
  names.see(many);
  expect(new Set(many.map(names.of)).size).toBe(200);
  names.see(Array.from({ length: 950 }, (_, at) => ({ identity: `q${at}.1`, name: "Bo" })));
});
