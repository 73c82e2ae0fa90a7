import { join } from "node:path";
import { takesKeys } from "@graticule/ledger/signed-terms";
import type { Kysely } from "kysely";
import type { Accounts } from "../accounts/open-accounts.ts";
import type { Roles } from "../cluster/roles.ts";
import type { Database } from "../db/schema.ts";
import type { StaffGuard } from "../desk/staff-guard.ts";
import type { TermsTools } from "../hosting/terms-tools.ts";
import type { App } from "../http/routing.ts";
import type { Web } from "../http/web.ts";
import type { Jobs } from "../jobs/jobs.ts";
import type { MeetingRoom } from "../meetings/open-meetings.ts";
import type { People } from "../people/open-people.ts";
import type { Presence } from "../presence/open-presence.ts";
import type { Scope } from "../processes/scope.ts";
import type { Publication } from "../public-record/publication.ts";
import type { ReadSigners } from "../rooms/order-signers.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import { registerActRoutes } from "./act-routes.ts";
import { createActs } from "./acts.ts";
import type { ActInEffect } from "./effect-store.ts";
import { createOutsideActs } from "./outside-acts.ts";
import { createReceipts } from "./receipts.ts";
import { createReports } from "./reports.ts";
import { registerReportRoutes } from "./routes.ts";
import { createUnderTerms } from "./under-terms.ts";
import { createUnreadReports } from "./unread-reports.ts";

/** Abuse and the terms of service. */
export type Safety = ReturnType<typeof openSafety>;

export function openSafety(
  ports: {
    readonly db: Kysely<Database>;
    readonly roles: Pick<Roles, "has">;
    readonly signers: ReadSigners;
    readonly publication: Publication;
    readonly jobs: Jobs;
    readonly web: Web;
    readonly dataDir: string;
    readonly accounts: Pick<Accounts, "keyRing" | "programSecret" | "seal">;
    readonly directory: StoredRoomDirectory;
    readonly presence: Presence;
    readonly meetings: MeetingRoom;
    readonly hosting: { readonly termsTools: TermsTools };
    readonly people: Pick<People, "mailer" | "sender" | "administrators">;
    readonly desk: {
      readonly staffGuard: StaffGuard;
      /** Mails the owners of these rooms that there is a notice. Never rejects. */
      readonly hostNotices: { mail(rooms: readonly string[]): Promise<void> };
    };
  },
  scope: Scope,
) {
  const { db, signers, jobs, publication, web, dataDir, accounts, directory, presence, people } =
    ports;
  const { meetings, emptyRoom } = ports.meetings;
  const { staffGuard, hostNotices } = ports.desk;
  // The act is durable; should the database fail only now, the feed brings it later.
  const refreshAccount = async (accountId: string): Promise<void> => {
    await directory.refresh({ kind: "account", accountId }).catch(() => undefined);
    await accounts.keyRing.refresh().catch(() => undefined);
  };
  const { termsTools } = ports.hosting;
  const { mail } = hostNotices;
  const { seal } = accounts;
  const parts = { ...presence, db, seal, directory, meetings, emptyRoom, termsTools, mail };
  const isSigned = async (act: string, { kind, about }: ActInEffect): Promise<boolean> =>
    !takesKeys(kind) || (await signers.read()).signedTerms.get(act) === about;
  const underTerms = createUnderTerms({ ...parts, jobs, publication, refreshAccount, isSigned });
  const unreadReports = createUnreadReports({
    db,
    administrators: people.administrators,
    sender: people.sender,
    send: (letter) => people.mailer.send(letter),
    // The instance that ends orders tells of reports, too.
    isOurs: () => ports.roles.has("orders"),
    notifiedFile: join(dataDir, "reports-told.json"),
  });
  scope.onClose(() => unreadReports.close());
  const receipts = createReceipts(accounts.programSecret);
  const reports = createReports({ ...parts, receipts, unreadReports });
  const acts = createActs({ ...parts, underTerms, publicUrl: web.publicUrl });
  const outsideActs = createOutsideActs({ ...parts, publicUrl: web.publicUrl });
  const routed = { ...web, reports, unreadReports, acts, outsideActs, staffGuard };
  return {
    reports,
    acts,
    unreadReports,
    routes(app: App) {
      registerReportRoutes(app, routed);
      registerActRoutes(app, routed);
    },
  };
}
