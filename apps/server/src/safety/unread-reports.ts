import type { ReportReaders } from "@graticule/api/safety";
import type { Kysely } from "kysely";
import { z } from "zod";
import type { Database } from "../db/schema.ts";
import { type EmailSender, unreadReportEmail } from "../mail/emails.ts";
import type { Email } from "../mail/mailer.ts";
import { readJsonFile, writeJsonFile } from "../processes/json-file.ts";
import { readReaders, waitUnread } from "./report-store.ts";

/** Reports that no one can read yet: on a new service no one holds the role for some days. */
export type UnreadReports = ReturnType<typeof createUnreadReports>;

export interface UnreadReportsParts {
  readonly db: Kysely<Database>;
  readonly administrators: () => Promise<readonly string[]>;
  readonly sender: () => EmailSender;
  readonly send: (email: Email) => Promise<unknown>;
  /** Of several instances one tells. */
  readonly isOurs: () => Promise<boolean>;
  /** Holds when the administrators were last notified. */
  readonly notifiedFile: string;
  readonly nowMs?: () => number;
}

const dayMs = 86_400_000;
/** Short, as this instance may not have received the report itself. */
const lookAgainMs = 600_000;
const notified = z.object({ at: z.iso.datetime() });

export function createUnreadReports(parts: UnreadReportsParts) {
  const { db, sender, send, notifiedFile, nowMs = Date.now } = parts;
  let last = Date.parse(readJsonFile(notifiedFile, notified)?.at ?? "");

  const isRecent = (now: number): boolean => Math.abs(now - last) < dayMs;

  const tell = async (): Promise<void> => {
    if (isRecent(nowMs()) || !(await parts.isOurs()) || !(await waitUnread(db))) return;
    const addresses = await parts.administrators();
    const now = nowMs();
    // Another call may have been as quick.
    if (isRecent(now) || addresses.length === 0) return;
    last = now;
    writeJsonFile(notifiedFile, { at: new Date(now).toISOString() });
    for (const address of addresses) void send(unreadReportEmail(sender(), address));
  };
  // While the database or the disk is away, a later round does it.
  const round = (): Promise<void> => tell().catch(() => undefined);
  const timer = setInterval(() => void round(), lookAgainMs).unref();

  return {
    /** Shown to those who report, beforehand. */
    readers: (): Promise<ReportReaders> => readReaders(db),
    /**
     * Writes to the administrators that a report waits which no one can read, if one does: once a
     * day, across restarts, unless another instance begins to tell. Never rejects. INVARIANT: nothing of a report or a meeting leaves the
     * database by it.
     */
    tell: round,
    close: () => clearInterval(timer),
  };
}
