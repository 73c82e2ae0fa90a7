import { expect } from "vitest";
import { published } from "./published.ts";
import type { World } from "./world.ts";

interface Effect {
  readonly id: string;
  readonly kind: string;
  readonly people: readonly string[];
  readonly requests: readonly number[];
  readonly near: readonly string[];
  readonly liaisons: readonly string[];
  readonly supported: boolean;
  /** Reports of other participants on whom an act had effect in the last day. */
  readonly others: number;
  /** What the log links it to. */
  readonly linked: readonly number[] | null;
}

const effects = `
  WITH act AS (SELECT a.*, e.at, e.xmin FROM terms_effect e JOIN terms_act a ON a.id = e.act_id WHERE a.id = ANY ($1)),
  around AS (SELECT DISTINCT act.id AS act, q.id, q.number FROM act JOIN request_meeting m
      ON m.meeting_commitment = act.meeting_commitment OR m.host_commitment = act.host_commitment
    JOIN request q ON q.id = m.request_id LEFT JOIN request_event e
      ON e.request_id = q.id AND e.kind IN ('returned', 'rejected', 'answered')
    WHERE q.received_at <= act.at + interval '90 days' AND (e.id IS NULL OR e.at >= act.at - interval '180 days')),
  hand AS (SELECT request_id AS id, by_person AS who FROM request_event
    UNION SELECT request_id, by_person FROM desk_look UNION SELECT request_id, with_person FROM desk_look
    UNION SELECT request_id, proposed_by FROM order_proposal UNION SELECT request_id, by_person FROM order_approval
    UNION SELECT p.request_id, e.by_person FROM order_end e JOIN order_proposal p ON p.id = e.order_id
    UNION SELECT p.request_id, d.by_person FROM appeal_decision d JOIN order_proposal p ON p.id = d.order_id
    UNION SELECT p.request_id, c.by_person FROM order_confirmation c JOIN order_proposal p ON p.id = c.order_id)
  SELECT act.id, act.kind, people.ids AS people,
    ARRAY(SELECT number FROM around WHERE around.act = act.id ORDER BY 1) AS requests,
    ARRAY(SELECT hand.who FROM around JOIN hand ON hand.id = around.id WHERE around.act = act.id
      AND hand.who = ANY (people.ids)) AS near,
    ARRAY(SELECT s.person_id FROM staff_appointment s WHERE s.person_id = ANY (people.ids) AND s.liaison_to <> '{}'
      AND s.id = (SELECT max(id) FROM staff_appointment l WHERE l.person_id = s.person_id)) AS liaisons,
    act.kind = 'reinstate-account' OR EXISTS (SELECT FROM abuse_report r WHERE r.id = act.report_id AND r.inside
      AND NOT r.from_state AND r.made_on >= current_date - 31 AND NOT EXISTS (SELECT FROM abuse_report_outcome c
        WHERE c.report_id = r.id AND c.outcome IN ('no-action', 'to-the-desk'))) AS supported,
    (SELECT count(DISTINCT b.report_id)::int FROM terms_effect f JOIN terms_act b ON b.id = f.act_id
      WHERE b.room = act.room AND b.kind LIKE '%-participant' AND b.report_id <> act.report_id
        AND f.at < act.at AND f.at > act.at - interval '24 hours') AS others,
    (SELECT body -> 'requests' FROM public_entry e WHERE e.kind = 'terms-act' AND e.body ->> 'act' = act.id::text) AS linked
  FROM act, LATERAL (SELECT array_agg(DISTINCT who) AS ids FROM (SELECT act.proposed_by AS who
    UNION SELECT by_person FROM terms_approval WHERE act_id = act.id) AS all_of_them) AS people`;

/** 13: each new effect has its people, none of them near a request, its report from inside, and its entry. */
export function createTermsWatch(world: World) {
  const seen = new Set<string>();
  return {
    async look(): Promise<void> {
      const { pool } = world.database;
      const open = world.termsActs.filter((id) => !seen.has(id));
      const { rows } = await pool.query<Effect>(effects, [open]);
      for (const effect of rows) {
        seen.add(effect.id);
        expect(effect.supported, "no report from inside (13)").toBe(true);
        if (effect.kind !== "reinstate-account") {
          expect(effect.near, "someone with a hand in the request (13)").toEqual([]);
          expect(effect.liaisons, "a liaison (13)").toEqual([]);
        }
        expect(effect.people.length, `too few for ${effect.kind} (13)`).toBeGreaterThanOrEqual(
          needed(effect),
        );
        expect(effect.linked, "not linked, or no entry (11, 13)").toEqual(effect.requests);
      }
    },
  };
}

function needed({ kind, requests, others }: Effect): number {
  if (kind === "reinstate-account") return 2;
  if (kind.endsWith("-participant") && others < 3) return 1;
  return requests.length > 0 ? 3 : 2;
}

/** Rooms that an act under the terms of service closes, and whose entry anyone can read. */
export async function closedUnderTerms({ database }: World): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ room: string }>(
    `WITH ${published}, holds AS (SELECT a.* FROM terms_effect e JOIN terms_act a ON a.id = e.act_id
       JOIN told t ON t.kind = 'terms-act' AND t.body ->> 'act' = a.id::text
       WHERE NOT EXISTS (SELECT FROM terms_review v WHERE v.act_id = a.id AND v.outcome = 'reversed'))
     SELECT r.name AS room FROM room r WHERE EXISTS (SELECT FROM holds
       WHERE kind = 'end-meeting' AND room = r.name OR kind = 'suspend-account' AND account_id = r.account_id)`,
  );
  return rows.map(({ room }) => room);
}
