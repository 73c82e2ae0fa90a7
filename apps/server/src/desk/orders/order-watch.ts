import type { Kysely } from "kysely";
import type { Roles } from "../../cluster/roles.ts";
import type { Database } from "../../db/schema.ts";
import type { EmptySince } from "../../meetings/room-use.ts";
import { emptyMs, isNextOpen } from "../../meetings/schedule.ts";
import { scheduleOfColumns } from "../../meetings/schedule-columns.ts";
import type { StoredRoomDirectory } from "../../rooms/stored-room-directory.ts";
import { endOrder } from "./end-order.ts";
import { lookRegularly } from "./look-regularly.ts";
import type { HostNotices } from "./notices.ts";
import { atMost, type OpenOrder, readDue, readPage } from "./open-order-store.ts";

export type OrderWatch = ReturnType<typeof createOrderWatch>;

export interface OrderWatchParts {
  readonly db: Kysely<Database>;
  readonly directory: Pick<StoredRoomDirectory, "now" | "refresh">;
  readonly roles: Roles;
  /** `unknown`: the room's owner can't be asked. */
  readonly emptySince: (room: string) => Promise<EmptySince | "unknown">;
  readonly notices: Pick<HostNotices, "mail">;
  readonly everyMs?: number;
}

/** What was said of a room longer ago counts no more. */
const rememberMs = 10 * 60_000;

const noId = "00000000-0000-0000-0000-000000000000";

/** Ends orders for other reasons than their time, which every decision reads itself. */
export function createOrderWatch(parts: OrderWatchParts) {
  const { db, directory, roles, emptySince, notices, everyMs = 5_000 } = parts;
  let from = noId;
  /** Orders whose ending failed last: all others come first. INVARIANT: one that can't be ended keeps no other in force. */
  const failed = new Set<string>();

  /** By order: since when its room is empty, as the room's owners said one after another. */
  const emptyFrom = new Map<string, { readonly from: number; readonly saidAt: number }>();

  /**
   * A process that just got the room has seen nobody: only the hour that it saw counts, or that we heard of from those before it.
   * INVARIANT: no order stays in force because its room changes hands every hour.
   */
  const isEmpty = async ({ orderId, room, openSince }: OpenOrder): Promise<boolean> => {
    if (room === null) return true;
    const empty = await emptySince(room);
    if (empty === "unknown") return false;
    const now = directory.now();
    const before = emptyFrom.get(orderId);
    emptyFrom.delete(orderId);
    if (empty === "in-use") return false;
    const known = before !== undefined && now - before.saidAt <= rememberMs ? before.from : now;
    const from = typeof empty === "number" ? empty : Math.min(known, empty.watchedSince);
    emptyFrom.set(orderId, { from, saidAt: now });
    return now >= Math.max(from, openSince) + emptyMs;
  };

  /** However long someone stays: an order is for one session, and its meeting may have been moved. */
  const isReplaced = ({ schedule: columns, openSince }: OpenOrder): boolean => {
    const schedule = columns && scheduleOfColumns(columns);
    return schedule !== undefined && isNextOpen(schedule, openSince, directory.now());
  };

  const end = async (order: OpenOrder): Promise<void> => {
    const { orderId, due } = order;
    if (due === "look" && !isReplaced(order) && !(await isEmpty(order))) return;
    const ending = {
      orderId,
      kind: due === "appeal" ? "appeal-not-decided" : "occurrence-over",
    } as const;
    const ended = await db.transaction().execute((tx) => endOrder(tx, ending));
    if (ended.kind === "too-late" || ended.room === undefined) return;
    const { room } = ended;
    await directory.refresh({ kind: "room", room }).catch(() => undefined);
    await notices.mail([room]);
  };

  const forgetOld = (): void => {
    const now = directory.now();
    for (const [orderId, { saidAt }] of emptyFrom)
      if (now - saidAt > rememberMs) emptyFrom.delete(orderId);
  };

  const readNext = async (): Promise<readonly OpenOrder[]> => {
    const page = await readPage(db, from);
    from = (page.length < atMost ? undefined : page.at(-1)?.orderId) ?? noId;
    return page;
  };

  const endAll = async (wanted: readonly OpenOrder[]): Promise<void> => {
    for (const order of wanted) {
      try {
        await end(order);
        failed.delete(order.orderId);
      } catch {
        failed.add(order.orderId);
      }
    }
  };
  const isLast = ({ orderId }: OpenOrder): boolean => failed.has(orderId);
  const isFirst = (order: OpenOrder): boolean => !isLast(order);

  /** INVARIANT: those that are due are ended before anything is read of the others, which may fail. */
  const endDue = async (): Promise<void> => {
    const due = await readDue(db);
    const again = due.filter(isLast);
    await endAll(due.filter(isFirst));
    const page = await readNext();
    await endAll([...page.filter(isFirst), ...again, ...page.filter(isLast)]);
  };

  const look = async (): Promise<void> => {
    forgetOld();
    if (await roles.has("orders")) return await endDue();
    // They may be ours to end next.
    for (const order of await readNext()) await isEmpty(order).catch(() => false);
  };

  return lookRegularly(look, everyMs);
}
