import { expect } from "vitest";
import { published } from "./published.ts";
import type { World } from "./world.ts";

/**
 * Places that a rule of the whole service may keep out now: confirmed by another person or public for
 * 7 days, within its time, not from before a restore; and, around an earlier request
 * whose authority the public knows, with a third person's look at it.
 */
export async function refusedPlaces({ database }: World): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ place: string }>(
    `WITH ${published}
     SELECT DISTINCT unnest(r.refuses) AS place FROM log, platform_rule r JOIN desk_change c ON c.id = r.change_id
     LEFT JOIN desk_change_outcome o ON o.change_id = c.id
     JOIN told t ON t.kind = 'change-proposed' AND t.body ->> 'change' = c.id::text
     WHERE log.alive AND r.review_at > now() AND NOT EXISTS (SELECT FROM platform_rule_lifting l WHERE l.rule_id = r.id)
       AND (o.outcome = 'confirmed' AND o.by_person <> c.proposed_by
         OR coalesce(o.outcome, 'waited') = 'waited' AND r.entered_at <= now() - interval '168 hours')
       AND NOT EXISTS (SELECT FROM restoration x WHERE x.entry_id > t.id)
       AND NOT EXISTS (SELECT FROM request q JOIN authority_reach a ON a.authority_id = q.authority_id
         LEFT JOIN request_event e ON e.request_id = q.id AND e.kind IN ('returned', 'rejected', 'answered')
         WHERE a.place = ANY (r.refuses) AND q.entered_at <= r.entered_at AND (e.id IS NULL OR e.at >= r.entered_at - interval '180 days')
           AND NOT EXISTS (SELECT FROM request_event s WHERE s.request_id = q.id
             AND (s.body #>> '{content,forbidsNotice,until}')::timestamptz > now())
           AND NOT EXISTS (SELECT FROM platform_rule_review v WHERE v.rule_id = r.id AND v.at >= q.entered_at
             AND v.outcome = 'stands' AND v.by_person NOT IN (c.proposed_by, coalesce(o.by_person, c.proposed_by))))`,
  );
  return rows.map(({ place }) => place);
}

/** 2: an administrator calls no place by another's name. */
export async function lookAtRules({ service }: World): Promise<void> {
  const { placeNames } = (await service.ask("GET", "/api/settings")).json;
  expect([placeNames.HK, placeNames.CN], "a place by another's name (2)").not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^(China|Hong Kong)$/)]),
  );
}
