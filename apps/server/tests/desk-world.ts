import type { DeskRole } from "@graticule/desk/staff";
import type { Answered } from "./api-service.ts";
import { unjudged } from "./by-hand.ts";
import { storedKeyOf } from "./desk-keys.ts";
import { networkInChina, newAuthority } from "./desk-people.ts";
import { newStaff, type Staff } from "./desk-service.ts";
import type { TestDatabase } from "./harness.ts";
import { home, type MeetingService, type TestMeeting } from "./meeting-service.ts";

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
}

/** A desk, an authority and three meetings for one sequence of acts, with what it found so far. */
export interface World extends WorldParts {
  readonly authority: { id: string; readonly series: string };
  readonly meetings: readonly TestMeeting[];
  /** Ids of requests, changes and orders, newest last. */
  readonly requests: string[];
  readonly changes: string[];
  readonly orders: { readonly id: string; readonly request: string }[];
  /** The authority's entries by id, with their places. */
  readonly reach: Map<string, readonly string[]>;
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
    ["begin", "look", "propose", "answer", "close", "change-staff", "change-authority"],
  ),
  member(
    "cydzyx",
    ["approver", "reviewer"],
    ["approve", "second-look", "confirm", "lift", "propose"],
  ),
  member("guszyx", ["approver", "appeals"], ["decide", "approve", "confirm"]),
  { ...member("danzyx", everything), liaison: true },
  { ...member("evezyx", everything), inside: true },
  { ...member("fayzyx", everything), hoursAgo: 60 },
];

export function newPlayers({ service, database }: Omit<WorldParts, "players">): Promise<Player[]> {
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
  const { service, database, players } = parts;
  const places = ["CN", "MO"];
  const authority = await newAuthority(database, places);
  await unjudged(database, async (client) => {
    for (const { id, roles, liaison, hoursAgo } of players) {
      for (const given of [[], roles]) {
        await client.query(
          `INSERT INTO staff_appointment (person_id, roles, liaison_to, effective_at, key_id)
           VALUES ($1, $2, $3, now() - make_interval(hours => $4), ${storedKeyOf("$1")})`,
          [id, given, liaison ? [authority.series] : [], hoursAgo],
        );
      }
    }
  });
  const meetings: TestMeeting[] = [];
  for (const crowd of crowds) {
    const meeting = await service.newMeeting({ title });
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
    meetings,
    reach,
    requests: [],
    changes: [],
    orders: [],
    answers: [],
  };
}

/** Its hosts delete what they created: an account's meetings are limited. */
export async function closeWorld({ service, meetings }: World): Promise<void> {
  for (const { code, bearer } of meetings) {
    await service.ask("DELETE", `/api/meetings/${code}/manage`, { headers: bearer });
  }
  // What ends with them ends now: a check that ran before may have been too early.
  for (const _ of [1, 2]) await service.deps.desk.orderWatch.look();
}
