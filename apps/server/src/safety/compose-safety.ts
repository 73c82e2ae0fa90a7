import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";
import type { TermsTools } from "../hosting/terms-tools.ts";
import type { Meetings } from "../meetings/meetings.ts";
import type { Joins } from "../presence/joins.ts";
import type { Seats } from "../presence/seats.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import { type Acts, createActs } from "./acts.ts";
import { createOutsideActs, type OutsideActs } from "./outside-acts.ts";
import { createReceipts } from "./receipts.ts";
import { createReports, type Reports } from "./reports.ts";
import { createUnderTerms } from "./under-terms.ts";
import {
  createUnreadReports,
  type UnreadReports,
  type UnreadReportsParts,
} from "./unread-reports.ts";

/** Abuse and the terms of service. */
export interface Safety {
  readonly reports: Reports;
  readonly unreadReports: UnreadReports;
  readonly acts: Acts;
  readonly outsideActs: OutsideActs;
}

export interface SafetyParts extends Pick<UnreadReportsParts, "sender" | "send" | "toldFile"> {
  readonly db: Kysely<Database>;
  readonly directory: StoredRoomDirectory;
  readonly joins: Joins;
  readonly seats: Seats;
  readonly meetings: Pick<Meetings, "endWithin" | "reopenWithin">;
  readonly termsTools: TermsTools;
  readonly emptyRoom: (room: string) => void;
  readonly refreshKeys: () => Promise<void>;
  /** Writes to whoever these rooms belong to that there is a notice. Never rejects. */
  readonly mail: (rooms: readonly string[]) => Promise<void>;
  /** The instance's own, for receipts alone. */
  readonly receiptSecret: string;
}

export function composeSafety(parts: SafetyParts, undo: (() => void)[]): Safety {
  const { directory, refreshKeys } = parts;
  // The act is durable; should the database fail only now, the feed brings it later.
  const refreshAccount = async (accountId: string): Promise<void> => {
    await directory.refresh({ kind: "account", accountId }).catch(() => undefined);
    await refreshKeys().catch(() => undefined);
  };
  const underTerms = createUnderTerms({ ...parts, refreshAccount });
  const unreadReports = createUnreadReports(parts);
  undo.push(() => unreadReports.close());
  const receipts = createReceipts(parts.receiptSecret);
  return {
    reports: createReports({ ...parts, receipts, unreadReports }),
    unreadReports,
    acts: createActs({ ...parts, underTerms }),
    outsideActs: createOutsideActs(parts),
  };
}
