import { type ActSignature, statementText } from "@graticule/ledger/act-signature";
import { type ChangeAct, changeStatement } from "@graticule/ledger/act-statement";
import { daysAfter } from "@graticule/ledger/day";
import type { Entry, EntryOf } from "@graticule/ledger/entry";
import { encodeEntry, readLeaf } from "@graticule/ledger/leaf";
import type { PoolClient } from "pg";
import { unjudged } from "../by-hand.ts";
import { holderOf, signatureBy, signOrdersAgain } from "../desk-keys.ts";
import { letDeskTimePass } from "../desk-service.ts";
import type { World } from "./world.ts";

type Client = Pick<PoolClient, "query">;

/** Beside what {@link letDeskTimePass} makes older. */
const older: Readonly<Record<string, readonly string[]>> = {
  order_confirmation: ["at"],
  platform_rule_review: ["at"],
  platform_rule_lifting: ["at"],
  terms_review: ["at"],
  terms_withdrawal: ["at"],
  operator_act: ["since", "effective_at", "stopped_at", "done_at"],
};

/**
 * Hours go by for everything that is recorded, and for the public log too: who was appointed is an
 * approver of some days' standing to those who read the log, and who signed did so on that day. The
 * changed leaves no longer match the tree, so nothing here audits the log.
 */
export async function letTimePass({ database, log }: World, hours: number): Promise<void> {
  await letDeskTimePass(database, hours);
  await unjudged(database, async (client) => {
    for (const [table, names] of Object.entries(older)) {
      const sets = names.map((name) => `${name} = ${name} - make_interval(hours => ${hours})`);
      await client.query(`UPDATE ${table} SET ${sets.join(", ")}`);
    }
    // An act under the terms of service ends a meeting at its own moment.
    await client.query(
      `UPDATE meeting m SET ended_at = e.at FROM terms_act a JOIN terms_effect e ON e.act_id = a.id
       WHERE a.room = m.room AND e.at = m.ended_at - make_interval(hours => $1)`,
      [hours],
    );
    await client.query("UPDATE job SET due_at = due_at - make_interval(hours => $1)", [hours]);
    if (log.held !== undefined) {
      const sets = "signed_at = signed_at - make_interval(hours => $1)";
      await client.query(`UPDATE ledger_head SET ${sets}`, [hours]);
    }
    await moveLog(client, hours);
    await signOnTheirDay(client);
    await client.query("SET LOCAL session_replication_role = origin");
    await client.query("SELECT tell_change('all')");
  });
}

/** What the log says of changes is of earlier days, by as many as went by for the act. */
async function moveLog(client: Client, hours: number): Promise<void> {
  const { rows } = await client.query<{ index: number; leaf: Buffer; days: number }>(
    `SELECT l.index, l.leaf,
       day_of(a.at + make_interval(hours => $1))::date - day_of(a.at)::date AS days
     FROM act_in_log a JOIN ledger_leaf l ON l.index = a.leaf
     WHERE a.kind IN ('change-proposed', 'change-decided') ORDER BY l.index`,
    [hours],
  );
  const proposed = new Map<string, EntryOf<"change-proposed">>();
  for (const { index, leaf, days } of rows) {
    const read = readLeaf(leaf);
    if (read.kind !== "entry") continue;
    const { entry } = read;
    if (entry.kind === "change-proposed") proposed.set(entry.change, entry);
    if (days === 0) continue;
    const moved = { ...entry, day: daysAfter(entry.day, -days) } as Entry;
    const signed =
      moved.kind === "change-decided" ? signedOnItsDay(moved, proposed.get(moved.change)) : moved;
    const bytes = Buffer.from(encodeEntry(signed));
    await client.query("UPDATE ledger_leaf SET leaf = $2 WHERE index = $1", [index, bytes]);
  }
}

function signedOnItsDay(
  entry: EntryOf<"change-decided">,
  proposed: EntryOf<"change-proposed"> | undefined,
): Entry {
  const { change, roles, key, replaces, proposal, confirmation, day } = entry;
  if (proposal === undefined || confirmation === undefined || proposed === undefined) return entry;
  const { what, says } = proposed;
  const again = (act: ChangeAct, former: ActSignature): ActSignature => {
    const statement = changeStatement(act, { change, what, says, roles, key, replaces });
    return signatureBy(holderOf(former.key), statementText(statement, day));
  };
  return {
    ...entry,
    proposal: again("propose-change", proposal),
    confirmation: again("confirm-change", confirmation),
  };
}

async function signOnTheirDay(client: Client): Promise<void> {
  await client.query(
    `UPDATE act_signature s SET day = day_of(coalesce(
       (SELECT c.at FROM order_confirmation c WHERE c.id = s.about),
       (SELECT d.at FROM appeal_decision d WHERE d.id = s.about),
       CASE s.act WHEN 'propose-order' THEN (SELECT p.proposed_at FROM order_proposal p WHERE p.id = s.about)
         ELSE (SELECT a.at FROM order_approval a WHERE a.order_id = s.about) END))::date
     WHERE s.act LIKE '%-order%' OR s.act = 'decide-appeal'`,
  );
  await signOrdersAgain(client);
}
