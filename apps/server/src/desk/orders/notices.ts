import type { HostNotice } from "@graticule/api/host-notices";
import type { Kysely } from "kysely";
import type { Database } from "../../db/schema.ts";
import { type EmailSender, noticeEmail } from "../../mail/emails.ts";
import type { Email } from "../../mail/mailer.ts";
import { addressesOf, type NoticeBody, readNotices } from "./notice-store.ts";

/** Notices to hosts of what was demanded of their meetings. */
export type HostNotices = ReturnType<typeof createHostNotices>;

export interface HostNoticeParts {
  readonly db: Kysely<Database>;
  readonly sender: () => EmailSender;
  readonly send: (email: Email) => void;
}

export function createHostNotices({ db, sender, send }: HostNoticeParts) {
  return {
    /** The newest of a meeting, the newest first. */
    async list(room: string): Promise<readonly HostNotice[]> {
      return (await readNotices(db, room)).map(({ id, at, kind, body, now }) => ({
        id,
        kind,
        at: at.toISOString(),
        ...asTold(body, now),
      }));
    },
    /**
     * Writes to the owners of these meetings that there is a notice, and nothing of it. To be
     * called once the notice is durable; never rejects, since the page has it anyhow.
     */
    async mail(rooms: readonly string[]): Promise<void> {
      try {
        for (const email of await addressesOf(db, rooms)) send(noticeEmail(sender(), email));
      } catch {
        // The database is away: the notice waits on the page.
      }
    },
  };
}

/** Authority, law and reason are held back while a law forbids to tell them. */
function asTold(body: NoticeBody, now: Date): NoticeBody {
  const { sealedUntil, authority, law, reason, ...rest } = body;
  if (sealedUntil !== undefined && new Date(sealedUntil) > now) return { ...rest, sealedUntil };
  return { ...rest, authority, law, reason };
}
