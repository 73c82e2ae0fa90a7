import type { ReportReaders } from "@graticule/api/safety";
import type { Kysely } from "kysely";
import { z } from "zod";
import type { Database } from "../db/schema.ts";
import { type EmailSender, unreadReportEmail } from "../mail/emails.ts";
import type { Email } from "../mail/mailer.ts";
import { readJsonFile, writeJsonFile } from "../processes/json-file.ts";
import { administrators, readReaders, waitUnread } from "./report-store.ts";

/** Reports that no one can read yet: on a new service no one holds the role for some days. */
export interface UnreadReports {
  /** Who reports is told so beforehand. */
  readers(): Promise<ReportReaders>;
  /**
   * Writes to the administrators that a report waits which no one can read, if one does: once a day, across
   * restarts. Never rejects. INVARIANT: nothing of a report, nor of a meeting, leaves the database by it.
   */
  tell(): Promise<void>;
  close(): void;
}

export interface UnreadReportsParts {
  readonly db: Kysely<Database>;
  readonly sender: () => EmailSender;
  readonly send: (letter: Email) => Promise<unknown>;
  /** Where it stands when the administrators were told last. */
  readonly notifiedFile: string;
  readonly nowMs?: () => number;
}

const dayMs = 86_400_000;
const lookAgainMs = 3_600_000;
const told = z.object({ at: z.iso.datetime() });

export function createUnreadReports(parts: UnreadReportsParts): UnreadReports {
  const { db, sender, send, notifiedFile, nowMs = Date.now } = parts;
  let last = Date.parse(readJsonFile(notifiedFile, told)?.at ?? "");

  const isTold = (now: number): boolean => Math.abs(now - last) < dayMs;

  const tell = async (): Promise<void> => {
    if (isTold(nowMs()) || !(await waitUnread(db))) return;
    const addresses = await administrators(db);
    const now = nowMs();
    // Another one may have been as quick.
    if (isTold(now) || addresses.length === 0) return;
    last = now;
    writeJsonFile(notifiedFile, { at: new Date(now).toISOString() });
    for (const address of addresses) void send(unreadReportEmail(sender(), address));
  };
  // While the database or the disk is away, a later round does it.
  const round = (): Promise<void> => tell().catch(() => undefined);
  const timer = setInterval(() => void round(), lookAgainMs).unref();

  return {
    readers: () => readReaders(db),
    tell: round,
    close: () => clearInterval(timer),
  };
}
