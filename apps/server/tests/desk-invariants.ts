import { expect } from "vitest";
import type { World } from "./desk-world.ts";
import { title } from "./desk-world.ts";
import type { TestDatabase } from "./harness.ts";
import { home } from "./meeting-service.ts";

/** What must hold after every step, checked on tables and pages, not by the code that keeps it. */
export interface Watch {
  look(): Promise<void>;
}

const hourMs = 3_600_000;

export async function watchWorld(world: World): Promise<Watch> {
  const { database, service } = world;
  const before = { untouched: await untouched(database), doors: await doors(world) };
  const from = await newest(database);
  const seen = { ...from };
  return {
    async look() {
      await lookAtApprovals(world, seen);
      await lookAtAppointments(database, seen);
      await lookAtAppeals(world);
      const ended = world.meetings.filter(({ room }) => service.engine.ended.includes(room));
      expect(ended, "a meeting is ended (3)").toEqual([]);
      expect(await untouched(database), "something of a host's is changed (3, 4)").toEqual(
        before.untouched,
      );
      await lookAtDoors(world, before.doors);
      await lookAtEntries(world, from);
      lookAtAnswers(world);
    },
  };
}

interface Newest {
  approvals: string[];
  appointment: number;
  entry: number;
  moment: Date;
}

async function newest({ pool }: TestDatabase): Promise<Newest> {
  const { rows } = await pool.query(`SELECT
    ARRAY(SELECT order_id::text FROM order_approval) AS approvals, now() AS moment,
    (SELECT coalesce(max(id), 0) FROM staff_appointment) AS appointment,
    (SELECT coalesce(max(id), 0) FROM public_entry) AS entry`);
  const [{ approvals, appointment, entry, moment }] = rows;
  return { approvals, moment, appointment: Number(appointment), entry: Number(entry) };
}

interface Appointment {
  readonly id: number;
  readonly person_id: string;
  readonly roles: readonly string[];
  readonly liaison_to: readonly string[];
  readonly effective_at: Date;
  readonly change_id: string | null;
}

async function appointments({ pool }: TestDatabase): Promise<readonly Appointment[]> {
  const { rows } = await pool.query("SELECT * FROM staff_appointment ORDER BY id");
  return rows.map((row) => ({ ...row, id: Number(row.id) }));
}

/** The last appointment, and since when a role has been held without a break. */
function holds(all: readonly Appointment[], who: string, role: string) {
  const own = all.filter(({ person_id }) => person_id === who);
  const last = own.at(-1);
  const broken = own.findLastIndex(({ roles }) => !roles.includes(role));
  return { liaisonTo: last?.liaison_to ?? [], since: own[broken + 1]?.effective_at };
}

/** 2, 7, 8: everything approved since the last check. */
async function lookAtApprovals(world: World, seen: Newest): Promise<void> {
  const { database, authority, players } = world;
  const { rows } = await database.pool.query(
    `SELECT a.order_id::text AS id, a.by_person AS approver, a.at, p.proposed_by AS proposer, p.starts_at,
       p.ends_at, p.room, p.authority_id, p.request_id, p.meeting_no,
       ARRAY(SELECT place FROM order_place o WHERE o.order_id = a.order_id) AS places,
       ARRAY(SELECT by_person::text FROM request_event e WHERE e.request_id = p.request_id
         AND e.kind IN ('received', 'corrected')) AS entered_by,
       (SELECT count(*)::int FROM order_approval b WHERE b.request_id = a.request_id
         AND b.meeting_no = a.meeting_no) AS siblings
     FROM order_approval a JOIN order_proposal p ON p.id = a.order_id
     WHERE a.order_id::text <> ALL ($1)`,
    [seen.approvals],
  );
  const staff = await appointments(database);
  for (const order of rows) {
    seen.approvals.push(order.id);
    const reach = world.reach.get(authority.id) ?? [];
    expect(reach, "an order reaches further than its authority (2)").toEqual(
      expect.arrayContaining(order.places),
    );
    expect(
      world.meetings.map(({ room }) => room),
      "another room (4)",
    ).toContain(order.room);
    const lasts = order.ends_at.getTime() - order.starts_at.getTime();
    expect(lasts, "longer than 7 days (8)").toBeLessThanOrEqual(168 * hourMs);
    expect(order.siblings, "renewed without a new request (8)").toBe(1);
    expect(order.approver, "one person alone (7)").not.toBe(order.proposer);
    for (const [who, role, hours] of [
      [order.proposer, "reviewer", 0],
      [order.approver, "approver", 72],
    ]) {
      expect(order.entered_by, "who typed it in (7)").not.toContain(who);
      const { since, liaisonTo } = holds(staff, who, role);
      expect(liaisonTo, "a liaison (7)").not.toContain(authority.series);
      expect(since, `no ${role} (7)`).toBeDefined();
      const held = order.at.getTime() - (since?.getTime() ?? Number.POSITIVE_INFINITY);
      expect(held, "too new (14)").toBeGreaterThanOrEqual(hours * hourMs);
      expect(players.find(({ id }) => id === who)?.inside, "from inside (7)").toBe(false);
    }
  }
}

/**
 * 13, 14: no role is gained by one person or lost by one other; no liaison acts under the terms.
 */
async function lookAtAppointments(database: TestDatabase, seen: Newest): Promise<void> {
  const all = await appointments(database);
  for (const made of all.filter(({ id }) => id > seen.appointment)) {
    seen.appointment = made.id;
    const held = all.findLast(({ id, person_id }) => id < made.id && person_id === made.person_id);
    const { rows } = await database.pool.query(
      `SELECT o.outcome, o.by_person AS second, c.proposed_by AS first,
         o.at - c.proposed_at >= interval '168 hours' AS waited
       FROM desk_change_outcome o JOIN desk_change c ON c.id = o.change_id WHERE o.change_id = $1`,
      [made.change_id],
    );
    const terms = made.roles.includes("safety") && made.liaison_to.length > 0;
    expect(terms, "a liaison acts under the terms of service (13)").toBe(false);
    expect(rows[0], "a role by one person (14)").toBeDefined();
    lookAtOne(made, held, rows[0]);
  }
}

interface Outcome {
  readonly outcome: string;
  readonly first: string;
  readonly second: string | null;
  readonly waited: boolean;
}

/** By two people; a mere removal of roles also by the member alone, or after 7 days. */
function lookAtOne(made: Appointment, held: Appointment | undefined, by: Outcome): void {
  const gains = made.roles.some((role) => !held?.roles.includes(role));
  const freed =
    made.roles.length > 0 && held?.liaison_to.some((one) => !made.liaison_to.includes(one));
  const takes = !gains && freed !== true;
  if (by.outcome === "alone") {
    expect([takes, by.first], "another's roles by one person (14)").toEqual([true, made.person_id]);
  } else if (by.outcome === "waited") {
    expect([takes, by.waited], "roles by nobody (14)").toEqual([true, true]);
  } else {
    expect(by.outcome, "a role by one person (14)").toBe("confirmed");
    expect(by.second, "a role by one person (14)").not.toBe(by.first);
    if (takes) expect(by.second, "about themselves (14)").not.toBe(made.person_id);
  }
}

/**
 * 10: no appeal uses up another: further cases are the host's or of those kept out, each decided
 * by another person.
 */
async function lookAtAppeals({ database, orders }: World): Promise<void> {
  const { rows } = await database.pool.query(
    `SELECT c.no, c.opened_by AS by, d.by_person AS who, lag(d.by_person) OVER (PARTITION BY c.order_id ORDER BY c.no) AS before,
       EXISTS (SELECT FROM appeal s WHERE s.order_id = c.order_id AND s.case_no < c.no AND s.made_by = c.opened_by) AS heard
     FROM appeal_case c LEFT JOIN appeal_decision d ON d.order_id = c.order_id AND d.case_no = c.no
     WHERE c.order_id = ANY ($1::uuid[])`,
    [orders.map(({ id }) => id)],
  );
  for (const { no, by, who, before, heard } of rows) {
    expect(no > 1 && (by === "public" || heard), "a case that nobody needs (10)").toBe(false);
    if (who !== null) expect(who, "one person decided twice (10)").not.toBe(before);
  }
}

/** What the desk writes, and what using the service changes. */
const desks =
  /^(act_signature|desk_|request|order_|noted_use|appeal|staff_|authority|disputed_|public_entry|ledger_|host_notice|commitment_salt|sign_in|verification|platform_rule|terms_|rule_tally|act_in_log|change_log)/;

/** A digest of every other table: accounts, meetings, rules, keys and anything added later. */
async function untouched({ pool }: TestDatabase): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`,
  );
  const digests = rows
    .filter(({ name }) => !desks.test(name))
    .map(
      ({ name }) =>
        `SELECT '${name} ' || md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS is FROM "${name}" t`,
    );
  // The database works on several parts at once, and answers in any order.
  return (await pool.query(digests.join(" UNION ALL "))).rows.map(({ is }) => is).sort();
}

const addresses = [home.france, home.china, home.nowhere];

/** What is decided for everyone at every door, including title and place. */
async function doors({ service, meetings }: World) {
  const asked = meetings.flatMap(({ code }) => addresses.map((from) => ({ code, from })));
  return await Promise.all(
    asked.map(async ({ code, from }) => {
      service.deps.web.limits.joins.restore(from);
      const { limits: _, ...door } = (
        await service.ask("GET", `/api/meetings/${code}/door`, { from })
      ).json;
      return { code, from, door };
    }),
  );
}

interface Holding {
  readonly id: string;
  readonly room: string;
  readonly until: string;
  readonly sealed: boolean;
}

/** Orders in force for mainland China, from what is recorded and nothing derived. */
async function holding({ database }: World): Promise<readonly Holding[]> {
  const { rows } = await database.pool.query(
    `SELECT p.id, p.room, p.starts_at, p.ends_at, p.sealed_until > now() AS sealed, now() AS now, e.at AS ended,
       (SELECT min(c.due_at) FROM appeal_case c WHERE c.order_id = p.id AND NOT EXISTS (
         SELECT FROM appeal_decision d WHERE d.order_id = p.id AND d.case_no = c.no)) AS due
     FROM order_approval a JOIN order_proposal p ON p.id = a.order_id
     JOIN order_place o ON o.order_id = p.id AND o.place = 'CN'
     LEFT JOIN order_end e ON e.order_id = p.id`,
  );
  return rows.flatMap(({ id, room, sealed, starts_at: starts, ends_at: ends, due, ended, now }) => {
    const until = due !== null && due < ends ? due : ends;
    if (ended !== null || now < starts || now >= until) return [];
    return [{ id, room, sealed: sealed === true, until: until.toISOString() }];
  });
}

/** 1, 8, 9, 10: an order changes only the door of those established inside it, and tells them. */
async function lookAtDoors(world: World, before: Awaited<ReturnType<typeof doors>>): Promise<void> {
  const orders = await holding(world);
  for (const { code, from, door } of await doors(world)) {
    const room = world.meetings.find((one) => one.code === code)?.room;
    const known = before.find((one) => one.code === code && one.from === from)?.door;
    const own = orders.filter((order) => order.room === room);
    if (from !== home.china || own.length === 0) {
      // That an order holds is shown to everyone alike, as in the call; nothing else of their door
      // changes.
      const { limitedByOrder, ...theirs } = door;
      expect(theirs, "a door changed for someone whom no order names (1, 8, 9)").toEqual(known);
      if (limitedByOrder) expect(orders.map((order) => order.room)).toContain(room);
      continue;
    }
    expect(door.title, "a refused person sees the title").toBeUndefined();
    const { refusal } = door;
    expect(refusal, "nobody is told (10)").toMatchObject({
      decidedBy: "order",
      because: "ordered",
      place: "CN",
      limitPlace: "CN",
      sure: "sure",
    });
    const named = own.find(({ id }) => id === refusal.orderId);
    expect(named, "no order to appeal against (10)").toBeDefined();
    expect(refusal.until, "until when (10)").toBe(named?.until);
    for (const field of ["authority", "law"]) {
      expect(refusal[field] === undefined, `${field} (10)`).toBe(named?.sealed);
    }
    const page = await world.service.ask("GET", `/api/orders/${refusal.orderId}`);
    expect(page.json).toMatchObject({ id: refusal.orderId, state: "in-force" });
    expectNoOne(world, page.text);
  }
}

/** How many entries of each kind there must be, given what was done. */
const told = `
  SELECT 'request-received' AS kind, count(*)::int FROM request WHERE id = ANY ($1)
  UNION ALL SELECT 'request-corrected', count(*)::int FROM request_event WHERE request_id = ANY ($1) AND kind = 'corrected'
  UNION ALL SELECT 'request-closed', count(*)::int FROM request_event
    WHERE request_id = ANY ($1) AND kind IN ('returned', 'rejected', 'answered')
  UNION ALL SELECT 'look', count(*)::int FROM desk_look WHERE request_id = ANY ($1)
  UNION ALL SELECT 'order-approved', count(*)::int FROM order_approval WHERE request_id = ANY ($1)
  UNION ALL SELECT 'order-ended', count(*)::int FROM order_end WHERE order_id = ANY ($2)
  UNION ALL SELECT 'appeal-made', count(*)::int FROM appeal_case WHERE order_id = ANY ($2)
  UNION ALL SELECT 'appeal-decided', count(*)::int FROM appeal_decision WHERE order_id = ANY ($2)
  UNION ALL SELECT 'change-proposed', count(*)::int FROM desk_change WHERE id = ANY ($3)
  UNION ALL SELECT 'change-decided', count(*)::int FROM desk_change_outcome WHERE change_id = ANY ($3)`;

/** 11, 15: the log has everything that was done, once, and nothing about those affected. */
async function lookAtEntries(world: World, from: Newest): Promise<void> {
  const { pool } = world.database;
  const { requests, orders, changes } = world;
  const acts = await pool.query(`SELECT * FROM (${told}) AS acts ORDER BY kind`, [
    ...[requests, orders.map(({ id }) => id), changes],
  ]);
  const entries = await pool.query(
    `SELECT kind, body || jsonb_build_object('texts', ARRAY(SELECT value FROM ledger_text WHERE entry_id = e.id))
       AS body FROM public_entry e WHERE id > $1 ORDER BY id`,
    [from.entry],
  );
  const counted = acts.rows.map(({ kind }) => ({
    kind,
    count: entries.rows.filter((entry) => entry.kind === kind).length,
  }));
  expect(counted, "an act without its entry, or told twice (11)").toEqual(acts.rows);
  for (const { body } of entries.rows) expectNoOne(world, JSON.stringify(body));
}

/** 15: no person, no title, no room, no code, no address, no minute. */
function expectNoOne({ players, meetings }: World, text: string): void {
  const names = players.flatMap(({ id, email }) => [id, email.split("@")[0] ?? id]);
  const rooms = meetings.flatMap(({ code, room }) => [code, room]);
  const said = [...names, ...rooms, title, "fr-1", "cn-0", ...addresses].filter((one) =>
    text.includes(one),
  );
  expect(said, `${text} names someone (15)`).toEqual([]);
  expect(text, "a minute (15)").not.toMatch(/\dT\d\d:/);
}

/** Every number that the desk can read; how many are where is not among them. */
const numbers =
  /^(number|ordinal|no|readTo|noticeMinutes|demands|meeting|demand|status|openChanges|openAppeals|openContests|openReports|requestNumber)$/;
const buckets = ["fewer-than-10", "10-99", "100-999", "1000-or-more"];

function numbersIn(value: unknown, at = ""): readonly string[] {
  if (typeof value === "number") return [at];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    numbersIn(inner, Array.isArray(value) ? at : key),
  );
}

/** 5, 6: a look gives one of four buckets, twice at most; the smallest recommends nothing. */
function lookAtAnswers({ answers, meetings }: World): void {
  for (const { json } of answers.splice(0)) {
    expect(
      numbersIn(json).filter((at) => !numbers.test(at)),
      "a number (5)",
    ).toEqual([]);
    for (const { code, looks, recommendation } of json?.namedMeetings ?? []) {
      expect(looks.length, "a third look (5)").toBeLessThanOrEqual(2);
      for (const { bucket } of looks) expect(buckets, "no bucket (5)").toContain(bucket);
      const few = looks.at(-1)?.bucket === "fewer-than-10";
      expect(recommendation, "too few, and something is done (6)").toBe(
        few ? "no-action" : "findings-decide",
      );
      expect(meetings.map((one) => one.code)).toContain(code);
    }
  }
}
