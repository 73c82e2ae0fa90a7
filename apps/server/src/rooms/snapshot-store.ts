import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";
import { isSignedByTwo, type SignedOrder } from "./signed-order.ts";
import type {
  RoomSnapshot,
  StoredOrder,
  StoredPlatformRule,
  StoredRoom,
  StoredRuleEvent,
} from "./store.ts";

/** What the database's `stored_rooms` answers, one of these per row. */
type Part =
  | { readonly part: "room"; readonly content: RoomRow }
  | { readonly part: "account"; readonly content: AccountRule }
  | { readonly part: "platform"; readonly content: StoredPlatformRule };

interface RoomRow extends Omit<StoredRoom, "orders"> {
  readonly orders: readonly (StoredOrder & { readonly signed: SignedOrder })[];
}

interface AccountRule {
  readonly id: string;
  readonly list: readonly StoredRuleEvent[];
}

/** Reads all that the policies of these rooms are made of, as of one moment: that of the one statement. */
export async function readSnapshot(
  db: Kysely<Database>,
  rooms: readonly string[],
): Promise<RoomSnapshot> {
  const { rows } = await sql<Part>`
    SELECT part, content FROM stored_rooms(${rooms}::text[])`.execute(db);
  const snapshot = {
    rooms: [] as StoredRoom[],
    accountRules: new Map<string, readonly StoredRuleEvent[]>(),
    platformRules: [] as StoredPlatformRule[],
  };
  for (const { part, content } of rows) {
    switch (part) {
      case "room":
        snapshot.rooms.push(withoutNulls(await withSignedOrders(content)));
        break;
      case "account":
        snapshot.accountRules.set(content.id, content.list);
        break;
      case "platform":
        snapshot.platformRules.push(content);
    }
  }
  return snapshot;
}

/**
 * INVARIANT: a row stands for no person. An order is obeyed only where what it says is what two desk keys signed; one that
 * was written past the program is none.
 */
async function withSignedOrders({ orders, ...room }: RoomRow): Promise<StoredRoom> {
  const kept: StoredOrder[] = [];
  for (const { signed, ...order } of orders) if (await isObeyed(order, signed)) kept.push(order);
  return { ...room, orders: kept };
}

/** Orders whose signatures held, with what was read of them then. */
const held = new Map<string, string>();
const mostHeld = 10_000;

async function isObeyed(order: StoredOrder, signed: SignedOrder): Promise<boolean> {
  if (!isWithin(order, signed)) return false;
  const text = JSON.stringify(signed);
  if (held.get(order.id) === text) return true;
  if (!(await isSignedByTwo(signed))) return false;
  if (held.size >= mostHeld) held.clear();
  held.set(order.id, text);
  return true;
}

/** What it does now goes no further than what was signed: it can end earlier, and reach less. */
function isWithin(
  { id, jurisdiction, excepted, from, until }: StoredOrder,
  signed: SignedOrder,
): boolean {
  const isSigned = signed.proposal !== undefined && signed.approval !== undefined;
  return (
    isSigned &&
    id === signed.id &&
    jurisdiction.every((place) => signed.places.includes(place)) &&
    signed.excepted.every((place) => excepted.includes(place)) &&
    Math.floor(from) >= signed.from &&
    Math.floor(until) <= signed.until
  );
}

function withoutNulls(room: StoredRoom): StoredRoom {
  return {
    ...room,
    hostDecisions: room.hostDecisions.map((one) => ({
      ...one,
      passFor: one.passFor ?? undefined,
      successorRank: one.successorRank ?? undefined,
    })),
  };
}
