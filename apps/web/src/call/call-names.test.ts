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
  expect(names.ofPerson("guest-a.2")).toBe("Someone");
  names.note({ identity: "guest-a.1", name: "Your bank" });
  expect(names.ofPerson("guest-a.2")).toBe("Your bank");
  names.prove([ada]);
  expect(names.ofPerson("guest-a.2")).toBe("Ada");
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

test("of several people with one name, whoever came later has a number, in whatever tab they are, while both are inside", () => {
  const names = new CallNames();
  const joinedAt = (second: number): Date => new Date(second * 1_000);
  const later = { identity: "guest-a.1", name: "ADA", joinedAt: joinedAt(9) };
  const first = { identity: "guest-z.1", name: "Ada", joinedAt: joinedAt(3) };
  names.note(later);
  expect(names.of(later)).toBe("ADA");
  names.note(first);
  names.note({ ...first, identity: "guest-z.2", joinedAt: joinedAt(5) });
  names.note({ identity: "guest-b.1", name: "Bo", joinedAt: joinedAt(1) });
  expect(names.of(first)).toBe("Ada");
  expect(names.of({ ...first, identity: "guest-z.2" })).toBe("Ada");
  expect(names.of(later)).toBe("ADA (2)");
  expect(names.ofPerson("guest-a.7")).toBe("ADA (2)");
  names.prove([{ identity: "guest-b.1", name: "Ada" }]);
  expect(names.of({ identity: "guest-b.1" })).toBe("Ada");
  expect(names.of(first)).toBe("Ada (2)");
  names.forget({ identity: "guest-b.1" });
  names.forget(first);
  expect(names.of(later)).toBe("ADA (2)");
  names.forget({ identity: "guest-z.2" });
  expect(names.of(later)).toBe("ADA");
});
