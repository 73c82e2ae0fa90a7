import type { Decision } from "@graticule/admission/decision";
import type { JoinEvent } from "@graticule/api/meetings";
import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import { expect, onTestFinished, test } from "vitest";
import type { Verdict } from "../decision/judge.ts";
import { Joins } from "../presence/joins.ts";
import { LiveRooms } from "../presence/live-room.ts";
import type { RoomPolicy } from "../rooms/room-directory.ts";
import { createEventStreams } from "./event-streams.ts";

const seal = {
  seal: (text: string) => Buffer.from(text),
  open: (bytes: Uint8Array) => Buffer.from(bytes).toString(),
};

/** A stream that records how it ended; its connection closes when the test says so. */
function newSink() {
  const did: string[] = [];
  const sent: string[] = [];
  return {
    did,
    sent,
    send: ({ kind }: JoinEvent) => sent.push(kind),
    end: () => did.push("end"),
    cut: () => did.push("cut"),
  };
}

/** What the judge and the seats say can be set. */
function oneJoin() {
  const known: { verdict: Verdict; seat: { address: string } | undefined } = {
    verdict: { kind: "outage" },
    seat: undefined,
  };
  const withheld: string[] = [];
  const joins = new Joins(new LiveRooms(), {
    time: () => 0,
    seal,
    roomOf: () => "room",
    hasSeat: () => false,
  });
  const streams = createEventStreams({
    joins,
    directory: { find: () => undefined, now: () => 0 },
    judge: {
      find: () => ({ kind: "outage" }),
      judge: () => known.verdict,
      noticeTo: () => ({ kind: "nothing" }),
    },
    seats: { find: () => known.seat },
    withheld: (orderId) => withheld.push(orderId),
  });
  onTestFinished(() => streams.close());
  const made = { code: "abc-defg-hij", room: "room", name: "Ana", identity: "guest-a.a" };
  const { join, key } = joins.add(made);
  const followBy = (id: string, itsKey: string) => {
    const sink = newSink();
    const from = { address: "192.0.2.1", page: undefined };
    const opened = streams.open({ id, key: itsKey }, from, sink);
    if (opened.kind !== "opened") throw new Error(opened.kind);
    return { ...sink, close: opened.close };
  };
  const follow = () => followBy(join.id, key);
  const followAsAnother = () => {
    const another = joins.add({ ...made, identity: `guest-b.${[...joins.all()].length}` });
    return followBy(another.join.id, another.key);
  };
  return { follow, followAsAnother, join, joins, known, streams, withheld };
}

test("a stream whose end goes unread is cut when a second one follows it: a join has at most two connections (attack 13)", () => {
  const { follow } = oneJoin();
  const all = [follow(), follow()];
  expect(all.map(({ did }) => did)).toEqual([["end"], []]);
  for (let more = 0; more < 8; more++) all.push(follow());
  expect(all.map(({ did }) => did)).toEqual([
    ...Array.from({ length: 8 }, () => ["end", "cut"]),
    ["end"],
    [],
  ]);
});

// Broken on purpose: one count for all.
test("a network full of streams keeps no one who is inside from theirs (attack 13)", () => {
  const { follow, followAsAnother, known } = oneJoin();
  for (let more = 0; more < 1_000; more++) followAsAnother();
  expect(follow).toThrow("too-many");
  known.seat = { address: "192.0.2.1" };
  expect(follow().did).toEqual([]);
});

test("a page that reopens its stream loses only the one it left", () => {
  const { follow, join } = oneJoin();
  const [first, second] = [follow(), follow()];
  first.close();
  const third = follow();
  expect([first.did, second.did, third.did]).toEqual([["end"], ["end"], []]);
  second.close();
  expect(join.ending).toBe(undefined);
  expect(join.open).toBeDefined();
});

// Broken on purpose: pages that wait are told, too.
test("only those inside learn that a call moves", () => {
  const { follow, join, joins, streams } = oneJoin();
  const { sent } = follow();
  streams.tellMoving("room");
  expect(sent).not.toContain("moving");
  joins.setState(join, { kind: "admitted" });
  streams.tellMoving("room");
  expect(sent.at(-1)).toBe("moving");
});

function decided(decision: Decision): Verdict {
  const fix = { standing: "unknown", reasons: [] } as const;
  const policy = {} as RoomPolicy;
  return { kind: "decided", policy, fix, decision, stated: undefined };
}

const admit = decided({ kind: "admit", reasons: [] });
const banned = decided({
  kind: "refuse",
  status: 403,
  reasons: [{ kind: "host", because: "banned" }],
});

test("an admitted page without a seat is judged as at the door; enforcement tells those with one", async () => {
  const { follow, join, joins, known, streams } = oneJoin();
  const { sent } = follow();
  joins.setState(join, { kind: "admitted" });
  const rechecks = async () => {
    const before = sent.length;
    streams.recheck(["room"]);
    await new Promise(setImmediate);
    return sent.slice(before).filter((kind) => kind !== "place");
  };
  known.verdict = admit;
  expect([await rechecks(), join.state.kind]).toEqual([[], "admitted"]);
  known.verdict = { kind: "outage" };
  expect([await rechecks(), join.state.kind]).toEqual([[], "admitted"]);
  known.verdict = banned;
  known.seat = { address: "192.0.2.1" };
  expect([await rechecks(), join.state.kind]).toEqual([[], "admitted"]);
  known.seat = undefined;
  expect([await rechecks(), join.state.kind]).toEqual([["state"], "kept-out"]);
});

test("an admitted page without a seat that reopens its stream is judged before anything is sent", () => {
  const { follow, join, joins, known } = oneJoin();
  joins.setState(join, { kind: "admitted" });
  known.verdict = banned;
  follow();
  expect(join.state.kind).toBe("kept-out");
});

test("orders that keep out someone who waits have an effect, each of them", async () => {
  const { follow, join, joins, known, streams, withheld } = oneJoin();
  joins.setState(join, {
    kind: "held",
    held: { because: "lobby", ask: false, sure: "sure", evidence: [] },
  });
  follow();
  expect(withheld).toEqual([]);
  const ordered = { kind: "ordered", place: parsePlace("FR") as Place, until: 900 } as const;
  const reasons = ["o", "p"].map((limit) => ({ ...ordered, limit }));
  known.verdict = decided({ kind: "refuse", status: 451, reasons });
  streams.recheck(["room"]);
  await new Promise(setImmediate);
  expect([new Set(withheld), join.state.kind]).toEqual([new Set(["o", "p"]), "kept-out"]);
});
