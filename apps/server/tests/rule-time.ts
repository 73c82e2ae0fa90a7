import { randomUUID } from "node:crypto";
import { ruleInput } from "@graticule/api/rules";
import { expandRule, refusedBy } from "@graticule/server/rooms/expand-rule";
import { recordUnjudged, unjudged } from "./by-hand.ts";
import type { TestDatabase } from "./harness.ts";
import { published } from "./orders.ts";

/** Makes a room's history minutes older, which nothing in the product can do. */
export async function letTimePass(
  database: Pick<TestDatabase, "pool">,
  room: string,
  minutes: number,
): Promise<void> {
  await unjudged(database, async (client) => {
    const back = "make_interval(mins => $2)";
    await client.query(
      `UPDATE rule_event SET at = at - ${back}, inside_from = inside_from - ${back} WHERE room = $1`,
      [room, minutes],
    );
    await client.query(`UPDATE room SET created_at = created_at - ${back} WHERE name = $1`, [
      room,
      minutes,
    ]);
  });
}

/**
 * Enters a platform rule as if long enough ago that it takes effect in `secondsAway` (negative: in
 * the past). Its review is 100 days after its entry. Resolves once a running service has published it.
 */
export async function enterPlatformRule(
  database: Pick<TestDatabase, "pool">,
  rule: object,
  secondsAway: number,
): Promise<string> {
  const [id, change] = [randomUUID(), randomUUID()];
  await unjudged(database, async (client) => {
    await client.query(
      `INSERT INTO platform_rule (id, name, ground, rule, refuses, entered_at, effective_at, review_at, change_id)
       SELECT $3, 'A list', 'sanctions', $1, $5, entered, entered + interval '168 hours',
         entered + interval '100 days', $4
       FROM (SELECT now() - interval '168 hours' + make_interval(secs => $2) AS entered) AS moment`,
      [JSON.stringify(rule), secondsAway, id, change, keptOutBy(rule)],
    );
    const told = { change, what: "platform-rule" };
    await recordUnjudged(client, "change-proposed", told, { texts: { says: "-" } });
  });
  await published(database, "change-proposed", change);
  return id;
}

/** The codes of all places that a rule keeps out. */
function keptOutBy(rule: object): readonly string[] {
  const expanded = expandRule(ruleInput.parse(rule), { id: "entered", tier: "platform" });
  if (expanded.kind === "problems") throw new Error("there is such a rule");
  return refusedBy(expanded.rule);
}
