import { type HostNotice, hostNotice } from "@graticule/api/host-notices";
import { type Kysely, sql, type Transaction } from "kysely";
import type { Database } from "../../db/schema.ts";
import { noticeLetter, type Sender } from "../../mail/letters.ts";
import type { Letter } from "../../mail/mailer.ts";

/** What a host is told, with all of it also while it is sealed. */
export type NoticeBody = Omit<HostNotice, "id" | "at" | "kind">;

/** Tells a host. INVARIANT: in the transaction of what it tells. */
export async function writeNotice(
  tx: Transaction<Database>,
  room: string,
  { kind, ...body }: NoticeBody & Pick<HostNotice, "kind">,
): Promise<void> {
  await tx
    .insertInto("host_notice")
    .values({ room, kind, body: JSON.stringify(body) })
    .execute();
}

export interface HostNotices {
  /** The newest 100 of a meeting, the newest first. */
  list(room: string): Promise<readonly HostNotice[]>;
  /**
   * Writes to whoever these meetings belong to that there is a notice, and nothing of it. After the
   * notice is durable; never rejects, since the page has it anyhow.
   */
  mail(rooms: readonly string[]): Promise<void>;
}

export interface HostNoticeParts {
  readonly db: Kysely<Database>;
  readonly sender: () => Sender;
  readonly send: (letter: Letter) => void;
}

const mostListed = 100;
const storedBody = hostNotice.omit({ id: true, at: true, kind: true });

export function createHostNotices({ db, sender, send }: HostNoticeParts): HostNotices {
  return {
    async list(room) {
      const rows = await db
        .selectFrom("host_notice")
        .select(["id", "at", "kind", "body", sql<Date>`now()`.as("now")])
        .where("room", "=", room)
        .orderBy("id", "desc")
        .limit(mostListed)
        .execute();
      return rows.map(({ id, at, kind, body, now }) => ({
        ...{ id, kind, at: at.toISOString() },
        ...asTold(storedBody.parse(body), now),
      }));
    },
    async mail(rooms) {
      try {
        for (const email of await addressesOf(db, rooms)) send(noticeLetter(sender(), email));
      } catch {
        // The database is away: the notice waits on the page.
      }
    },
  };
}

/** A law that forbids to tell delays these three, until its date. */
function asTold(body: NoticeBody, now: Date): NoticeBody {
  const { sealedUntil, authority, law, reason, ...rest } = body;
  if (sealedUntil !== undefined && new Date(sealedUntil) > now) return { ...rest, sealedUntil };
  return {
    ...rest,
    ...(authority === undefined ? {} : { authority }),
    ...(law === undefined ? {} : { law }),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** Each once, however many of their meetings are concerned. */
async function addressesOf(
  db: Kysely<Database>,
  rooms: readonly string[],
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("room as r")
    .innerJoin("person as p", "p.account_id", "r.account_id")
    .select("p.email")
    .distinct()
    .where("r.name", "in", rooms.length === 0 ? [""] : rooms)
    .execute();
  return rows.map(({ email }) => email);
}
