import { placeCode } from "@graticule/api/problem";
import { bucketOf, buckets } from "@graticule/desk/demand";
import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import type { Kysely } from "kysely";
import { z } from "zod";
import type { Questions } from "../cluster/questions.ts";
import type { Roles } from "../cluster/roles.ts";
import type { Seal } from "../config/seal.ts";
import type { Database } from "../db/schema.ts";
import { destroyDueTexts } from "../db/text-keys.ts";
import type { DecisionRoom } from "../decision/open-decision.ts";
import type { HostAccess } from "../hosting/host-access.ts";
import type { App } from "../http/routing.ts";
import type { PasswordCheck, SessionGuard } from "../http/session.ts";
import type { Web } from "../http/web.ts";
import type { Location } from "../location/open-location.ts";
import type { EmailSender } from "../mail/emails.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { SittingMeeting } from "../meetings/sitting.ts";
import type { Presence } from "../presence/open-presence.ts";
import type { Scope } from "../processes/scope.ts";
import type { Publication } from "../public-record/publication.ts";
import type { ReadSigners } from "../rooms/order-signers.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import type { ServiceSettings } from "../settings/settings.ts";
import { createAppeals } from "./appeals/appeals.ts";
import { createKeptOut } from "./appeals/kept-out.ts";
import { registerAppealRoutes } from "./appeals/routes.ts";
import { createChanges } from "./changes/changes.ts";
import { registerOwnProposalRoutes } from "./changes/own-proposal-routes.ts";
import { createOwnProposals } from "./changes/own-proposals.ts";
import { registerChangeRoutes } from "./changes/routes.ts";
import { watchWaitingChanges } from "./changes/waiting-changes.ts";
import { createAnswerContests } from "./contests/answer-contests.ts";
import { createAnswerMisplacements } from "./contests/answer-misplacements.ts";
import { createContestOutcomes } from "./contests/contest-outcomes.ts";
import { registerContestRoutes } from "./contests/routes.ts";
import { createOrderEffects } from "./orders/effect-store.ts";
import { lookRegularly } from "./orders/look-regularly.ts";
import { createHostNotices } from "./orders/notices.ts";
import { createOrderWatch, type OrderWatchParts } from "./orders/order-watch.ts";
import { createUseWatch } from "./orders/use-watch.ts";
import { createOverview } from "./overview.ts";
import { createRegister } from "./register/register.ts";
import { watchSeals } from "./requests/repeats.ts";
import { createRequests, type RequestParts } from "./requests/requests.ts";
import { registerDeskRoutes } from "./routes.ts";
import { createStaffGuard } from "./staff-guard.ts";

export interface DeskPorts {
  readonly db: Kysely<Database>;
  readonly accounts: {
    readonly seal: Seal;
    readonly programSecret: string;
    readonly secretFor: (purpose: string) => string;
  };
  readonly roles: Roles;
  readonly questions: Questions;
  readonly publication: Publication;
  readonly web: Web;
  readonly directory: StoredRoomDirectory;
  readonly signers: ReadSigners;
  readonly location: Location;
  readonly presence: Presence;
  readonly decision: DecisionRoom;
  readonly hosting: { readonly hostAccess: Pick<HostAccess, "require" | "requireOrganiser"> };
  readonly meetings: {
    readonly usageOf: RequestParts["usageOf"];
    readonly emptySince: OrderWatchParts["emptySince"];
    readonly meetings: { find(code: string): Promise<SittingMeeting | undefined> };
  };
  readonly people: {
    readonly guard: SessionGuard;
    readonly checkPassword: PasswordCheck;
    readonly settings: ServiceSettings;
    readonly mailer: Mailer;
    readonly sender: () => EmailSender;
  };
}

const hourMs = 3_600_000;

export type Desk = ReturnType<typeof openDesk>;

export function openDesk(ports: DeskPorts, scope: Scope) {
  const { db, web, directory, location, people } = ports;
  const { now } = directory;
  const { guard, settings, mailer, sender } = people;
  const lower = { ...ports, ...web, ...location, ...ports.presence, ...ports.decision };
  const { usageOf, emptySince, meetings } = ports.meetings;
  const { hostAccess } = ports.hosting;
  const parts = { ...lower, guard, sender, usageOf, emptySince, hostAccess };
  const changeParts = openChanges(ports, scope);
  const contact = () => settings.current().contact;
  const hostNotices = createHostNotices({ db, sender, send: (letter) => void mailer.send(letter) });
  const lookAt = openLook(ports);
  const findMeeting = meetings.find;
  const { seal, programSecret, secretFor } = ports.accounts;
  const findingSecret = secretFor("findings of orders");
  const acting = {
    ...parts,
    ...changeParts,
    seal,
    findingSecret,
    findMeeting,
    lookAt,
    contact,
    notices: hostNotices,
  };
  const requests = createRequests(acting);
  const orderWatch = createOrderWatch(acting);
  scope.onClose(() => orderWatch.close());
  const useWatch = createUseWatch(acting);
  scope.onClose(() => useWatch.close());
  const textWatch = lookRegularly(() => destroyDueTexts(db), hourMs);
  scope.onClose(() => textWatch.close());
  const sealWatch = watchSeals(acting);
  scope.onClose(() => sealWatch.close());
  const orderEffects = createOrderEffects(db, now);
  scope.onClose(() => orderEffects.close());
  const contestOutcomes = createContestOutcomes(db, now);
  scope.onClose(() => contestOutcomes.close());
  // None is settled any more once what is counted of them is closed.
  scope.onClose(() => ports.presence.contests.close());
  const answerContests = createAnswerContests(parts);
  const staffGuard = createStaffGuard({ ...acting, now });
  const routed = { ...acting, staffGuard, requests, hostNotices, answerContests };
  return {
    staffGuard,
    hostNotices,
    orderWatch,
    useWatch,
    /** Destroys texts of requests a year after they are closed and their orders are over. */
    textWatch,
    /** Publishes what a seal delayed, once it is over. */
    sealWatch,
    /** Which orders kept someone out, noted each minute. */
    orderEffects,
    /** Of which orders people said that they were not there, and what became of it, likewise. */
    contestOutcomes,
    routes(app: App) {
      registerChangeRoutes(app, routed);
      registerOwnProposalRoutes(app, { ...routed, checkPassword: people.checkPassword });
      registerDeskRoutes(app, { ...routed, overview: createOverview(routed) });
      registerAppealRoutes(app, {
        ...routed,
        appeals: createAppeals({ ...acting, programSecret }),
        keptOut: createKeptOut(parts),
      });
      registerContestRoutes(app, {
        ...routed,
        answerMisplacements: createAnswerMisplacements(acting),
      });
    },
  };
}

/**
 * INVARIANT: a bucket leaves the room's owner, and never the number. None while people who were inside before a start or
 * a take-over have yet to come back, or the engine doesn't say who they are: they would count as if they weren't there.
 */
function openLook({ questions, decision, presence }: DeskPorts): RequestParts["lookAt"] {
  const places = placeCode.array();
  const ask = questions.aboutRoom(
    "look",
    { body: z.object({ places, excepted: places }), answer: z.enum(buckets).optional() },
    async (room, { places, excepted }) => {
      await presence.whoWasInside(room);
      if (presence.seats.isAnyAwaited(room)) return undefined;
      if (!(await presence.isSaid(room))) return undefined;
      const networks = decision.occupants.countNetworksIn;
      return bucketOf(networks(room, placesOf(places), placesOf(excepted)));
    },
  );
  return (room, { places, excepted }) =>
    ask(room, { places: [...places], excepted: [...excepted] });
}

const placesOf = (codes: readonly string[]): readonly Place[] =>
  codes.flatMap((code) => parsePlace(code) ?? []);

/** Everything that takes two people, and what is changed by it. */
function openChanges(ports: DeskPorts, scope: Scope) {
  const { db, signers, publication, directory, location, people } = ports;
  const { publicUrl } = ports.web;
  const { locator, corrections } = location;
  const { now } = directory;
  const sendsMail = people.mailer.kind === "smtp";
  const heldMoves = () => locator.held();
  // Where the database is away now, the change feed does it as soon as it is back.
  const refresh = () => directory.refresh({ kind: "all" }).catch(() => undefined);
  const geofeedDecided = corrections.decided;
  const changes = createChanges({
    ...{ db, signers, publication, publicUrl, heldMoves, sendsMail, now, refresh, geofeedDecided },
  });
  scope.onClose(watchWaitingChanges({ db, refresh }));
  return {
    changes,
    register: createRegister({ db, signers, changes, heldMoves, locator, now }),
    ownProposals: createOwnProposals({ db, publicUrl, sendsMail, now }),
  };
}
