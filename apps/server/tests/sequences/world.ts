import type { DeskRole } from "@graticule/desk/staff";
import type { PoolClient } from "pg";
import type { Answered } from "../api-service.ts";
import { unjudged } from "../by-hand.ts";
import { networkInChina, newAuthority } from "../desk-people.ts";
import { newStaff, type Staff } from "../desk-service.ts";
import type { TestDatabase } from "../harness.ts";
import { whenTold } from "../log-days.ts";
import { appointLongAgo } from "../long-ago.ts";
import { home, type MeetingService, type TestMeeting, type Visitor } from "../meeting-service.ts";
import type { WebhookReceiver } from "../webhook-receiver.ts";
import { type Host, newHost } from "./host.ts";
import { goOnWithLog } from "./log-moves.ts";

/** A desk member, as they are when a world begins. */
export interface Player extends Staff {
  readonly roles: readonly DeskRole[];
  readonly liaison: boolean;
  readonly hoursAgo: number;
  /** Their browser is inside the authority's reach. */
  readonly inside: boolean;
  /** The moves that are usually theirs. */
  readonly part: readonly string[];
}

export interface WorldParts {
  readonly service: MeetingService;
  readonly database: TestDatabase;
  readonly players: readonly Player[];
  /** Where the webhooks of hosts arrive. */
  readonly receiver: WebhookReceiver;
  readonly receiverUrl: string;
}

/** A desk, an authority and three meetings for one sequence of acts, with what it found so far. */
export interface World extends WorldParts {
  readonly authority: { id: string; readonly series: string };
  /** The first is the host's; the others are the administrator's. */
  readonly meetings: readonly TestMeeting[];
  readonly host: Host;
  /** Ids of requests, changes and orders, newest last. */
  readonly requests: string[];
  readonly changes: string[];
  readonly orders: { readonly id: string; readonly request: string }[];
  /** The authority's entries by id, with their places. */
  readonly reach: Map<string, readonly string[]>;
  /** Ids of rules of the whole service, of reports, and of acts under the terms of service. */
  readonly rules: string[];
  readonly reports: string[];
  readonly termsActs: string[];
  /** Who came to the host's meeting, and was let in. */
  readonly visitors: Visitor[];
  /** Whose joining the host's webhook told. */
  readonly joined: Set<string>;
  /** What the operator has: links to a new password, links that make an administrator, keys, and keys that opened. */
  readonly links: string[];
  readonly setupLinks: string[];
  readonly keys: { readonly id: string; readonly secret: string }[];
  readonly opened: string[];
  /** `held`: no one can sign the public log. */
  readonly log: { held: PoolClient | undefined };
  /** Everything that the desk's routes answered since the last check. */
  readonly answers: Answered[];
}

const member = (name: string, roles: readonly DeskRole[], part: readonly string[] = []) => ({
  name,
  roles,
  part,
  liaison: false,
  hoursAgo: 100,
  inside: false,
});
const everything = ["intake", "reviewer", "approver", "appeals"] as const;
const cast: readonly (Omit<Player, keyof Staff> & { readonly name: string })[] = [
  member("annzyx", ["intake", "approver"], ["receive", "correct", "call-back", "approve"]),
  member(
    "beazyx",
    ["reviewer"],
    [
      "begin",
      "look",
      "propose",
      "propose-again",
      "answer",
      "close",
      "change-staff",
      "change-authority",
    ],
  ),
  member(
    "cydzyx",
    ["approver", "reviewer"],
    ["approve", "approve-again", "second-look", "confirm", "lift", "propose"],
  ),
  member("guszyx", ["approver", "appeals"], ["decide", "approve", "approve-again", "confirm"]),
  member("samzyx", ["safety"], ["terms-act", "reinstate", "terms-withdraw", "close-report"]),
  member("tiazyx", ["safety", "appeals"], ["terms-approve", "terms-review", "review-rule"]),
  member("umazyx", ["appeals"], ["terms-approve", "terms-review", "review-rule", "decide"]),
  { ...member("danzyx", everything), liaison: true },
  { ...member("evezyx", everything), inside: true },
  { ...member("fayzyx", everything), hoursAgo: 60 },
];

export function newPlayers({
  service,
  database,
}: Pick<WorldParts, "service" | "database">): Promise<Player[]> {
  return Promise.all(
    cast.map(async ({ name, ...one }) => {
      const from = one.inside ? "203.0.113.7" : "198.51.100.7";
      const staff = await newStaff(service, database, name, { roles: one.roles, from });
      return Object.assign(staff, one);
    }),
  );
}

/** Every meeting's title; no desk page and no entry may show it. */
export const title = "Unmistakable commemoration";

/** Each meeting has so many seats from mainland China, and one from France. */
export async function newWorld(parts: WorldParts, crowds: readonly number[]): Promise<World> {
  const { service, database } = parts;
  const places = ["CN", "MO"];
  const authority = await newAuthority(database, places);
  const meetings: TestMeeting[] = [];
  const { host, meeting: own } = await newHost(parts, title);
  for (const [at, crowd] of crowds.entries()) {
    const meeting = at === 0 ? own : await service.newMeeting({ title });
    for (let one = 0; one < crowd; one += 1)
      service.seat(meeting.room, `cn-${one}`, networkInChina(one));
    service.seat(meeting.room, "fr-1", home.france);
    meetings.push(meeting);
  }
  const [, ruled] = meetings;
  const rule = { headers: ruled?.bearer ?? {}, body: { deny: [{ kind: "place", code: "FR" }] } };
  if (ruled !== undefined)
    await service.ask("PUT", `/api/meetings/${ruled.code}/manage/rule`, rule);
  const reach = new Map([[authority.id, places]]);
  return {
    ...parts,
    authority,
    host,
    meetings,
    reach,
    rules: [],
    reports: [],
    termsActs: [],
    visitors: [],
    joined: new Set(),
    links: [],
    setupLinks: [],
    keys: [],
    opened: [],
    log: { held: undefined },
    requests: [],
    changes: [],
    orders: [],
    answers: [],
  };
}

/** As the desk was when a world begins, whatever became of it in the one before; in the log too, also after a restore. */
export async function appointAgain({
  database,
  service,
  players,
  authority,
}: World): Promise<void> {
  const changes: string[] = [];
  await unjudged(database, async (client) => {
    for (const { id, roles, liaison, hoursAgo } of players) {
      await client.query("INSERT INTO staff_appointment (person_id, roles) VALUES ($1, '{}')", [
        id,
      ]);
      const liaisonTo = liaison ? [authority.series] : [];
      const change = await appointLongAgo(client, id, { roles, liaisonTo, hoursAgo });
      await client.query(
        `UPDATE staff_appointment SET change_id = $2
         WHERE id = (SELECT max(id) FROM staff_appointment WHERE person_id = $1)`,
        [id, change],
      );
      changes.push(change);
    }
  });
  await whenTold(service, database);
  await unjudged(database, (client) =>
    client.query(
      `UPDATE act_in_log l SET at = CASE l.kind WHEN 'change-proposed' THEN c.proposed_at ELSE o.at END
       FROM desk_change c JOIN desk_change_outcome o ON o.change_id = c.id
       WHERE l.act = c.id AND c.id = ANY ($1)`,
      [changes],
    ),
  );
}

/** Its hosts delete what they created: an account's meetings are limited. */
export async function closeWorld(world: World): Promise<void> {
  const { service, meetings, visitors } = world;
  await goOnWithLog(world);
  for (const { page } of visitors) page.close();
  await endWhatWaits(world);
  for (const { code, bearer } of meetings) {
    await service.ask("DELETE", `/api/meetings/${code}/manage`, { headers: bearer });
  }
  // What ends with them ends now: a check that ran before may have been too early.
  for (const _ of [1, 2]) await service.deps.desk.orderWatch.look();
}

/** Nothing of this world goes on in the next: what waits for its day or a second person, and rules of the whole service. */
async function endWhatWaits({ service, database, rules, changes }: World): Promise<void> {
  const headers = { cookie: service.operatorCookie };
  for (const id of rules)
    await service.ask("POST", `/api/admin/platform-rules/${id}/lift`, { headers });
  await unjudged(database, async (client) => {
    await client.query("DELETE FROM job WHERE kind = 'operator-act'");
    await client.query("UPDATE operator_act SET stopped_at = now() WHERE done_at IS NULL");
    await client.query(
      `INSERT INTO desk_change_outcome (change_id, outcome, by_person)
       SELECT id, 'withdrawn', proposed_by FROM desk_change WHERE id = ANY ($1) ON CONFLICT DO NOTHING`,
      [changes],
    );
  });
}
