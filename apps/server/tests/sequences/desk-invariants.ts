import { expect } from "vitest";
import type { TestDatabase } from "../harness.ts";
import { doors, expectNoOne, lookAtDoors } from "./door-invariants.ts";
import { isLogAlive, lookAtLapse } from "./lapse-invariants.ts";
import { lookAtNews } from "./news-invariants.ts";
import { lookAtOperator } from "./operator-invariants.ts";
import { lookAtRules } from "./rule-invariants.ts";
import { createTermsWatch } from "./terms-invariants.ts";
import type { World } from "./world.ts";

/** What must hold after every step, checked on tables and pages, not by the code that keeps it. */
export interface Watch {
  look(): Promise<void>;
}

const hourMs = 3_600_000;

export async function watchWorld(world: World): Promise<Watch> {
  const { database, service } = world;
  const before = { untouched: await untouched(world), doors: await doors(world) };
  const from = await newest(database);
  const seen = { ...from };
  const terms = createTermsWatch(world);
  return {
    async look() {
      await lookAtApprovals(world, seen);
      await lookAtUnknownSenders(world);
      await lookAtAppointments(database, seen);
      await lookAtAppeals(world);
      const [, ...others] = world.meetings;
      const ended = others.filter(({ room }) => service.engine.ended.includes(room));
      expect(ended, "a meeting is ended (3)").toEqual([]);
      await terms.look();
      await lookAtOperator(world);
      await lookAtRules(world);
      await lookAtNews(world);
      expect(await untouched(world), "something of a host's is changed (3, 4)").toEqual(
        before.untouched,
      );
      if (await isLogAlive(world)) await lookAtDoors(world, before.doors);
      else await lookAtLapse(world);
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

/** 2, 7: of a sender who is not in the register nothing becomes but a rejection, and no one outside reads its name. */
async function lookAtUnknownSenders({ database }: World): Promise<void> {
  const { rows } = await database.pool.query(
    `SELECT ARRAY(SELECT DISTINCT e.kind FROM request_event e WHERE e.request_id = r.id
         AND e.kind NOT IN ('received', 'corrected', 'rejected')) AS kinds,
       (SELECT count(*)::int FROM desk_look l WHERE l.request_id = r.id) AS looks,
       (SELECT count(*)::int FROM order_proposal p WHERE p.request_id = r.id) AS orders
     FROM request r WHERE r.authority_id IS NULL`,
  );
  for (const row of rows) {
    expect(row, "something came of an unknown sender's request").toEqual({
      ...{ kinds: [], looks: 0, orders: 0 },
    });
  }
  const { rows: told } = await database.pool.query(
    `SELECT name FROM ledger_text WHERE value LIKE '%Office of Nowhere%'
     UNION ALL SELECT 'notice' FROM host_notice WHERE body::text LIKE '%Office of Nowhere%'`,
  );
  expect(told, "an unknown sender's name is public").toEqual([]);
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

/** What the desk and the operator write, and what using the service changes. */
const desks =
  /^(abuse_report|operator_act|restoration|job$|settings|webhook|act_signature|desk_|request|order_|noted_use|text_key|appeal|staff_|authority|disputed_|public_entry|ledger_|host_notice|commitment_salt|sign_in|verification|platform_rule|terms_|rule_tally|act_in_log|change_log|turn$)/;

/**
 * A digest of every other table, without what is the host's: accounts, meetings, rules, keys and
 * anything added later. What became of the host's is asked of each kind of act.
 */
async function untouched({ database, host, meetings }: World): Promise<readonly string[]> {
  const { pool } = database;
  const theirs = `${host.id}|${host.accountId}|${host.path}"|${meetings[0]?.room}|${meetings[0]?.code}`;
  const { rows } = await pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`,
  );
  const digests = rows
    .filter(({ name }) => !desks.test(name))
    .map(
      ({ name }) =>
        // The day of a key's last use, by an earlier world, is noted within a minute.
        `SELECT '${name} ' || md5(coalesce(string_agg((to_jsonb(t) - 'last_used_on')::text, '|' ORDER BY t::text), '')) AS is
         FROM "${name}" t WHERE t::text !~ '${theirs}'`,
    );
  // The database works on several parts at once, and answers in any order.
  return (await pool.query(digests.join(" UNION ALL "))).rows.map(({ is }) => is).sort();
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
  // Of one moment: what waited for its day takes effect whenever the service looks.
  const { rows } = await pool.query(
    `SELECT (SELECT jsonb_agg(acts ORDER BY kind) FROM (${told}) AS acts) AS acts,
       (SELECT coalesce(jsonb_agg(to_jsonb(e) || jsonb_build_object('texts', ARRAY(
           SELECT value FROM ledger_text WHERE entry_id = e.id)) ORDER BY id), '[]')
         FROM (SELECT id, kind, body FROM public_entry WHERE id > $4) AS e) AS entries`,
    [requests, orders.map(({ id }) => id), changes, from.entry],
  );
  const acts: readonly { readonly kind: string }[] = rows[0].acts;
  const entries: readonly { readonly kind: string }[] = rows[0].entries;
  const counted = acts.map(({ kind }) => ({
    kind,
    count: entries.filter((entry) => entry.kind === kind).length,
  }));
  expect(counted, "an act without its entry, or told twice (11)").toEqual(acts);
  for (const { kind, ...said } of entries) expectNoOne(world, JSON.stringify(said));
}

/** Every number that the desk can read; how many are where is not among them. */
const numbers =
  /^(number|ordinal|no|readTo|noticeMinutes|demands|meeting|demand|status|openChanges|openAppeals|openContests|openReports|requestNumber|requests|restoredEntry)$/;
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
