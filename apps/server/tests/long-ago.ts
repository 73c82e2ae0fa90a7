import { randomUUID } from "node:crypto";
import type { DeskRole } from "@graticule/desk/staff";
import { statementText } from "@graticule/ledger/act-signature";
import { type ChangeAct, changeStatement } from "@graticule/ledger/act-statement";
import { commitmentOf, type Opening } from "@graticule/ledger/commitment";
import type { Day } from "@graticule/ledger/day";
import type { TextName } from "@graticule/ledger/entry";
import { encodeEntry } from "@graticule/ledger/leaf";
import type { ChangeKind } from "@graticule/server/desk/changes/change-body";
import { sayChange } from "@graticule/server/desk/changes/say-change";
import { sha256, translate } from "@graticule/server/public-record/translate";
import type { PoolClient } from "pg";
import { recordUnjudged } from "./by-hand.ts";
import { deskKeyOf, signatureBy, storeDeskKey, storedKeyOf } from "./desk-keys.ts";

type Client = Pick<PoolClient, "query">;

/** An administrator's proposal is public for so long before it takes effect. */
const waitingHours = 7 * 24;

/**
 * A member with their desk key, as if an administrator had proposed them and 7 days had gone by: also
 * in the public log, where a signature counts only if its key was appointed there. The product can't
 * write the past; call it within `unjudged`. Answers the change's id.
 */
export async function appointLongAgo(
  client: Client,
  person: string,
  {
    roles,
    liaisonTo = [],
    hoursAgo = 100,
    host,
  }: {
    readonly roles: readonly DeskRole[];
    readonly liaisonTo?: readonly string[];
    readonly hoursAgo?: number;
    /** For which their key was made; by default that of a service in tests. */
    readonly host?: string;
  },
): Promise<string> {
  const change = randomUUID();
  const kind = "staff";
  const rest = { person, roles: [...roles], liaisonTo: [...liaisonTo] };
  await client.query(
    `INSERT INTO desk_change (id, kind, body, proposed_by, by_administrator, proposed_at)
     VALUES ($1, $2, $3, $4, true, now() - make_interval(hours => $5))`,
    [change, kind, JSON.stringify(rest), randomUUID(), hoursAgo + waitingHours],
  );
  await client.query(
    `INSERT INTO desk_change_outcome (change_id, outcome, at)
     VALUES ($1, 'waited', now() - make_interval(hours => $2))`,
    [change, hoursAgo],
  );
  await storeDeskKey(client, person, { changeId: change, ...(host && { host }) });
  await client.query(
    `INSERT INTO staff_appointment (person_id, roles, liaison_to, effective_at, key_id)
     VALUES ($1, $2, $3, now() - make_interval(hours => $4), ${storedKeyOf("$1")})`,
    [person, roles, liaisonTo, hoursAgo],
  );
  await beginLogToday(client);
  await tellAppointment(client, change, rest, hoursAgo);
  return change;
}

/**
 * A change of this kind that two people signed, in the public log alone; call it within `unjudged`, once
 * the log has their keys. Without them it names two that it had long ago, of no one at the desk.
 */
export async function signLongAgo(
  client: Client,
  change: string,
  { what, says }: { readonly what: ChangeKind; readonly says: string },
  signers?: { readonly proposer: string; readonly approver: string },
): Promise<void> {
  const { proposer, approver } = signers ?? (await keysLongAgo(client));
  await recordUnjudged(client, "change-proposed", { change, what }, { texts: { says } });
  const { rows } = await client.query(
    `SELECT encode(t.salt, 'hex') AS salt, day_of(now()) AS day FROM public_entry e
     JOIN ledger_text t ON t.entry_id = e.id AND t.name = 'says' WHERE e.body ->> 'change' = $1`,
    [change],
  );
  const [{ salt, day }] = rows;
  const terms = { change, what, says: commitmentOf(sha256, "text", { salt, value: says }) };
  const signed = (act: ChangeAct, who: string) =>
    signatureBy(who, statementText(changeStatement(act, terms), day));
  await recordUnjudged(client, "change-decided", {
    change,
    outcome: "confirmed",
    proposal: signed("propose-change", proposer),
    confirmation: signed("confirm-change", approver),
  });
}

/** Two that the log alone knows. */
async function keysLongAgo(client: Client) {
  const signers = { proposer: randomUUID(), approver: randomUUID() };
  await beginLogToday(client);
  for (const [who, role] of [
    [signers.proposer, "intake"],
    [signers.approver, "approver"],
  ] as const) {
    await tellAppointment(client, randomUUID(), { person: who, roles: [role], liaisonTo: [] }, 100);
  }
  return signers;
}

/** An appointment that took effect so long ago, after it had waited. */
async function tellAppointment(
  client: Client,
  change: string,
  appointed: {
    readonly person: string;
    readonly roles: DeskRole[];
    readonly liaisonTo: string[];
  },
  hoursAgo: number,
): Promise<void> {
  const kind = "staff";
  const says = sayChange({ kind, ...appointed });
  const given = { roles: [...appointed.roles].sort(), key: deskKeyOf(appointed.person).key };
  await recordUnjudged(
    client,
    "change-proposed",
    { change, what: kind },
    { texts: { says }, hoursAgo: hoursAgo + waitingHours },
  );
  await recordUnjudged(
    client,
    "change-decided",
    { change, outcome: "waited", ...given },
    { hoursAgo },
  );
}

/** A log's first entry says when it began; one that began long ago and has no slots is out of date. */
export async function beginLogToday(client: Client): Promise<void> {
  const { rows } = await client.query("SELECT FROM public_entry WHERE NOT daily LIMIT 1");
  if (rows.length > 0) return;
  const change = randomUUID();
  const says = "Nothing. It says on which day this log began.";
  await recordUnjudged(client, "change-proposed", { change, what: "geofeed" }, { texts: { says } });
  await recordUnjudged(client, "change-decided", { change, outcome: "withdrawn" });
}

interface WaitingRow {
  readonly id: number;
  readonly day: Day;
  readonly kind: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly texts: Readonly<Record<string, Opening>> | null;
}

/**
 * Publishes what waits of these members in a log that no one signs here; call it within `unjudged`.
 * Readers of the database find it there, but no checkpoint has it.
 */
export async function publishMembersByHand(client: Client): Promise<void> {
  const { rows } = await client.query<WaitingRow>(
    `SELECT e.id, e.day::text, e.kind, e.body, (SELECT jsonb_object_agg(t.name,
         jsonb_build_object('salt', encode(t.salt, 'hex'), 'value', t.value))
       FROM ledger_text t WHERE t.entry_id = e.id) AS texts
     FROM public_entry e JOIN ledger_waiting w ON w.entry_id = e.id
     WHERE e.kind IN ('change-proposed', 'change-decided') ORDER BY e.id`,
  );
  for (const { id, texts, ...entry } of rows) {
    const openings = new Map(Object.entries(texts ?? {}) as [TextName, Opening][]);
    const leaf = encodeEntry(translate({ ...entry, texts: openings }).entry);
    await client.query(
      `WITH entered AS (INSERT INTO ledger_leaf (index, entry_id, leaf)
           SELECT coalesce(max(index) + 1, 0), $1, $2 FROM ledger_leaf RETURNING index),
         gone AS (DELETE FROM ledger_waiting WHERE entry_id = $1),
         headed AS (UPDATE ledger_head SET size = index + 1, published_size = index + 1,
           checkpoint = coalesce(checkpoint, '') FROM entered)
       INSERT INTO act_in_log (kind, act, leaf)
         SELECT e.kind, (e.body ->> 'change')::uuid, index FROM entered, public_entry e WHERE e.id = $1`,
      [id, Buffer.from(leaf)],
    );
  }
}
