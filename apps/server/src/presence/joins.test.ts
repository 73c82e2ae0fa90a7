import { expect, test } from "vitest";
import { Joins } from "./joins.ts";
import { LiveRooms } from "./live-room.ts";

const seal = {
  seal: (text: string) => Buffer.from(text),
  open: (bytes: Uint8Array) => Buffer.from(bytes).toString(),
};

test("a page has two minutes to come back, and a quarter of an hour while it waits for an answer", () => {
  let now = 0;
  const joins = new Joins(new LiveRooms(), {
    time: () => 0,
    seal,
    roomOf: () => "room",
    monotonicNowMs: () => now,
  });
  const [quiet, knocks, contests] = ["q", "k", "c"].map(
    (name) =>
      joins.add({ code: "abc-defg-hij", room: "room", name, identity: `guest-${name}.${name}` })
        .join,
  );
  if (quiet === undefined || knocks === undefined || contests === undefined) throw new Error();
  joins.knock(knocks, { says: undefined, text: undefined });
  const left = (seconds: number) => {
    now = seconds * 1_000;
    for (const join of joins.all()) joins.forgetIfIdle(join, (one) => one === contests);
    return [...joins.all()].map(({ name }) => name).sort();
  };
  expect(left(120)).toEqual(["c", "k", "q"]);
  expect(left(121)).toEqual(["c", "k"]);
  expect(left(900)).toEqual(["c", "k"]);
  expect(left(901)).toEqual([]);
});
