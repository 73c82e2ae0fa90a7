import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";
import { ObeyedOrders, type OrderWithSignatures } from "./obeyed-orders.ts";
import {
  isConfirmed,
  isSignedTerms,
  type ReadSigners,
  type TermsActInRow,
} from "./order-signers.ts";
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
  | { readonly part: "platform"; readonly content: PlatformRow };

interface RoomRow extends Omit<StoredRoom, "orders" | "endedUnderTerms"> {
  readonly orders: readonly OrderWithSignatures[];
  /** Under the terms of service; null: not so. */
  readonly endedBy: TermsActInRow | null;
  /** Its account is. */
  readonly suspendedBy: TermsActInRow | null;
}

interface RoomWithSignatures extends Omit<StoredRoom, "orders"> {
  readonly orders: readonly OrderWithSignatures[];
}

interface PlatformRow extends Omit<StoredPlatformRule, "from"> {
  /** Without a second person. */
  readonly effectiveAt: number;
  /** By which change, and when. */
  readonly confirmed: { readonly at: number; readonly change: string } | null;
}

interface AccountRule {
  readonly id: string;
  readonly list: readonly StoredRuleEvent[];
}

/** Reads all that the policies of some rooms are made of, as of one moment: that of the one statement. */
export function createSnapshotStore(db: Kysely<Database>, signers: ReadSigners) {
  const signed = new ObeyedOrders(signers);
  return async (rooms: readonly string[]): Promise<RoomSnapshot> => {
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
          snapshot.rooms.push(
            withoutNulls(await withSignedOrders(await withSignedTerms(content, signers), signed)),
          );
          break;
        case "account":
          snapshot.accountRules.set(content.id, content.list);
          break;
        case "platform":
          snapshot.platformRules.push(await withConfirmation(content, signers));
      }
    }
    return snapshot;
  };
}

/** INVARIANT: a row stands for no person. What not all signed whom it takes ends no meeting. */
async function withSignedTerms(
  { endedBy, suspendedBy, ended, ...room }: RoomRow,
  signers: ReadSigners,
): Promise<RoomWithSignatures> {
  if (endedBy === null && suspendedBy === null) return { ...room, ended, endedUnderTerms: false };
  const signed = await signers.read();
  const isSuspended = isSignedTerms(signed, suspendedBy);
  const endedUnderTerms = isSuspended || isSignedTerms(signed, endedBy);
  return {
    ...room,
    ended: isSuspended || (ended && (endedBy === null || isSignedTerms(signed, endedBy))),
    endedUnderTerms,
  };
}

async function withSignedOrders(
  { orders, ...room }: RoomWithSignatures,
  signed: ObeyedOrders,
): Promise<StoredRoom> {
  const kept: StoredOrder[] = [];
  for (const order of orders) {
    const obeyed = await signed.find(order);
    if (obeyed !== undefined) kept.push(obeyed);
  }
  return { ...room, orders: kept };
}

/** INVARIANT: a row stands for no person. A confirmation that two keys didn't sign hastens nothing. */
async function withConfirmation(
  { effectiveAt, confirmed, ...rule }: PlatformRow,
  signers: ReadSigners,
): Promise<StoredPlatformRule> {
  const counts =
    confirmed !== null && isConfirmed(await signers.read(), confirmed.change, "platform-rule");
  return { ...rule, from: counts ? Math.min(effectiveAt, confirmed.at) : effectiveAt };
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
