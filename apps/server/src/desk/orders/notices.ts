import type { HostNotice } from "@graticule/api/host-notices";
import type { Kysely } from "kysely";
import type { Database } from "../../db/schema.ts";
import { type EmailSender, noticeEmail } from "../../mail/emails.ts";
import type { Email } from "../../mail/mailer.ts";
import { addressesOf, type NoticeBody, readNotices } from "./notice-store.ts";

export interface HostNotices {
  /** The newest of a meeting, the newest first. */
  list(room: string): Promise<readonly HostNotice[]>;
  /**
   * Writes to whoever these meetings belong to that there is a notice, and nothing of it. After the
   * notice is durable; never rejects, since the page has it anyhow.
   */
  mail(rooms: readonly string[]): Promise<void>;
}

export interface HostNoticeParts {
  readonly db: Kysely<Database>;
  readonly sender: () => EmailSender;
  readonly send: (letter: Email) => void;
}

export function createHostNotices({ db, sender, send }: HostNoticeParts): HostNotices {
  return {
    async list(room) {
      return (await readNotices(db, room)).map(({ id, at, kind, body, now }) => ({
        id,
        kind,
        at: at.toISOString(),
        ...asTold(body, now),
      }));
    },
    async mail(rooms) {
      try {
        for (const email of await addressesOf(db, rooms)) send(noticeEmail(sender(), email));
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
