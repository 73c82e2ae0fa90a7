import type { Kysely } from "kysely";
import type { Database } from "../../db/schema.ts";
import type { RoomUse } from "../../meetings/room-use.ts";
import { emptyMs } from "../../meetings/schedule.ts";
import type { StoredRoomDirectory } from "../../rooms/stored-room-directory.ts";
import { endOrder, type OrderEnding } from "./end-order.ts";
import type { HostNotices } from "./notices.ts";
import { atMost, type OpenOrder, readDue, readPage } from "./open-order-store.ts";

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

export function createOrderWatch(parts: OrderWatchParts): OrderWatch {
  const { db, directory, use, notices, everyMs = 1_000 } = parts;
  const watchedSince = directory.now();
  let from = "00000000-0000-0000-0000-000000000000";

  /** A process that has just begun has seen nobody yet: an hour is an hour that it saw itself. */
  const isEmpty = ({ room, openSince }: OpenOrder): boolean => {
    if (room === null) return true;
    const inside = use.of(room);
    if (inside === "in-use") return false;
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
