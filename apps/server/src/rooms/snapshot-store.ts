import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";
import type { RoomSnapshot, StoredPlatformRule, StoredRoom, StoredRuleEvent } from "./store.ts";

/** What the database's `stored_rooms` answers, one of these per row. */
type Part =
  | { readonly part: "room"; readonly content: StoredRoom }
  | { readonly part: "account"; readonly content: AccountRule }
  | { readonly part: "platform"; readonly content: StoredPlatformRule };

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
        snapshot.rooms.push(withoutNulls(content));
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
