import { expect } from "vitest";
import { type Answered, from } from "../api-service.ts";
import { home } from "../meeting-service.ts";
import { published } from "./published.ts";
import { refusedPlaces } from "./rule-invariants.ts";
import { closedUnderTerms } from "./terms-invariants.ts";
import { title, type World } from "./world.ts";

const addresses = [home.france, home.china, home.nowhere, from.hongKong];

/** What is decided for everyone at every door, including title and place. */
export async function doors({ service, meetings }: World) {
  const asked = meetings.flatMap(({ code }, at) =>
    (at === 0 ? addresses : addresses.slice(0, 2)).map((from) => ({ code, from })),
  );
  return await Promise.all(
    asked.map(async ({ code, from }) => {
      service.deps.web.limits.joins.restore(from);
      const { limits: _, ...door } = (
        await service.ask("GET", `/api/meetings/${code}/door`, { from })
      ).json;
      return { code, from, door };
    }),
  );
}

interface Holding {
  readonly id: string;
  readonly room: string;
  readonly until: string;
  readonly sealed: boolean;
}

/** Orders in force for mainland China, from what is recorded and nothing derived. */
async function holding({ database, reach, authority }: World): Promise<readonly Holding[]> {
  const { rows } = await database.pool.query(
    `WITH ${published}
     SELECT p.id, p.room, p.starts_at, p.ends_at, p.sealed_until > now() AS sealed, now() AS now, e.at AS ended,
       (SELECT min(c.due_at) FROM appeal_case c WHERE c.order_id = p.id AND NOT EXISTS (
         SELECT FROM appeal_decision d WHERE d.order_id = p.id AND d.case_no = c.no)) AS due
     FROM log, order_approval a JOIN order_proposal p ON p.id = a.order_id
     JOIN told t ON t.kind = 'order-approved' AND t.body ->> 'order' = p.id::text
     JOIN order_place o ON o.order_id = p.id AND o.place = 'CN'
     LEFT JOIN order_end e ON e.order_id = p.id
     WHERE log.alive AND NOT EXISTS (SELECT FROM restoration r WHERE r.entry_id > t.id AND NOT EXISTS (
       SELECT FROM told c WHERE c.kind = 'order-confirmed' AND c.id > r.entry_id AND c.body ->> 'order' = p.id::text))`,
  );
  // A newer entry of the register takes from what was approved.
  if (!reach.get(authority.id)?.includes("CN")) return [];
  return rows.flatMap(({ id, room, sealed, starts_at: starts, ends_at: ends, due, ended, now }) => {
    const until = due !== null && due < ends ? due : ends;
    if (ended !== null || now < starts || now >= until) return [];
    return [{ id, room, sealed: sealed === true, until: until.toISOString() }];
  });
}

/** 1, 8, 9, 10: an order changes only the door of those established inside it, and tells them. */
export async function lookAtDoors(
  world: World,
  before: Awaited<ReturnType<typeof doors>>,
): Promise<void> {
  const orders = await holding(world);
  const closed = await closedUnderTerms(world);
  const asked = await doors(world);
  const still = await holding(world);
  for (const { code, from, door } of asked) {
    const room = world.meetings.find((one) => one.code === code)?.room;
    const known = before.find((one) => one.code === code && one.from === from)?.door;
    const own = orders.filter((order) => order.room === room);
    if (door.ended) {
      expect(closed, "closed by no act that anyone can read of (11, 13)").toContain(room);
      continue;
    }
    if (door.refusal?.decidedBy === "platform") {
      expect(await refusedPlaces(world), "a rule of one person, or unseen (11, 14)").toContain(
        door.refusal.place,
      );
      continue;
    }
    if (from !== home.china || own.length === 0) {
      // That an order holds is shown to everyone alike, as in the call; nothing else of their door
      // changes.
      const { limitedByOrder, ...theirs } = door;
      expect(theirs, "a door changed for someone whom no order names (1, 8, 9, 11)").toEqual(known);
      if (limitedByOrder) expect(orders.map((order) => order.room)).toContain(room);
      continue;
    }
    await lookAtRefusal(world, door, { own, still });
  }
}

async function lookAtRefusal(
  world: World,
  { title: shown, refusal }: Answered["json"],
  { own, still }: { readonly own: readonly Holding[]; readonly still: readonly Holding[] },
): Promise<void> {
  // What no one decides, or no one comes to, ends an order while the doors are asked.
  if (!own.some((order) => still.some(({ id }) => id === order.id))) return;
  expect(shown, "a refused person sees the title").toBeUndefined();
  expect(refusal, "refused without a word (10)").toMatchObject({
    decidedBy: "order",
    because: "ordered",
    place: "CN",
    limitPlace: "CN",
    sure: "sure",
  });
  const named = own.find(({ id }) => id === refusal.orderId);
  expect(named, "no order to appeal against (10)").toBeDefined();
  expect(refusal.until, "until when (10)").toBe(named?.until);
  for (const field of ["authority", "law"]) {
    expect(refusal[field] === undefined, `${field} (10)`).toBe(named?.sealed);
  }
  const page = await world.service.ask("GET", `/api/orders/${refusal.orderId}`);
  expect(page.json).toMatchObject({ id: refusal.orderId, state: "in-force" });
  expectNoOne(world, page.text);
}

/** 15: no person, no title, no room, no code, no address, no minute. */
export function expectNoOne({ players, meetings }: World, text: string): void {
  const names = players.flatMap(({ id, email }) => [id, email.split("@")[0] ?? id]);
  const rooms = meetings.flatMap(({ code, room }) => [code, room]);
  const said = [...names, ...rooms, title, "fr-1", "cn-0", ...addresses].filter((one) =>
    text.includes(one),
  );
  expect(said, `${text} names someone (15)`).toEqual([]);
  expect(text, "a minute (15)").not.toMatch(/\dT\d\d:/);
}
