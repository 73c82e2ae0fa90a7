import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import type { FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { deriveInstanceSecret, openInstanceSeal } from "./accounts/seal.ts";
import { createAccountStore } from "./accounts/store.ts";
import { createKeyRing, type StoredKeyRing } from "./accounts/stored-key-ring.ts";
import { createPeopleList, type PeopleList } from "./administration/people-list-store.ts";
import { createPlatformRules, type PlatformRules } from "./administration/platform-rules.ts";
import { createMetrics, type Metrics } from "./administration/prometheus.ts";
import type { Beacons } from "./beacon/responder.ts";
import { type AdmissionParts, composeAdmission } from "./compose-admission.ts";
import type { Config } from "./config/config.ts";
import { StartError } from "./config/start-error.ts";
import { createChangeFeed } from "./db/change-feed.ts";
import { readDatabaseMark } from "./db/database-mark.ts";
import { createDayMarks, type DayMarks } from "./db/day-marks.ts";
import type { OpenDatabase } from "./db/pool.ts";
import type { Database } from "./db/schema.ts";
import { createOccupants, type Occupants } from "./decision/occupants.ts";
import { createDeliveries, type Deliveries } from "./delivery/deliveries.ts";
import { type ChangeParts, composeChanges } from "./desk/changes/compose-changes.ts";
import { createGeofeedRecord } from "./desk/changes/geofeed-store.ts";
import { composeDesk, type Desk } from "./desk/compose-desk.ts";
import { createUpheld, type Upheld } from "./desk/contests/upheld.ts";
import { createOrderEffects } from "./desk/orders/effect-store.ts";
import { createEnforcement, type Enforcement } from "./enforcement/enforcement.ts";
import { createGate, type Gate } from "./gate/gate.ts";
import { actHistory } from "./hosting/act-store.ts";
import { composeHosting, type HostingParts } from "./hosting/compose-hosting.ts";
import { createClientAddress } from "./http/client-address.ts";
import { type ClientAddressOf, createRequestLimits, type RequestLimits } from "./http/limits.ts";
import { createJoining } from "./joining/join.ts";
import type { Joining } from "./joining/joining.ts";
import { createKeys, type Keys } from "./keys/keys.ts";
import { createKeyStore } from "./keys/store.ts";
import { composeLedger, type LedgerParts } from "./ledger/compose-ledger.ts";
import {
  AgreementReports,
  agreementFile,
  configuredSources,
} from "./location/agreement-reports.ts";
import { createCorrections } from "./location/corrections.ts";
import type { Locator } from "./location/locator.ts";
import { correctionsFileOf, openLocator } from "./location/open-locator.ts";
import { createLiveKit, markRoom } from "./media/livekit.ts";
import type { MediaEngine } from "./media/media-engine.ts";
import { createMeetings, type Meetings } from "./meetings/meetings.ts";
import { createRoomCare } from "./meetings/room-care.ts";
import { createRoomUse } from "./meetings/room-use.ts";
import { createMeetingStore, type Meeting } from "./meetings/store.ts";
import { composePeople, type People } from "./people/compose-people.ts";
import { Identities } from "./presence/identities.ts";
import { Seats } from "./presence/seats.ts";
import { createOwnedRooms, type OwnedRooms } from "./rooms/owned-rooms.ts";
import { createRoomStore } from "./rooms/store.ts";
import { createRoomDirectory, type StoredRoomDirectory } from "./rooms/stored-room-directory.ts";
import { composeRules, type RuleParts } from "./rules/compose-rules.ts";
import { composeSafety, type Safety } from "./safety/compose-safety.ts";
import {
  composeTransparency,
  type TransparencyParts,
} from "./transparency/compose-transparency.ts";
import { composeWebhooks } from "./webhooks/compose-webhooks.ts";
import type { Webhooks } from "./webhooks/webhooks.ts";

/** What must be there before the service is composed; who starts it owns and ends these. */
export interface ServiceInput {
  readonly config: Config;
  /** Without a slash at its end; the port is already chosen. */
  readonly publicUrl: string;
  /** Migrated. */
  readonly database: OpenDatabase<Database>;
  /** `url` is the private one, `http://127.0.0.1:7880`. */
  readonly engine: { readonly url: string; readonly key: string; readonly secret: string };
  readonly log: Logger;
  /** Told when database or engine turn out to be another Graticule's: this one must end. */
  readonly evict?: (why: StartError) => void;
  /** Other parts than the usual ones, for tests. */
  readonly parts?: {
    readonly locator?: Locator;
    readonly beacons?: Beacons;
    readonly mediaEngine?: MediaEngine;
    readonly clientAddress?: (request: IncomingMessage) => string;
    /** How long counts by place stay the same; 0: they are always of now. */
    readonly countsEveryMs?: number;
  };
}

/** The parts of a running service. */
export interface Deps
  extends Omit<ServiceInput, "parts">,
    People,
    Omit<HostingParts<Meeting>, "standings" | "termsTools">,
    ChangeParts,
    Desk,
    Safety,
    LedgerParts,
    TransparencyParts,
    AdmissionParts,
    RuleParts {
  readonly directory: StoredRoomDirectory;
  readonly keyRing: StoredKeyRing;
  readonly locator: Locator;
  readonly agreement: AgreementReports;
  readonly mediaEngine: MediaEngine;
  readonly seats: Seats;
  readonly occupants: Occupants;
  readonly identities: Identities;
  readonly enforcement: Enforcement;
  readonly gate: Gate;
  readonly joining: Joining;
  readonly rooms: OwnedRooms;
  readonly meetings: Meetings;
  readonly keys: Keys;
  readonly peopleList: PeopleList;
  readonly platformRules: PlatformRules;
  readonly keyMarks: DayMarks;
  /** Which orders kept somebody out, noted each minute. */
  readonly orderEffects: DayMarks;
  /** Which orders had people placed wrongly, likewise. */
  readonly upheld: Upheld;
  readonly deliveries: Deliveries;
  readonly webhooks: Webhooks;
  readonly limits: RequestLimits;
  readonly addressOf: ClientAddressOf;
  readonly metrics: Metrics;
  /** Ends what was composed here, not what was given. Rooms go on at the engine. */
  close(): Promise<void>;
}

/** Ends what was composed, the last first. */
type Undo = (() => Promise<void> | void)[];

/**
 * The composition root. Reads the first snapshots before it answers; where that fails, nothing is
 * left running.
 */
export async function createDeps(input: ServiceInput): Promise<Deps> {
  const undo: Undo = [];
  const close = async (): Promise<void> => {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
  };
  try {
    return { ...(await compose(input, undo)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function compose(input: ServiceInput, undo: Undo): Promise<Omit<Deps, "close">> {
  const { config, publicUrl, database, engine, log, parts } = input;
  const { db } = database;
  const metrics = createMetrics();
  const counters = metrics;
  const accounts = createAccountStore(db);
  const operatorAccountId = (await accounts.operator()).id;
  const feed = createChangeFeed(database.target);
  undo.push(() => feed.close());
  const roomStore = createRoomStore(db, config.roomsPerAccount);
  const directory = await createRoomDirectory({ store: roomStore, feed });
  undo.push(() => directory.close());
  const seal = openInstanceSeal(config.dataDir);
  const keyRing = await createKeyRing({
    ...{ store: accounts, feed, seal, operatorAccountId, engine },
    now: directory.now,
  });
  undo.push(() => keyRing.close());
  const keyStore = createKeyStore(db);
  const keyMarks = createDayMarks({ write: keyStore.markUsed });
  undo.push(() => keyMarks.close());
  const geofeedRecord = createGeofeedRecord(db);
  const locator = parts?.locator ?? (await openLocator({ config, log, geofeedRecord, feed }, undo));
  const agreement = new AgreementReports({
    ...{ specs: () => configuredSources(config), file: agreementFile(config), now: Date.now },
  });
  undo.push(() => agreement.close());
  const engineKey = { id: engine.key, secret: engine.secret };
  const mediaEngine = parts?.mediaEngine ?? (await openEngine(input, undo));

  const seats = new Seats(undefined, directory.now);
  const upheld = createUpheld(db);
  undo.push(() => upheld.close());
  const admission = await composeAdmission(
    { config, directory, locator, seats, seal, counters, upheld, beacons: parts?.beacons },
    undo,
  );
  const { joins, contests, whereabouts, judge, media, streams } = admission;
  const occupants = createOccupants({
    ...{ seats, whereabouts, directory },
    ...(parts?.countsEveryMs === undefined ? {} : { everyMs: parts.countsEveryMs }),
  });
  const clientAddress = parts?.clientAddress ?? createClientAddress(config.trustedProxies);
  const meetingStore = createMeetingStore(db);
  const roomMarks = createDayMarks({ write: meetingStore.markUsed });
  undo.push(() => roomMarks.close());
  const use = createRoomUse({ seats, marks: roomMarks, now: directory.now });
  undo.push(() => use.close());
  const orderEffects = createOrderEffects(db);
  undo.push(() => orderEffects.close());
  const { webhooks, news: told } = await composeWebhooks(
    { config, db, feed, directory, seal, log, use },
    undo,
  );
  const news = { ...told, withheld: orderEffects.mark };
  const shared = { directory, judge, seats, mediaEngine, counters, news, publicUrl };
  const gate = createGate({
    ...shared,
    keyRing: keyRing.withScope("join"),
    keyUsed: keyMarks.mark,
    clientAddress,
    engineUrl: engine.url,
    engineKey,
  });
  undo.push(() => gate.close());
  const limits = createRequestLimits();
  const addressOf: ClientAddressOf = (request: FastifyRequest) => clientAddress(request.raw);
  const ruleParts = composeRules({ db, directory, occupants, locator }, undo);
  const { rules, tally } = ruleParts;
  const enforcement = createEnforcement({ ...shared, locator, media, joinStreams: streams, tally });
  undo.push(
    () => enforcement.close(),
    contests.onAnswer((joinId) => {
      const join = joins.find(joinId);
      if (join !== undefined) enforcement.reconcile([join.room]);
    }),
  );
  const care = createRoomCare({
    ...{ store: meetingStore, streams, mediaEngine, log },
    deleteExpiredKeys: keyStore.deleteExpired,
  });
  undo.push(() => care.close());
  const emptyRoom = (room: string): void => {
    care.emptyRoom(room);
    hosting.standingCare.ended(room);
  };
  const meetings = createMeetings({
    ...{ store: meetingStore, rules, directory, occupants, use, publicUrl },
    secondCheck: media.isOn ? "possible" : "impossible",
    actsIn: (room) => actHistory(db, room),
    defaultRule: rules.defaultFor,
    roomsAtMost: config.roomsPerAccount,
    emptyRoom,
  });
  const people = await composePeople(
    {
      ...{ config, publicUrl, db, log, feed, directory, operatorAccountId },
      refreshKeys: () => keyRing.refresh(),
      emptyRoom,
    },
    undo,
  );
  const { standings, termsTools, ...hosting } = composeHosting(
    {
      ...admission,
      ...{ db, directory, seats, mediaEngine, limits, addressOf, publicUrl },
      ...{ meetings: meetingStore, guard: people.guard },
    },
    undo,
  );

  const corrections = createCorrections(correctionsFileOf(config), locator);
  const changeParts = composeChanges(
    { db, directory, locator, corrections, sendsMail: people.mailer.kind === "smtp" },
    undo,
  );

  const deliveries = createDeliveries({ joins, directory });
  undo.push(() => deliveries.close());
  enforcement.start();
  metrics.watch({
    rooms: directory.size,
    gateConnections: gate.connections,
    eventStreams: () => streams.size(),
    snapshotExpired: directory.isExpired,
  });
  if (keyRing.unreadable() > 0) {
    log.error(
      { keys: keyRing.unreadable() },
      "registered keys can't be read: put the instance.key that belongs to this database into the data folder and start again",
    );
  }

  const sender = () => ({ serviceName: people.settings.current().serviceName, publicUrl });
  const desk = composeDesk(
    {
      ...admission,
      ...{ db, guard: people.guard, locator, addressOf, directory, publicUrl },
      ...{ ...changeParts, corrections, occupants, use, findMeeting: meetings.find },
      contact: () => people.settings.current().contact,
      sender,
      send: (letter) => void people.mailer.send(letter),
    },
    undo,
  );

  const ledger = composeLedger({ database, log, dataDir: config.dataDir, publicUrl }, undo);
  // The feed says `all` as soon as it has the database again.
  undo.push(feed.onChange(({ kind }) => kind === "all" && ledger.sequencer.wake()));
  metrics.watchLog(ledger.sequencer);

  const identities = new Identities(deriveInstanceSecret(config.dataDir, "identities"));
  return {
    ...{ config, publicUrl, database, engine, log, metrics, directory, keyRing, locator },
    ...admission,
    ...{ agreement, mediaEngine, seats, occupants, enforcement, gate, meetings, identities },
    ...people,
    ...hosting,
    ...ruleParts,
    peopleList: createPeopleList(db),
    platformRules: createPlatformRules({ db, directory }),
    ...changeParts,
    ...desk,
    ...ledger,
    ...composeTransparency({ db, log, isSound: ledger.sequencer.isSound }),
    ...composeSafety(
      {
        ...{ db, directory, joins, seats, meetings, termsTools, emptyRoom, sender },
        refreshKeys: () => keyRing.refresh(),
        mail: desk.hostNotices.mail,
        send: (letter) => people.mailer.send(letter),
        toldFile: join(config.dataDir, "reports-told.json"),
        receiptSecret: deriveInstanceSecret(config.dataDir, "receipts"),
      },
      undo,
    ),
    joining: createJoining({
      ...admission,
      ...{ directory, locator, seats, standings, counters, news, publicUrl, identities, tally },
      engineKey,
    }),
    rooms: createOwnedRooms({ keyRing, keyMarks, directory, limits, addressOf }),
    ...{ keyMarks, orderEffects, upheld, deliveries },
    keys: createKeys({ store: keyStore, seal, refresh: keyRing.refresh }),
    webhooks,
    limits,
    addressOf,
  };
}

/** @throws StartError `engine`: another database's Graticule has it. Where it doesn't answer it is asked again later. */
async function openEngine(input: ServiceInput, undo: Undo): Promise<MediaEngine> {
  const { url, key: id, secret } = input.engine;
  const mark = await readDatabaseMark(input.database.db);
  const onOther = () => input.evict?.(anothersEngine());
  const engine = createLiveKit({ url, key: { id, secret }, owner: { mark, onOther } });
  undo.push(() => engine.close());
  if ((await engine.claim()) === "other") throw anothersEngine();
  undo.push(() => engine.unclaim());
  return engine;
}

const anothersEngine = (): StartError =>
  new StartError(
    "engine",
    "The media engine at LIVEKIT_URL belongs to a Graticule with another database: each would put the other's " +
      "people out. Give this one an engine of its own. If the other one is gone for good, delete the room " +
      `${markRoom} at the engine (lk room delete ${markRoom}) or restart the engine, and start again.`,
  );
