import { openAccounts } from "./accounts/open-accounts.ts";
import { deriveInstanceSecret } from "./accounts/seal.ts";
import { openAdministration } from "./administration/open-administration.ts";
import { createMetrics } from "./administration/prometheus.ts";
import type { ForwardFault } from "./cluster/forwarded.ts";
import { alone, type Cluster, openCluster } from "./cluster/open-cluster.ts";
import type { PeerFault } from "./cluster/peer-listener.ts";
import { type ChangeFeed, createChangeFeed } from "./db/change-feed.ts";
import { openDecision } from "./decision/open-decision.ts";
import { openDelivery } from "./delivery/open-delivery.ts";
import { createServedRecord } from "./desk/changes/served-store.ts";
import { openDesk } from "./desk/open-desk.ts";
import { openEnforcement } from "./enforcement/open-enforcement.ts";
import { openGate } from "./gate/open-gate.ts";
import { openHosting } from "./hosting/open-hosting.ts";
import { openWeb } from "./http/web.ts";
import { createJobs } from "./jobs/jobs.ts";
import { createJobStore } from "./jobs/store.ts";
import { openJoining, openStreams } from "./joining/open-joining.ts";
import { openKeys } from "./keys/open-keys.ts";
import { type Ledger, openLedger } from "./ledger/open-ledger.ts";
import { openLocation } from "./location/open-location.ts";
import type { Engine, Engines } from "./media/engines.ts";
import { openMedia } from "./media/open-media.ts";
import { createPlacedEngine } from "./media/placed-engine.ts";
import { openMeetings } from "./meetings/open-meetings.ts";
import { createMeetingStore } from "./meetings/store.ts";
import { openPeople } from "./people/open-people.ts";
import { placeRooms } from "./place-rooms.ts";
import type { Counters } from "./presence/counters.ts";
import { dropRoom } from "./presence/drop-room.ts";
import { openPresence } from "./presence/open-presence.ts";
import { Draining } from "./processes/draining.ts";
import { inScope, type Scope } from "./processes/scope.ts";
import { createPublication } from "./public-record/publication.ts";
import { dropIdleRooms, openRooms } from "./rooms/open-rooms.ts";
import { createOrderSigners } from "./rooms/order-signers.ts";
import { openRules } from "./rules/open-rules.ts";
import { openSafety } from "./safety/open-safety.ts";
import type { ServiceInput } from "./service-input.ts";
import { openTransparency } from "./transparency/open-transparency.ts";
import { openWebhooks } from "./webhooks/open-webhooks.ts";

/** A running service, room by room. `close` ends what was composed, not what was given; rooms go on at the engine. */
export interface Deps extends Awaited<ReturnType<typeof createDeps>> {}

/** Reads the first snapshots before it answers; where that fails, nothing is left running. */
export const createDeps = (input: ServiceInput) =>
  inScope((scope) => compose(input, scope), input.stopStart);

/** Opens each room with what it needs of those below it. What a room starts ends with `scope`. */
async function compose({ parts = {}, ...input }: ServiceInput, scope: Scope) {
  const { config, publicUrl, database, engine, log, evict, stopStart } = input;
  const { db } = database;
  const { dataDir } = config;
  const counters = createMetrics();
  const web = openWeb(publicUrl, config.trustedProxies, parts.clientAddress);
  const feed = createChangeFeed(database.target);
  scope.onClose(() => feed.close());
  const signers = createOrderSigners(db);
  const directory = await openRooms({ db, feed, signers, atMost: config.roomsPerAccount }, scope);
  const engines = await openMedia(
    { db, log, evict, source: engine, config, marked: !parts.mediaEngine },
    scope,
  );
  const cluster = await openInstances(input, { counters, engines, feed }, scope);
  const { owners, roles, questions } = cluster;
  const placed = createPlacedEngine(
    engines,
    input.placementOf ?? ((room) => owners.engineOf(room)),
    (room) => directory.find(room)?.mediaRegion,
  );
  const mediaEngine = parts.mediaEngine ?? placed;
  const base = {
    config,
    dataDir,
    database,
    db,
    feed,
    log,
    web,
    engines,
    placed,
    directory,
    signers,
  };
  const ground = { ...base, counters, owners, roles, questions };

  const accounts = await openAccounts(ground, scope);
  const { seal } = accounts;
  const jobs = createJobs({ store: createJobStore(db), seal, log, everyMs: parts.jobsEveryMs });
  scope.onClose(() => jobs.close());
  const servedRecord = createServedRecord({ db, seal, signers });
  const location = await openLocation(
    { ...ground, cluster, seal, servedRecord, stopStart, locator: parts.locator },
    scope,
  );
  const { locator } = location;
  const people = await openPeople({ ...ground, accounts, jobs }, scope);
  const { guard, tellOf } = people;
  const keys = openKeys({ ...ground, accounts, guard, tellOf }, scope);

  const presence = openPresence({ ...ground, mediaEngine, accounts }, scope);
  const { events } = presence;
  const decision = await openDecision({ ...parts, ...ground, locator, presence }, scope);
  const lower = { ...ground, locator, mediaEngine, people, presence, decision };
  const streams = openStreams(lower, scope);
  const store = createMeetingStore(db);
  const hosting = openHosting({ ...lower, streams, meetings: store }, scope);
  const rules = openRules(
    {
      ...lower,
      ownedRooms: keys.ownedRooms,
      hosting,
      proofsOf: (changes) => ledger.entryProofs.ofChanges(changes),
    },
    scope,
  );
  const inner = { ...lower, streams, hosting, rules: rules.rules, tally: rules.tally };
  const meetings = openMeetings(
    {
      ...inner,
      jobs,
      store,
      deleteExpiredKeys: keys.deleteExpired,
      isSound: () => ledger.sequencer.isSound(),
    },
    scope,
  );
  const delivery = openDelivery(inner, scope);

  const publication = createPublication({ db, feed });
  const desk = openDesk({ ...inner, accounts, location, meetings, publication }, scope);
  const webhooks = await openWebhooks({ ...ground, accounts, guard, tellOf }, scope);
  // Behind all that hear of what happens here, so that it closes first.
  const gate = openGate({ ...inner, cluster, accounts, keyUsed: keys.marks.mark }, scope);
  const joining = openJoining(inner);
  const enforcement = openEnforcement(inner, scope);
  const ledger: Ledger = openLedger({ ...inner, desk }, scope);
  const safety = openSafety({ ...inner, jobs, publication, accounts, meetings, desk }, scope);
  const { sequencer } = ledger;
  const transparency = openTransparency({ ...inner, isSound: sequencer.isSound });
  const draining = new Draining(cluster.handOver);
  const status = { ...inner, cluster, location, gate, sequencer, draining };
  const administration = openAdministration(status, scope);

  scope.onClose(
    owners.onLost((rooms) => {
      for (const room of rooms) dropRoom(room, presence);
    }),
  );
  const isIdle = (room: string): boolean => presence.live.isIdle(room);
  scope.onClose(cluster.giveBackIdle(isIdle, () => mediaEngine.listRooms()));
  scope.onClose(dropIdleRooms(directory, (room) => !isIdle(room)));
  placeRooms(
    { ...inner, cluster, gate, isInhabited: (room) => presence.seats.inRoom(room).length > 0 },
    scope,
  );
  people.onRoomGone(meetings.emptyRoom);
  events.on(webhooks.news);
  events.on({ withheld: desk.orderEffects.mark, contested: desk.contestOutcomes.count });
  enforcement.start();
  const rooms = [people, keys, joining, delivery, hosting, rules, meetings, desk, webhooks];
  const routes = [...rooms, ledger, safety, transparency, administration].map(
    (room) => room.routes,
  );
  const low = { accounts, location, keys, rules, gate, joining, enforcement };
  // What waited for the public log, or lapsed without it, holds for the first who come.
  await sequencer.hasLooked;
  await feed.catchUp().catch(() => undefined);
  const high = { meetings, delivery, desk, webhooks, ledger, safety };
  return { ...input, ...inner, ...low, ...high, cluster, draining, routes };
}

interface InstancePorts {
  readonly counters: Counters;
  readonly engines: Engines;
  readonly feed: ChangeFeed;
}

/** One of several instances, where the configuration says so. */
async function openInstances(
  { config, publicUrl, database, log, evict }: ServiceInput,
  { counters, engines, feed }: InstancePorts,
  scope: Scope,
): Promise<Cluster> {
  if (config.cluster === undefined) return alone();
  const secret = deriveInstanceSecret(config, "peers");
  const count = (fault: ForwardFault | PeerFault): void => counters.count(`peer-${fault}`);
  const stays = ({ state }: Engine): boolean => state !== "silent";
  const placing = {
    usable: () =>
      engines
        .all()
        .filter(stays)
        .map(({ id }) => id),
    choose: (load: ReadonlyMap<string, number>, region?: string) =>
      engines.choose(load, region)?.id,
    regions: () => engines.regions(),
  };
  const catchUp = (): Promise<void> => feed.catchUp();
  const ports = { address: config.cluster, secret, publicUrl, database, log, catchUp, evict };
  return await openCluster({ ...ports, count, engines: placing }, scope);
}
