import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { type Calls, from, startCalls } from "./calls.ts";
import { liftOrder, order, recordOrder } from "./orders.ts";

/** Orders against people who really sit at the engine, through the gate and across a restart. */
let calls: Calls;

beforeAll(async () => {
  calls = await startCalls();
});
afterEach(() => {
  vi.restoreAllMocks();
  calls.closeAll();
});
afterAll(() => calls.stop());

test("after an ordered removal the same token is refused while the order holds, and good once it is lifted (attack 9)", async () => {
  const { code, room } = await calls.newMeeting();
  const [ana, bo] = [await calls.join(code, from.china), await calls.join(code, from.france)];
  const [gone, stays] = [await calls.sit(ana), await calls.sit(bo)];
  const another = await calls.join(code, from.china);
  const id = await order(calls.database, room, ["CN"]);
  await gone.closed;
  await calls.running.deps.enforcement.settled();
  expect(await calls.listed(room)).toEqual([bo.identity]);
  expect(stays.socket.destroyed).toBe(false);
  for (const { token } of [ana, ana, another]) {
    expect(await calls.answers(token, from.china)).toEqual([451, 451]);
  }
  const refused = await calls.connect(ana.token, from.china).answer;
  expect(refused.headers.get("link")).toContain('rel="blocked-by"');
  expect(refused.headers.get("cache-control")).toBe("no-store");
  // A token carries no place with it.
  expect(await calls.answers(another.token, from.france)).toEqual([101, 101]);
  expect(await calls.answers(bo.token, from.china)).toEqual([451, 451]);
  await liftOrder(calls.database, id);
  await calls.doorAnswers(code, 200);
  expect(await calls.answers(ana.token, from.china)).toEqual([101, 101]);
});

test("an order touches no one whose place is probable, contested, behind an anonymiser or unknown (attacks 5, 6)", async () => {
  const { code, room } = await calls.newMeeting();
  const standing = (address: string) =>
    calls.running.deps.locator.fixOf(address, calls.running.deps.directory.now()).standing;
  const doubtful = [
    [from.chinaByTor, "contested"],
    [from.chinaSaysOne, "probable"],
    [from.chinaSaysOneFranceOther, "contested"],
    [from.nowhere, "unknown"],
  ] as const;
  for (const [address, what] of doubtful) expect(standing(address), address).toBe(what);
  expect(standing(from.china)).toBe("established");
  const people = await Promise.all(doubtful.map(([address]) => calls.join(code, address)));
  const seats = await Promise.all(people.map(calls.sit));
  const gone = await calls.sit(await calls.join(code, from.china));
  await order(calls.database, room, ["CN"]);
  await gone.closed;
  await calls.running.deps.enforcement.settled();
  expect(await calls.listed(room)).toEqual(people.map(({ identity }) => identity).sort());
  expect(seats.filter(({ socket }) => socket.destroyed)).toEqual([]);
  for (const { address, token } of people) {
    expect((await calls.asksToJoin(code, address)).status, address).toBe(200);
    expect(await calls.answers(token, address), address).toEqual([101, 101]);
  }
});

test("after downtime an order is as the database has it: made, begun, lifted or expired meanwhile (attack 28)", async () => {
  const [made, begins, lifted, lapses] = await Promise.all([1, 2, 3, 4].map(calls.newMeeting));
  if (!made || !begins || !lifted || !lapses) throw new Error("four meetings");
  const soon = 1_500;
  const beginning = await order(calls.database, begins.room, ["CN"], { fromMs: soon });
  const lifting = await order(calls.database, lifted.room, ["CN"]);
  const lapsing = await order(calls.database, lapses.room, ["CN"], { untilMs: soon });
  await calls.doorAnswers(lifted.code, 451);
  await calls.whileDown(async () => {
    await recordOrder(calls.database, made.room, ["CN"]);
    await liftOrder(calls.database, lifting);
    await calls.passes(beginning, "starts_at");
    await calls.passes(lapsing, "ends_at");
  });
  const first = [made, begins, lifted, lapses].map(({ code }) =>
    calls.asksToJoin(code, from.china),
  );
  expect((await Promise.all(first)).map(({ status }) => status)).toEqual([451, 451, 200, 200]);
  for (const { code } of [made, begins]) {
    expect((await calls.asksToJoin(code, from.france)).status).toBe(200);
  }
});

test.each([-10, 10])(
  "a server whose own clock is %i minutes off judges orders by the database's (attack 28)",
  async (minutes) => {
    const [past, present] = [await calls.newMeeting(), await calls.newMeeting()];
    const over = await order(calls.database, past.room, ["CN"], { untilMs: 1_000 });
    await order(calls.database, present.room, ["CN"], { fromMs: -300_000, untilMs: 300_000 });
    await calls.passes(over, "ends_at");
    const now = Date.now;
    vi.spyOn(Date, "now").mockImplementation(() => now() + minutes * 60_000);
    await calls.doorAnswers(present.code, 451);
    expect((await calls.asksToJoin(past.code, from.china)).status).toBe(200);
    await calls.whileDown(async () => undefined);
    expect((await calls.asksToJoin(present.code, from.china)).status).toBe(451);
    expect((await calls.asksToJoin(past.code, from.china)).status).toBe(200);
  },
);

test("an order lifted during its removals leaves only the final state, and no one out for good (attack 29)", async () => {
  const { code, room } = await calls.newMeeting();
  const bystander = await calls.sit(await calls.join(code, from.france));
  const people = await Promise.all(Array.from({ length: 8 }, () => calls.join(code, from.china)));
  const seats = await Promise.all(people.map(calls.sit));
  const withPage = people.slice(0, 4);
  const open = await Promise.all(withPage.map(calls.follow));
  // Each page leaves when asked to, and is back when it may be.
  const told = open.map((page) => page.next());
  told.forEach((event, at) => {
    void event.then(() => seats[at]?.leave());
  });
  const id = await order(calls.database, room, ["CN"]);
  expect(await Promise.race(told)).toMatchObject({ kind: "removed", status: 451 });
  await liftOrder(calls.database, id);
  await calls.doorAnswers(code, 200);
  await calls.running.deps.enforcement.settled();
  for (const page of open) expect((await page.next()).kind).toBe("may-return");
  await Promise.all(seats.slice(0, 4).map(({ closed }) => closed));
  const inside = await calls.listed(room);
  const back = people.filter(({ identity }) => !inside.includes(identity));
  for (const { token, address } of back) {
    const client = calls.connect(token, address);
    expect((await client.answer).status).toBe(101);
    await client.joined;
  }
  await calls.running.deps.enforcement.settled();
  for (const { identity } of people) expect(await calls.listed(room)).toContain(identity);
  expect(bystander.socket.destroyed).toBe(false);
  const still = people.filter(({ identity }) => inside.includes(identity));
  for (const { identity } of still) {
    expect(seats[people.findIndex((one) => one.identity === identity)]?.socket.destroyed).toBe(
      false,
    );
  }
});
