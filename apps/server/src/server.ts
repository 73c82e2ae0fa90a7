import { registerAgreementRoutes } from "./administration/agreement-routes.ts";
import { registerPlatformRoutes } from "./administration/platform-routes.ts";
import { registerAdministrationRoutes } from "./administration/routes.ts";
import { createServiceStatus } from "./administration/status.ts";
import { registerStatusRoutes } from "./administration/status-routes.ts";
import { askFirst } from "./ask-first.ts";
import { version } from "./config/version.ts";
import { registerDeliveryRoutes } from "./delivery/routes.ts";
import type { Deps } from "./deps.ts";
import { registerAppealRoutes } from "./desk/appeals/routes.ts";
import { registerOwnProposalRoutes } from "./desk/changes/own-proposal-routes.ts";
import { registerChangeRoutes } from "./desk/changes/routes.ts";
import { registerContestRoutes } from "./desk/contests/routes.ts";
import { registerDeskRoutes } from "./desk/routes.ts";
import { registerHostingRoutes } from "./hosting/routes.ts";
import { registerApiDocs, registerOpenApi } from "./http/api-docs.ts";
import { type App, createApp } from "./http/app.ts";
import { createPeerAddress } from "./http/client-address.ts";
import { registerPages } from "./http/pages.ts";
import { readTlsFiles } from "./http/tls-files.ts";
import { registerAdmissionRoutes } from "./joining/routes.ts";
import { registerKeyRoutes } from "./keys/routes.ts";
import { registerMeetingNameRoutes } from "./ledger/meeting-name-routes.ts";
import { registerRemovalRoutes } from "./ledger/removal-routes.ts";
import { registerLedgerRoutes } from "./ledger/routes.ts";
import { registerManageRoutes } from "./meetings/manage-routes.ts";
import { registerMeetingRoutes } from "./meetings/routes.ts";
import { registerAuthRoutes } from "./people/auth-routes.ts";
import { createProvePasskey } from "./people/prove-passkey.ts";
import { registerSessionRoutes } from "./people/session-routes.ts";
import { registerCertificateRoutes } from "./rules/certificate-routes.ts";
import { registerGeneralRuleRoutes } from "./rules/general-routes.ts";
import { registerRoomRoutes } from "./rules/occupancy-routes.ts";
import { registerPlaceSetRoutes } from "./rules/place-set-routes.ts";
import { registerRuleRoutes } from "./rules/routes.ts";
import { registerActRoutes } from "./safety/act-routes.ts";
import { registerReportRoutes } from "./safety/routes.ts";
import { registerTransparencyFiles } from "./transparency/file-routes.ts";
import { registerTransparencyRoutes } from "./transparency/routes.ts";
import { registerWebhookRoutes } from "./webhooks/routes.ts";

/**
 * The server, ready to `listen`. Signalling upgrades and the engine's own paths go to the gate
 * before the router sees them. Its `close` ends event streams and signalling connections too; the
 * parts in `deps` are closed by whoever made them, afterwards.
 */
export async function createServer(deps: Deps): Promise<App> {
  const { gate, publicUrl, config } = deps;
  const app = await createApp({
    publicUrl,
    log: deps.log,
    tls: config.tls && readTlsFiles(config.tls),
    before: gate.handleRequest,
    peerAddress: createPeerAddress(config.trustedProxies),
  });
  app.server.on("upgrade", gate.handleUpgrade);
  app.addHook("preClose", async () => gate.close());
  await registerOpenApi(app, publicUrl);
  askFirst(app, deps);
  const databaseAnswers = () => answers(deps.database.ping());
  registerSessionRoutes(app, deps);
  registerAuthRoutes(app, { ...deps, db: deps.database.db });
  registerAdministrationRoutes(app, {
    ...deps,
    serviceStatus: createServiceStatus({ ...deps, version, databaseAnswers }),
  });
  registerAgreementRoutes(app, deps);
  registerMeetingRoutes(app, deps);
  registerManageRoutes(app, deps);
  registerKeyRoutes(app, deps);
  registerWebhookRoutes(app, deps);
  registerAdmissionRoutes(app, { ...deps, requesterOf: deps.hostAccess.requesterOf });
  registerDeliveryRoutes(app, deps);
  registerHostingRoutes(app, deps);
  registerRoomRoutes(app, deps);
  registerRuleRoutes(app, deps);
  registerGeneralRuleRoutes(app, deps);
  registerPlatformRoutes(app, deps);
  registerPlaceSetRoutes(app, deps);
  registerCertificateRoutes(app, deps);
  registerChangeRoutes(app, deps);
  registerOwnProposalRoutes(app, { ...deps, provePasskey: createProvePasskey(deps) });
  registerDeskRoutes(app, deps);
  registerAppealRoutes(app, deps);
  registerContestRoutes(app, deps);
  registerReportRoutes(app, deps);
  registerActRoutes(app, deps);
  registerLedgerRoutes(app, deps);
  registerRemovalRoutes(app, deps);
  registerMeetingNameRoutes(app, deps);
  registerTransparencyRoutes(app, deps);
  registerTransparencyFiles(app, deps);
  registerStatusRoutes(app, {
    ...deps,
    databaseAnswers,
    engineAnswers: () => deps.mediaEngine.healthy(),
    sources: () => deps.locator.sources(),
  });
  await registerApiDocs(app);
  await registerPages(app, publicUrl);
  return app;
}

const healthDeadlineMs = 2_000;

async function answers(question: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, healthDeadlineMs, false);
  });
  const answered = question.then(
    () => true,
    () => false,
  );
  const outcome = await Promise.race([answered, late]);
  clearTimeout(timer);
  return outcome;
}
