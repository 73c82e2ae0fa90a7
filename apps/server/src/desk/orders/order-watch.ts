import { type Kysely, sql } from "kysely";
import type { Database } from "../../db/schema.ts";
import type { RoomUse } from "../../meetings/room-use.ts";
import { emptyMs } from "../../meetings/schedule.ts";
import type { StoredRoomDirectory } from "../../rooms/stored-room-directory.ts";
import { endOrder, type OrderEnding } from "./end-order.ts";
import type { HostNotices } from "./notices.ts";

/** Ends orders whose time has come in another way than by the clock, which every decision reads itself. */
export interface OrderWatch {
  /** Looks now. Never rejects: while the database is away, the next look does it. */
  look(): Promise<void>;
  close(): void;
}

export interface OrderWatchParts {
  readonly db: Kysely<Database>;
  readonly directory: Pick<StoredRoomDirectory, "now" | "refresh">;
  readonly use: Pick<RoomUse, "of">;
  readonly notices: Pick<HostNotices, "mail">;
  readonly everyMs?: number;
}

interface OpenOrder {
  readonly orderId: string;
  readonly room: string | null;
  readonly due: "appeal" | "ended" | "look";
  /** Since when its occurrence can be empty, milliseconds since the epoch. */
  readonly openSince: number;
}

/** So many are looked at in one round; the others in the next ones. */
const atMost = 500;

export function createOrderWatch(parts: OrderWatchParts): OrderWatch {
  const { db, directory, use, notices, everyMs = 1_000 } = parts;
  const watchedSince = directory.now();
  let from = "00000000-0000-0000-0000-000000000000";

  /** A process that has just begun has seen nobody yet: an hour is an hour that it saw itself. */
  const isEmpty = ({ room, openSince }: OpenOrder): boolean => {
    if (room === null) return true;
    const inside = use.of(room);
    if (inside === "somebody") return false;
    const emptySince = inside.emptySince ?? watchedSince;
    return directory.now() >= Math.max(emptySince, openSince) + emptyMs;
  };

  const endingOf = (order: OpenOrder): OrderEnding | undefined => {
    const { orderId } = order;
    if (order.due === "appeal") return { orderId, kind: "appeal-not-decided" };
    return order.due === "ended" || isEmpty(order)
      ? { orderId, kind: "occurrence-over" }
      : undefined;
  };

  const end = async (ending: OrderEnding): Promise<void> => {
    const ended = await db.transaction().execute((tx) => endOrder(tx, ending));
    if (ended.kind === "too-late" || ended.room === undefined) return;
    const { room } = ended;
    await directory.refresh({ kind: "room", room }).catch(() => undefined);
    await notices.mail([room]);
  };

  const look = async (): Promise<void> => {
    try {
      const due = await readDue(db);
      const page = await readPage(db, from);
      from =
        page.length < atMost
          ? "00000000-0000-0000-0000-000000000000"
          : (page.at(-1)?.orderId ?? from);
      for (const order of [...due, ...page]) {
        const ending = endingOf(order);
        if (ending !== undefined) await end(ending);
      }
    } catch {
      // The database is away: the next round does it.
    }
  };

  let running: Promise<void> | undefined;
  const lookOnce = (): Promise<void> => {
    running ??= look().finally(() => {
      running = undefined;
    });
    return running;
  };
  const timer = setInterval(() => void lookOnce(), everyMs).unref();

  return { look: lookOnce, close: () => clearInterval(timer) };
}

const openOrder = sql`
  FROM order_approval a JOIN order_proposal p ON p.id = a.order_id
  LEFT JOIN meeting m ON m.room = p.room
  WHERE NOT EXISTS (SELECT FROM order_end e WHERE e.order_id = a.order_id) AND p.ends_at > now()`;

/** Appeals that nobody decided in time, and meetings that were ended within the occurrence. */
async function readDue(db: Kysely<Database>): Promise<readonly OpenOrder[]> {
  const { rows } = await sql<OpenOrder>`
    SELECT * FROM (SELECT p.id AS "orderId", p.room AS "room", 0 AS "openSince",
        CASE WHEN appeal_due(p.id) <= now() THEN 'appeal'
          WHEN p.room IS NULL OR m.ended_at >= p.occurrence_from
            OR (m.ended_at IS NOT NULL AND m.reopens_at IS NULL) THEN 'ended' END AS "due"
      ${openOrder}) AS one
    WHERE "due" IS NOT NULL LIMIT ${sql.lit(atMost)}`.execute(db);
  return rows;
}

/** Orders whose occurrence is open for an hour at least: it may be over since nobody is there. */
async function readPage(db: Kysely<Database>, after: string): Promise<readonly OpenOrder[]> {
  const { rows } = await sql<OpenOrder>`
    SELECT p.id AS "orderId", p.room AS "room", 'look' AS "due",
      (extract(epoch FROM p.occurrence_from
        + CASE WHEN m.starts_at IS NULL THEN interval '0' ELSE interval '15 minutes' END) * 1000)::float8
        AS "openSince"
    ${openOrder} AND p.occurrence_from <= now() - interval '1 hour' AND p.id > ${after}
    ORDER BY p.id LIMIT ${sql.lit(atMost)}`.execute(db);
  return rows;
}
