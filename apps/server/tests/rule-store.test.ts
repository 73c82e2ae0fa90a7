import { randomUUID } from "node:crypto";
import { type RuleInput, ruleInput } from "@graticule/api/rules";
import { newMeetingRoom } from "@graticule/server/rooms/meeting-room";
import type { RoomPolicy } from "@graticule/server/rooms/room-directory";
import { createRoomStore, type RoomStore } from "@graticule/server/rooms/store";
import type { RuleScope } from "@graticule/server/rules/rule-event";
import { createRuleStore, type RuleStore } from "@graticule/server/rules/store";
import { createTally } from "@graticule/server/rules/tally";
import { readTallies } from "@graticule/server/rules/tally-store";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publishedByHand, unjudged } from "./by-hand.ts";
import { startTestDatabase, type TestDatabase } from "./harness.ts";
import { letTimePass } from "./rule-time.ts";
import { until } from "./until.ts";

let database: TestDatabase;
let rooms: RoomStore;
let rules: RuleStore;
let accountId: string;

beforeAll(async () => {
  database = await startTestDatabase();
  rooms = createRoomStore(database.db);
  rules = createRuleStore(database.db);
  const made = await query("INSERT INTO account (name) VALUES ('acme') RETURNING id");
  accountId = made.rows[0].id;
});

afterAll(() => database.stop());

const query = (text: string, values: unknown[] = []) => database.pool.query(text, values);
const deny = (code: string): RuleInput => ruleInput.parse({ deny: [{ kind: "place", code }] });

async function newRoom(name: string, owner = accountId): Promise<RuleScope> {
  await rooms.register(name, owner);
  return { kind: "room", room: name };
}

async function newAccount(name: string) {
  const made = await query("INSERT INTO account (name) VALUES ($1) RETURNING id", [name]);
  const id: string = made.rows[0].id;
  return { id, scope: { kind: "account", accountId: id } as const };
}

async function set(scope: RuleScope, code: string, mode?: "default" | "locked") {
  const wish = { kind: "set", rule: deny(code), ...(mode && { mode }) } as const;
  const outcome = await rules.append(scope, wish, undefined);
  if (outcome.kind !== "appended") throw new Error(outcome.kind);
  return outcome.event;
}

const storedRoom = async (room: string) => (await rooms.load([room])).rooms[0];
const minutes = 60_000;

test("three changes in ten minutes apply at once; a further one waits for those inside (attack 24b)", async () => {
  const scope = await newRoom("probed");
  const first = await set(scope, "CN");
  await set(scope, "FR");
  expect((await set(scope, "HK")).insideFrom).toBeUndefined();
  const fourth = await set(scope, "DE");
  expect(fourth.insideFrom).toEqual(new Date(first.at.getTime() + 10 * minutes));
  const stored = await storedRoom("probed");
  expect(stored?.ownRule.map(({ version }) => version)).toEqual([3, 4]);
  expect(stored?.ownRule[1]?.insideFrom).toBeCloseTo(first.at.getTime() + 10 * minutes, -1);
});

test("after ten minutes only the newest rule is left, and changes apply at once again", async () => {
  const scope = await newRoom("patient");
  for (const code of ["CN", "FR", "HK", "DE"]) await set(scope, code);
  await letTimePass(database, "patient", 11);
  expect((await storedRoom("patient"))?.ownRule.map(({ version }) => version)).toEqual([4]);
  expect((await set(scope, "US")).insideFrom).toBeUndefined();
});

test("lifting applies at once, and setting again right after it waits (attack 24b)", async () => {
  const scope = await newRoom("lifted");
  for (const code of ["CN", "FR", "HK", "DE"]) await set(scope, code);
  const lifted = await rules.append(scope, { kind: "lifted" }, undefined);
  expect(lifted).toMatchObject({ kind: "appended", event: { version: 5, insideFrom: undefined } });
  expect((await storedRoom("lifted"))?.ownRule.map(({ version }) => version)).toEqual([5]);
  expect((await set(scope, "CN")).insideFrom).toBeInstanceOf(Date);
  expect((await storedRoom("lifted"))?.ownRule.map(({ version }) => version)).toEqual([5, 6]);
  expect(await rules.append(await newRoom("empty"), { kind: "lifted" }, undefined)).toEqual({
    kind: "unchanged",
  });
});

test("of 20 changes at once exactly three are quick, and each waits for the one before (attack 24b)", async () => {
  const scope = await newRoom("raced");
  const all = await Promise.all(Array.from({ length: 20 }, () => set(scope, "CN")));
  expect(all.filter(({ insideFrom }) => insideFrom === undefined)).toHaveLength(3);
  expect(all.map(({ version }) => version).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 20 }, (_, index) => index + 1),
  );
  const stored = (await storedRoom("raced"))?.ownRule ?? [];
  expect(stored).toHaveLength(13);
  const moments = stored.map(({ insideFrom }) => insideFrom ?? 0);
  expect(moments).toEqual(moments.toSorted((a, b) => a - b));
});

test("an account's rule is put off in the same way", async () => {
  const { id, scope } = await newAccount("general");
  await newRoom("of-general", id);
  for (const code of ["CN", "FR", "HK"]) {
    expect((await set(scope, code)).insideFrom).toBeUndefined();
  }
  expect((await set(scope, "DE")).insideFrom).toBeInstanceOf(Date);
  const snapshot = await rooms.load(["of-general"]);
  expect(snapshot.accountRules.get(id)?.map(({ version }) => version)).toEqual([3, 4]);
});

test("changes of a room's rule and its account's are counted together (attack 24b)", async () => {
  const { id, scope } = await newAccount("together");
  const [room, other] = [await newRoom("one", id), await newRoom("two", id)];
  const first = await set(room, "CN");
  await set(scope, "FR", "locked");
  expect((await set(room, "HK")).insideFrom).toBeUndefined();
  const until = new Date(first.at.getTime() + 10 * minutes);
  expect((await set(scope, "DE", "locked")).insideFrom).toEqual(until);
  expect((await set(room, "DE")).insideFrom).toBeInstanceOf(Date);
  // This room has only seen two changes, both by its account.
  expect((await set(other, "CN")).insideFrom).toBeUndefined();
  expect((await set(other, "FR")).insideFrom).toBeInstanceOf(Date);
});

test("of a room's and its account's changes at once exactly three are quick (attack 24b)", async () => {
  const { id, scope } = await newAccount("raced together");
  const room = await newRoom("both", id);
  const all = await Promise.all(
    Array.from({ length: 12 }, (_, index) => set(index % 2 === 0 ? room : scope, "CN", "locked")),
  );
  expect(all.filter(({ insideFrom }) => insideFrom === undefined)).toHaveLength(3);
});

test("an account's default, which no meeting has, is no change of a meeting", async () => {
  const { id, scope } = await newAccount("defaults");
  await query("INSERT INTO room (name, account_id, kind) VALUES ('held', $1, 'meeting')", [id]);
  const meeting = { kind: "room", room: "held" } as const;
  for (const code of ["CN", "FR", "HK"]) await set(scope, code, "default");
  for (const code of ["CN", "FR", "HK"]) {
    expect((await set(meeting, code)).insideFrom).toBeUndefined();
  }
  expect((await set(meeting, "DE")).insideFrom).toBeInstanceOf(Date);
});

test("the rule a meeting is created with doesn't count as a change", async () => {
  await database.db.transaction().execute(async (tx) => {
    await tx
      .insertInto("room")
      .values({ name: "made-with", account_id: accountId, kind: "meeting" })
      .execute();
    const { insertRuleEvent } = await import("@graticule/server/rules/store");
    const scope = { kind: "room", room: "made-with" } as const;
    await insertRuleEvent(tx, scope, { kind: "set", rule: deny("CN") }, 1);
  });
  const scope = { kind: "room", room: "made-with" } as const;
  for (const code of ["FR", "HK", "DE"]) {
    expect((await set(scope, code)).insideFrom).toBeUndefined();
  }
  expect((await set(scope, "US")).insideFrom).toBeInstanceOf(Date);
});

test("ten previews in ten minutes are noted in the history, but not as versions (attack 24b)", async () => {
  const scope = await newRoom("previewed");
  await set(scope, "CN");
  const noted = await Promise.all(
    Array.from({ length: 14 }, () => rules.notePreview("previewed", deny("FR"))),
  );
  expect(noted.filter((one) => one === "noted")).toHaveLength(10);
  expect(noted.filter((one) => one === "too-many")).toHaveLength(4);
  expect((await rules.last(scope))?.version).toBe(1);
  const history = await rules.history(scope);
  expect(history.map(({ change }) => change.kind)).toEqual(["set", ...Array(10).fill("previewed")]);
  expect((await set(scope, "HK")).version).toBe(2);
  // Was: a co-host's change of the rule was gone from the page after twenty previews. Broken on purpose: one limit for both.
  for (let times = 1; times <= 3; times += 1) {
    await letTimePass(database, "previewed", 11);
    for (let one = 1; one <= 10; one += 1) {
      expect(await rules.notePreview("previewed", deny("FR"))).toBe("noted");
    }
  }
  const crowded = (await rules.history(scope)).map(({ change }) => change.kind);
  expect(crowded).toEqual(["set", "set", ...Array(20).fill("previewed")]);
  expect(await rules.notePreview("nowhere", deny("FR"))).toBe("absent");
});

test("one unreadable stored rule stops neither the others nor its own history", async () => {
  const scope = await newRoom("odd");
  const insert = "INSERT INTO rule_event (room, version, kind, rule) VALUES ('odd', 1, 'set', $1)";
  await query(insert, [JSON.stringify({ deny: "everyone", from: "the future" })]);
  const all = await rooms.load(["odd"]);
  expect(all.rooms.map(({ room }) => room)).toContain("odd");
  expect((await rules.last(scope))?.change).toEqual({ kind: "unreadable" });
  expect(await rules.history(scope)).toHaveLength(1);
  expect(await rules.append(scope, { kind: "lifted" }, 1)).toMatchObject({ kind: "appended" });
});

test("the database refuses rules without a scope, a mode in the wrong place, and a long wait", async () => {
  const rule = JSON.stringify(deny("CN"));
  const tries = [
    ["(version, kind, rule) VALUES (1, 'set', $1)"],
    ["(version, kind, mode, rule) VALUES (1, 'set', 'default', $1)"],
    ["(room, version, kind, mode, rule) VALUES ('odd', 9, 'set', 'default', $1)"],
    ["(account_id, version, kind, rule) VALUES ((SELECT id FROM account LIMIT 1), 9, 'set', $1)"],
    ["(room, version, kind, rule) VALUES ('odd', 9, 'previewed', $1)"],
    ["(room, kind, rule) VALUES ('odd', 'set', $1)"],
    [
      "(room, version, kind, rule, inside_from) VALUES ('odd', 9, 'set', $1, now() + interval '1 hour')",
    ],
  ];
  for (const [text] of tries) {
    await expect(query(`INSERT INTO rule_event ${text}`, [rule]), text).rejects.toThrow();
  }
});

test("joins are counted by rule version, added up, and deleted with their room", async () => {
  await newRoom("tallied");
  await newRoom("deleted");
  const found = { ruleUntil: undefined } as unknown as RoomPolicy;
  const clock = { now: 1_000 };
  let policy = found;
  const directory = { find: () => policy, now: () => clock.now };
  const tally = createTally({ db: database.db, directory });
  for (let one = 0; one < 3; one += 1) tally.count("tallied", 1, "admitted");
  tally.count("tallied", undefined, "held");
  tally.count("deleted", 1, "refused");
  await query("DELETE FROM room WHERE name = 'deleted'");
  await tally.flush();
  tally.count("tallied", 1, "refused");
  tally.count("tallied", 1, "removed");
  policy = { ...found, ruleUntil: 1_000 };
  tally.count("tallied", 1, "admitted");
  policy = { ...found, ruleUntil: 1_001 };
  tally.count("tallied", 1, "admitted");
  await tally.close();
  const written = await readTallies(database.db, "tallied");
  expect(written.toSorted((a, b) => a.version - b.version || a.admitted - b.admitted)).toEqual([
    { version: 0, inForce: true, admitted: 0, held: 1, refused: 0, removed: 0 },
    { version: 1, inForce: false, admitted: 1, held: 0, refused: 0, removed: 0 },
    { version: 1, inForce: true, admitted: 4, held: 0, refused: 1, removed: 1 },
  ]);
});

test("what was counted while the database was away is written afterwards", async () => {
  await newRoom("later");
  const directory = { find: () => ({ ruleUntil: undefined }) as RoomPolicy, now: () => 0 };
  const tally = createTally({ db: database.db, directory });
  tally.count("later", 1, "admitted");
  await query("ALTER TABLE rule_tally RENAME TO rule_tally_away");
  await tally.flush();
  tally.count("later", 1, "admitted");
  await query("ALTER TABLE rule_tally_away RENAME TO rule_tally");
  await tally.close();
  expect(await readTallies(database.db, "later")).toMatchObject([{ admitted: 2 }]);
});

test("the name of a meeting's room is nobody's without its meeting", async () => {
  const room = newMeetingRoom();
  expect(await rooms.register(room, accountId)).toBe("reserved");
  expect(await storedRoom(room)).toBeUndefined();
  expect(await rooms.register("m-standup", accountId)).toBe(accountId);
});

test("rooms are read as of one moment: a commit during the reading is never half in it", async () => {
  await newRoom("one-moment");
  const read = () => rooms.load(["one-moment"]);
  const change = randomUUID();
  const reading = await unjudged(database, async (client) => {
    await client.query("LOCK TABLE platform_rule IN ACCESS EXCLUSIVE MODE");
    await client.query(
      `INSERT INTO platform_rule (name, ground, rule, refuses, review_at, change_id)
       VALUES ('Late', 'security', '{}', '{}', now() + interval '200 hours', $1)`,
      [change],
    );
    await publishedByHand(client, "change-proposed", change);
    const begun = read();
    await until(async () => {
      const waiting = await query("SELECT FROM pg_locks WHERE NOT granted");
      return waiting.rows.length > 0;
    });
    // In an array: the reading ends only after this transaction.
    return [begun] as const;
  });
  expect((await reading[0]).platformRules).toEqual([]);
  expect((await read()).platformRules).toHaveLength(1);
  await unjudged(database, (client) => client.query("DELETE FROM platform_rule"));
});
