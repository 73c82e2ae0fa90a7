import { randomUUID } from "node:crypto";
import type { DeskRole } from "@graticule/desk/staff";
import { sayChange } from "@graticule/server/desk/changes/say-change";
import type { PoolClient } from "pg";
import { recordUnjudged } from "./by-hand.ts";
import { deskKeyOf, storeDeskKey } from "./desk-keys.ts";

type Client = Pick<PoolClient, "query">;

/** An administrator's proposal is public for so long before it takes effect. */
const waitingHours = 7 * 24;

/**
 * A member with their desk key, as if an administrator had proposed them and 7 days had gone by: also
 * in the public log, where a signature counts only if its key was appointed there. The product can't
 * write the past; call it within `unjudged`.
 */
export async function appointLongAgo(
  client: Client,
  person: string,
  {
    roles,
    liaisonTo = [],
    hoursAgo = 100,
  }: {
    readonly roles: readonly DeskRole[];
    readonly liaisonTo?: readonly string[];
    readonly hoursAgo?: number;
  },
): Promise<void> {
  const change = randomUUID();
  const body = { kind: "staff", person, roles: [...roles], liaisonTo: [...liaisonTo] } as const;
  const { kind, ...rest } = body;
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
  await storeDeskKey(client, person, change);
  await client.query(
    `INSERT INTO staff_appointment (person_id, roles, liaison_to, effective_at)
     VALUES ($1, $2, $3, now() - make_interval(hours => $4))`,
    [person, roles, liaisonTo, hoursAgo],
  );
  await beginLogToday(client);
  const says = sayChange(body);
  const proposed = { change, what: kind };
  const given = { roles: [...roles].sort(), key: deskKeyOf(person).key };
  const decided = { change, outcome: "waited", ...given };
  await recordUnjudged(client, "change-proposed", proposed, {
    texts: { says },
    hoursAgo: hoursAgo + waitingHours,
  });
  await recordUnjudged(client, "change-decided", decided, { hoursAgo });
}

/** A log's first entry says when it began; one that began long ago and has no slots is out of date. */
async function beginLogToday(client: Client): Promise<void> {
  const { rows } = await client.query("SELECT FROM public_entry LIMIT 1");
  if (rows.length > 0) return;
  const change = randomUUID();
  const says = "Nothing. It says on which day this log began.";
  await recordUnjudged(client, "change-proposed", { change, what: "geofeed" }, { texts: { says } });
  await recordUnjudged(client, "change-decided", { change, outcome: "withdrawn" });
}
