import { setTimeout as delay } from "node:timers/promises";
import { deskChange, deskRegister } from "@graticule/api/desk-changes";
import type { DeskRole } from "@graticule/desk/staff";
import { recordUnjudged, unjudged } from "@graticule/server/tests/by-hand";
import { signOrdersAgain } from "@graticule/server/tests/desk-keys";
import type { TestDatabase } from "@graticule/server/tests/harness";
import { appointLongAgo } from "@graticule/server/tests/long-ago";
import { published } from "@graticule/server/tests/orders";
import { Person } from "./person.ts";

/** The desk members, each with a second factor and signed in. */
export interface Staff {
  readonly intake: Person;
  readonly caller: Person;
  readonly reviewer: Person;
  readonly approver: Person;
}

type Database = Pick<TestDatabase, "pool">;

export async function newStaff(url: string, database: Database): Promise<Staff> {
  const member = (name: string, role: DeskRole) => newMember(url, database, { name, role });
  return {
    intake: await member("Ines at intake", "intake"),
    caller: await member("Carl who calls back", "intake"),
    reviewer: await member("Rhea who reviews", "reviewer"),
    approver: await member("Abel who approves", "approver"),
  };
}

export async function newMember(
  url: string,
  database: Database,
  {
    name,
    role,
    hoursAgo,
  }: { readonly name: string; readonly role: DeskRole; readonly hoursAgo?: number },
): Promise<Person> {
  const person = await newCandidate(url, database, name);
  const appointment = {
    ...{ roles: [role], host: new URL(url).hostname },
    ...(hoursAgo === undefined ? {} : { hoursAgo }),
  };
  await unjudged(database, (client) => appointLongAgo(client, person.deskId, appointment));
  return person;
}

/** Someone whom the desk can propose: with a second factor, and no desk key. */
export async function newCandidate(url: string, { pool }: Database, name: string): Promise<Person> {
  const person = await Person.signUp(url, name);
  await person.useSecondFactor();
  const found = await pool.query("SELECT id FROM person WHERE email = $1", [person.email]);
  person.deskId = found.rows[0].id;
  return person;
}

/** As if the database were restored now, and everyone's roles at the desk were given again, by waiting. */
export async function restoreAndAppoint({ pool }: Database): Promise<void> {
  await pool.query("INSERT INTO restoration (how) VALUES ('stated')");
  const told = "SELECT FROM restoration r JOIN ledger_head h ON r.leaf < h.published_size";
  while ((await pool.query(told)).rowCount === 0) await delay(50);
  const changes = await unjudged({ pool }, async (client) => {
    const { rows } = await client.query(
      `WITH had AS (SELECT gen_random_uuid() AS change, a.person_id, a.roles, a.key_id, base64url(k.public_key) AS key,
           now() - interval '100 hours' AS at FROM staff_appointment a JOIN desk_key k ON k.id = a.key_id),
         proposed AS (INSERT INTO desk_change (id, kind, body, proposed_by, by_administrator)
           SELECT change, 'staff', jsonb_build_object('person', person_id, 'roles', roles, 'liaisonTo', '{}'::text[]),
             change, true FROM had),
         decided AS (INSERT INTO desk_change_outcome (change_id, outcome) SELECT change, 'waited' FROM had),
         given AS (INSERT INTO staff_appointment (person_id, roles, effective_at, change_id, key_id)
           SELECT person_id, roles, at, change, key_id FROM had)
       SELECT change, roles, key FROM had`,
    );
    for (const { change, roles, key } of rows) {
      const proposed = { change, what: "staff" };
      const says = "Roles are given again.";
      await recordUnjudged(client, "change-proposed", proposed, { texts: { says }, hoursAgo: 168 });
      const decided = { change, outcome: "waited", roles: [...roles].sort(), key };
      await recordUnjudged(client, "change-decided", decided);
    }
    return rows.map(({ change }) => change);
  });
  for (const change of changes) await published({ pool }, "change-decided", change);
}

/** Moves every order back by this many hours, as if the database's clock had gone on. */
export async function letOrdersAge(database: Database, hours: number): Promise<void> {
  const back = (columns: readonly string[]) =>
    columns.map((column) => `${column} = ${column} - interval '${hours} hours'`).join(", ");
  const times = ["starts_at", "ends_at", "occurrence_from", "occurrence_until", "proposed_at"];
  await unjudged(database, async (client) => {
    await client.query(`UPDATE order_proposal SET ${back(times)}`);
    await client.query(`UPDATE order_approval SET ${back(["at"])}`);
    await signOrdersAgain(client);
    await client.query("SELECT tell_change('all')");
  });
}

/** Signs every proposal that this member made and may sign. */
export async function signProposals(member: Person): Promise<void> {
  const { changes } = deskRegister.parse(await member.ask("GET", "/api/desk/register"));
  for (const { id, mayPropose, mayConfirm, toSign } of changes) {
    if (mayPropose !== "yes" || mayConfirm !== "proposed-it" || toSign === undefined) continue;
    const signature = member.sign(toSign);
    await member.ask("POST", `/api/desk/changes/${id}/proposal`, { signature });
  }
}

/** One person proposes the authority and another confirms it. Returns its id in the register. */
export async function registerAuthority(
  { reviewer, approver }: Staff,
  authority: { readonly name: string; readonly home: string },
): Promise<string> {
  const proposed = deskChange.parse(
    await reviewer.ask("POST", "/api/desk/changes", {
      kind: "authority",
      authority: {
        name: authority.name,
        territory: { kind: "country", home: authority.home },
        instruments: [],
        contact: "By letter to its seat, found in the state's own directory",
      },
    }),
  );
  await signProposals(reviewer);
  const { changes } = deskRegister.parse(await approver.ask("GET", "/api/desk/register"));
  const toSign = changes.find(({ id }) => id === proposed.id)?.toSign ?? "";
  const decision = { outcome: "confirmed", signature: approver.sign(toSign) };
  await approver.ask("POST", `/api/desk/changes/${proposed.id}/decision`, decision);
  const register = deskRegister.parse(await reviewer.ask("GET", "/api/desk/register"));
  const entered = register.authorities.find(({ name }) => name === authority.name);
  if (entered === undefined) throw new Error("The authority is not in the register.");
  return entered.id;
}
