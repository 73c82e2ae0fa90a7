import { createMeetingStore } from "@graticule/server/meetings/store";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ApiService, everyoneExcept, from, startApiService } from "./api-service.ts";
import { committed, endAsHost, unjudged } from "./by-hand.ts";
import { startTestDatabase, type TestDatabase } from "./harness.ts";
import { liftOrder, order } from "./orders.ts";

let database: TestDatabase;
let service: ApiService;

beforeAll(async () => {
  database = await startTestDatabase();
  service = await startApiService(database);
});

afterAll(async () => {
  await service.stop();
  await database.stop();
});

const query = (text: string, values: unknown[] = []) => database.pool.query(text, values);

test("whatever was requested, no table holds an address, a token or a name where it doesn't belong", async () => {
  const meeting = await service.newMeeting({ rule: everyoneExcept("CN") });
  const account = await service.newAccount("acme");
  await service.ask("PUT", "/api/rooms/r/rule", {
    headers: account.headers,
    body: everyoneExcept("HK"),
  });
  const secrets: string[] = [meeting.manageUrl.split("#")[1] ?? "-"];
  for (const address of Object.values(from)) {
    const asked = { from: address, body: { name: "Ana Unmistakable" } };
    const joined = await service.ask("POST", `/api/meetings/${meeting.code}/joins`, asked);
    secrets.push(joined.json.key);
    if (joined.json.token) secrets.push(joined.json.token, joined.json.identity);
  }
  await order(database, meeting.room, ["CN"]);
  const tables = await query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
  expect(tables.rows.length).toBeGreaterThanOrEqual(8);
  let dump = "";
  for (const { tablename } of tables.rows) {
    const rows = await query(`SELECT t::text AS row FROM "${tablename}" t`);
    dump += rows.rows.map(({ row }) => row).join("\n");
  }
  expect(dump).toContain("Talk");
  for (const gone of [...Object.values(from), "Unmistakable", ...secrets]) {
    expect(dump).not.toContain(gone);
  }
  const columns = await query(
    `SELECT column_name FROM information_schema.columns
     WHERE table_schema = 'public' AND (data_type IN ('inet', 'cidr') OR column_name ~ 'addr|(^|_)ip')`,
  );
  expect(columns.rows).toEqual([]);
});

test("the history of rules can't be changed, and goes with its meeting", async () => {
  const { room, code } = await service.newMeeting({ rule: everyoneExcept("CN") });
  await expect(query("UPDATE rule_event SET rule = '{}' WHERE room = $1", [room])).rejects.toThrow(
    /history/,
  );
  await expect(query("DELETE FROM rule_event WHERE room = $1", [room])).rejects.toThrow(/history/);
  await expect(query("TRUNCATE rule_event")).rejects.toThrow(/history/);
  await committed(database, (client) => endAsHost(client, room));
  await query("DELETE FROM room WHERE name = $1", [room]);
  const left = await query("SELECT * FROM rule_event WHERE room = $1", [room]);
  expect(left.rows).toEqual([]);
  await service.deps.directory.refresh({ kind: "room", room });
  expect(service.deps.directory.findMeeting(code)).toBeUndefined();
});

test("a meeting is deleted 30 days after its end, and not a day earlier", async () => {
  const store = createMeetingStore(database.db);
  const old = await service.newMeeting();
  const young = await service.newMeeting();
  const running = await service.newMeeting();
  const end = "UPDATE meeting SET ended_at = now() - make_interval(days => $2) WHERE code = $1";
  await unjudged(database, async (client) => {
    await client.query(end, [old.code, 31]);
    await client.query(end, [young.code, 29]);
  });
  expect(await store.deleteDue()).toEqual({ meetings: 1, rooms: 0 });
  expect(await store.find(old.code)).toBeUndefined();
  expect(await store.find(young.code)).toBeDefined();
  expect(await store.find(running.code)).toBeDefined();
});

test("the database refuses an order that is endless, long, prolonged, widened or without a place (attack 25)", async () => {
  const { room } = await service.newMeeting();
  await expect(
    order(database, room, ["CN"], { fromMs: 0, untilMs: 169 * 3_600_000 }),
  ).rejects.toThrow();
  await expect(
    order(database, room, ["CN"], { fromMs: 7_200_000, untilMs: 3_600_000 }),
  ).rejects.toThrow();
  await expect(order(database, room, [])).rejects.toThrow();
  await expect(order(database, room, ["everyone"])).rejects.toThrow();
  await expect(order(database, room, ["CN", "*"])).rejects.toThrow();
  const id = await order(database, room, ["CN"], { fromMs: 0, untilMs: 168 * 3_600_000 });
  const edits = [
    "ends_at = ends_at + interval '1 second'",
    "starts_at = starts_at + interval '1 day', ends_at = ends_at + interval '1 day'",
    "room = 'other'",
  ];
  for (const edit of edits) {
    await expect(query(`UPDATE order_proposal SET ${edit} WHERE id = $1`, [id])).rejects.toThrow();
  }
  await expect(
    query("INSERT INTO order_place SELECT order_id, authority_id, 'HK' FROM order_place"),
  ).rejects.toThrow();
  await liftOrder(database, id);
  await expect(query("DELETE FROM order_end WHERE order_id = $1", [id])).rejects.toThrow();
});

test("the database refuses a stored rule with an impossible place", async () => {
  const { room } = await service.newMeeting();
  const insert = "INSERT INTO rule_event (room, version, kind, rule) VALUES ($1, 1, 'set', $2)";
  const rule = (code: string) =>
    JSON.stringify({ deny: [{ kind: "place", code }], allow: "everyone" });
  await expect(query(insert, [room, rule("everyone")])).rejects.toThrow();
  await expect(query(insert, [room, rule("cn")])).rejects.toThrow();
  await query(insert, [room, rule("CN")]);
});
