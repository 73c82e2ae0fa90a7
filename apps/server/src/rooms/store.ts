import type { HostDecision } from "@graticule/admission/standing";
import type { PlatformGround } from "@graticule/api/administration";
import type { ActingRole, MeetingDoor } from "@graticule/api/hosting";
import type { Encryption } from "@graticule/api/meetings";
import type { Kysely } from "kysely";
import { sql } from "kysely";
import type { Database } from "../db/schema.ts";
import { isReserved } from "./meeting-room.ts";
import { createOrderSigners, type ReadSigners } from "./order-signers.ts";
import { createSnapshotStore } from "./snapshot-store.ts";

/** An order as it is stored; times in milliseconds since the epoch. */
export interface StoredOrder {
  readonly id: string;
  readonly jurisdiction: readonly string[];
  /** Places inside it that it does not reach. */
  readonly excepted: readonly string[];
  readonly from: number;
  readonly until: number;
  readonly approvedAt: number;
  /** From when it applies to those inside when it takes effect. */
  readonly insideFrom: number;
  readonly authority: string | null;
  readonly law: string | null;
  /** Until when a law forbids to tell both; null: none does. */
  readonly sealedUntil: number | null;
}

/** A change of a rule as it is stored; times in milliseconds since the epoch. */
export interface StoredRuleEvent {
  readonly id: number;
  readonly version: number;
  readonly at: number;
  /** From when it applies to those who were inside before it; null: at once. */
  readonly insideFrom: number | null;
  readonly mode: "default" | "locked" | null;
  /** Of a room's rule: the role of who set it; null: nobody, or a backend by its key. */
  readonly actedAs: ActingRole | null;
  /** Null: lifted. May be written by another version of the service. */
  readonly rule: unknown;
}

/** A rule of the whole service; times in milliseconds since the epoch. */
export interface StoredPlatformRule {
  readonly id: string;
  readonly ground: PlatformGround;
  readonly rule: unknown;
  /** Codes of the places that it keeps out, as it was entered. */
  readonly refuses: readonly string[];
  readonly from: number;
  readonly until: number;
}

export interface StoredRoom {
  readonly room: string;
  readonly accountId: string;
  readonly kind: "meeting" | "drop-in";
  readonly meetingCode: string | null;
  readonly title: string | null;
  /** Scheduled start in milliseconds since the epoch. */
  readonly startsAt: number | null;
  readonly ended: boolean;
  readonly endedUnderTerms: boolean;
  readonly encryption: Encryption;
  readonly nativeClients: boolean;
  readonly mediaRegion: string | null;
  /** Base64url. */
  readonly linkKey: string | null;
  /** Base64url. */
  readonly hostHash: string | null;
  readonly serviceSeats: "allowed" | "refused";
  readonly door: MeetingDoor;
  readonly hostDecisions: readonly (HostDecision & { readonly person: string })[];
  /**
   * The room's own rule, oldest event first: the newest one, and those before it that still hold for
   * someone inside, 13 at most.
   */
  readonly ownRule: readonly StoredRuleEvent[];
  readonly orders: readonly StoredOrder[];
}

/** Rooms with all that holds above them, as of one moment: never half a change. */
export interface RoomSnapshot {
  readonly rooms: readonly StoredRoom[];
  /** By account, of all that have one of these rooms; as {@link StoredRoom.ownRule}. */
  readonly accountRules: ReadonlyMap<string, readonly StoredRuleEvent[]>;
  readonly platformRules: readonly StoredPlatformRule[];
}

export type RoomStore = ReturnType<typeof createRoomStore>;

/** @param roomsAtMost that an account may have at a time, its meetings among them */
export function createRoomStore(
  db: Kysely<Database>,
  roomsAtMost = 10_000,
  signers: ReadSigners = createOrderSigners(db),
) {
  return {
    /** Those of these rooms that there are. */
    load: createSnapshotStore(db, signers),
    /** The rooms of these meetings, by code, as far as there are such meetings. They never change. */
    async roomsOf(codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
      const found = await db
        .selectFrom("meeting")
        .select(["code", "room"])
        .where("code", "in", codes)
        .execute();
      return new Map(found.map(({ code, room }) => [code, room]));
    },
    /**
     * The database's present time, and when the public log's signer last found that all is well (null:
     * never), in milliseconds since the epoch.
     */
    async clock(): Promise<{ readonly now: number; readonly logSigned: number | null }> {
      const found = await sql<{ now: number; logSigned: number | null }>`
        SELECT milliseconds(clock_timestamp()) AS now, milliseconds(signed_at) AS "logSigned"
        FROM ledger_head`.execute(db);
      const [row] = found.rows;
      if (row === undefined) throw new TypeError("the public log has no head");
      return row;
    },
    /**
     * Registers a room unless it is registered already; durable when it answers. Answers the
     * account that owns it, `full` if the account has as many rooms as it may, or `reserved` if no
     * backend has a room of this name, and there is none.
     */
    async register(room: string, accountId: string): Promise<string> {
      const isDropIn = !isReserved(room);
      await sql`
        INSERT INTO room (name, account_id, kind) SELECT ${room}, ${accountId}, 'drop-in'
        WHERE ${isDropIn}::boolean AND (SELECT count(*) FROM room WHERE account_id = ${accountId}) < ${roomsAtMost}
        ON CONFLICT DO NOTHING`.execute(db);
      const found = await db
        .selectFrom("room")
        .select("account_id")
        .where("name", "=", room)
        .executeTakeFirst();
      return found?.account_id ?? (isDropIn ? "full" : "reserved");
    },
  };
}
