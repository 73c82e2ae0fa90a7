import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import { StartError } from "../config/start-error.ts";
import type { OpenDatabase } from "../db/pool.ts";
import type { Database } from "../db/schema.ts";
import type { Scope } from "../processes/scope.ts";
import { createEverywhere, type Everywhere, soleEverywhere } from "./everywhere.ts";
import type { ForwardFault } from "./forwarded.ts";
import { Forwarder } from "./forwarder.ts";
import type { Holdings } from "./holdings.ts";
import { createInstanceStore } from "./instance-store.ts";
import { leaseTimes } from "./lease.ts";
import { Membership } from "./membership.ts";
import { createOwnerStore, type OwnerStore } from "./owner-store.ts";
import { type Owners, RoomOwners, soleEngine, soleOwner } from "./owners.ts";
import { createPeerListener, type PeerFault, type PeerListenerParts } from "./peer-listener.ts";
import { createPeerTls } from "./peer-tls.ts";
import { PeerQuestions, type Questions, soleQuestions } from "./questions.ts";
import { everyRole, leasedRoles, type Roles } from "./roles.ts";
import type { PeerRow } from "./watch.ts";

type Handlers = Pick<PeerListenerParts, "onRequest" | "onUpgrade">;

/** This process as one of its service's instances. Alone, it has every room and every role. */
export interface Cluster {
  readonly owners: Owners;
  readonly roles: Roles;
  readonly questions: Questions;
  readonly everywhere: Everywhere;
  /** Whether this process may decide about rooms now. */
  mayDecide(): boolean;
  /** This instance serves: others may send it people, rooms and questions. */
  ready(): Promise<void>;
  /** Before a stop: gives all rooms to other instances, if there are any. `hurry` skips pauses. */
  handOver(hurry: AbortSignal): Promise<void>;
  /**
   * Every 30 s, gives back the rooms in which nothing happens.
   * @param isIdle whether this process knows nothing of a room
   * @param listRooms the engines' own rooms
   * @returns stops it
   */
  giveBackIdle(isIdle: (room: string) => boolean, listRooms: ListRooms): () => void;
  /** Undefined: this process is the only one. */
  readonly several:
    | {
        readonly membership: Membership;
        readonly rooms: RoomOwners;
        readonly forwarder: Forwarder;
        /** This instance's own row, as the others see it. */
        self(): Pick<PeerRow, "id" | "url" | "draining">;
        /** What each instance has, by the database. @throws the database's error */
        holdings(): Promise<Holdings>;
        /** From now on, what other instances forward is handled like people's own requests. */
        serve(handlers: Handlers): void;
      }
    | undefined;
}

export function alone(): Cluster {
  let servesSince: number | undefined;
  return {
    // Those who were inside can't come back before, however long the start takes.
    owners: { ...soleOwner(soleEngine), since: () => servesSince ?? performance.now() },
    roles: everyRole,
    questions: soleQuestions,
    everywhere: soleEverywhere,
    mayDecide: () => true,
    async ready() {
      servesSince = performance.now();
    },
    handOver: async () => {},
    giveBackIdle: () => () => {},
    several: undefined,
  };
}

export interface ClusterPorts {
  readonly address: { readonly host: string; readonly port: number };
  /** Known to all instances and no one else: see `createPeerTls`. */
  readonly secret: string;
  readonly publicUrl: string;
  readonly database: OpenDatabase<Database>;
  readonly log: Logger;
  readonly engines: {
    readonly usable: () => readonly string[];
    readonly choose: (load: ReadonlyMap<string, number>, region?: string) => string | undefined;
    readonly regions: () => readonly string[];
  };
  /** Resolves when all that was changed before is known here. Rejects without the database. */
  readonly catchUp: () => Promise<void>;
  /** Ends the service. */
  readonly evict: ((why: StartError) => void) | undefined;
  readonly count: (fault: ForwardFault | PeerFault) => void;
}

/** Pause between two rooms that are handed over, so that not everyone reconnects at once. */
const betweenRoomsMs = 10;
/** How often idle rooms are given back. */
const purgeEveryMs = 30_000;
/** How long a claim waits until earlier changes are known. */
const caughtUpMs = 2_000;
/** Pause before something that failed is tried again. */
const againMs = 50;
/** How long a small question between instances may take. */
const askMs = 1_000;

/** Joins the service's instances. Rooms are claimed later, singly. @throws the database's error */
export async function openCluster(ports: ClusterPorts, scope: Scope): Promise<Cluster> {
  const { address, secret, publicUrl, database, log, engines, count } = ports;
  const { host, port } = address;
  const url = `https://${host.includes(":") ? `[${host}]` : host}:${port}`;
  const store = createInstanceStore(database.target);
  scope.onClose(() => store.close());
  const tls = createPeerTls({ secret });
  const forwarder = new Forwarder({ tls, publicUrl, count });
  scope.onClose(() => forwarder.close());
  const ask = (peer: Pick<PeerRow, "id" | "url">, name: string, body: unknown): Promise<unknown> =>
    forwarder.ask(peer, name, body, askMs).catch(() => undefined);
  const caughtUp = (): Promise<boolean> => within(askMs, ports.catchUp);
  const membership = new Membership({
    store,
    url,
    log,
    caughtUp,
    evict: ports.evict,
    askLacks: async (peer, id) => (await ask(peer, "lacks-database", id)) === true,
    isGone: async (peer) => await isRefused(peer.url),
  });
  const owned = createOwnerStore(database.db);
  const rooms = new RoomOwners({
    membership,
    store: owned,
    askHolds: async (peer, room) => (await ask(peer, "holds", room)) === true,
    caughtUp: async () => await within(caughtUpMs, ports.catchUp),
    ...engines,
  });
  const self = () => ({ id: membership.id, url, draining: membership.isDraining });
  const questions = new PeerQuestions({
    owners: rooms,
    self,
    peers: () => membership.peers(),
    ask,
  });
  questions.answerers.set("lacks-database", async (id) => membership.lacksDatabase(String(id)));
  questions.answerers.set("holds", async (room) => rooms.holds(String(room)));
  questions.answerers.set("caught-up", caughtUp);
  let handlers: Handlers | undefined;
  const listener = createPeerListener({
    onRequest: (request, response) =>
      handlers === undefined ? response.destroy() : handlers.onRequest(request, response),
    onUpgrade: (request, socket, head) =>
      handlers === undefined ? socket.destroy() : handlers.onUpgrade(request, socket, head),
    ...{ id: () => membership.id, tls, answerers: questions.answerers, count },
  });
  // Before anyone can see us in the database: an address where nothing listens means that we're gone.
  await listener.listen(port, host).catch(() => {
    throw new StartError(
      "port",
      `CLUSTER_ADDRESS ${host}:${port} is in use or not an address of this machine. Set it to another one.`,
    );
  });
  scope.onClose(() => listener.close());
  await membership.start();
  scope.onClose(() => membership.close());
  const roles = leasedRoles(owned, membership);
  membership.onChange(() => {
    if (membership.hasDatabase) forwarder.keepOnly(membership.peers());
  });
  return {
    owners: rooms,
    roles,
    questions,
    everywhere: createEverywhere({
      membership,
      caughtUp,
      askCaughtUp: async (peer) => (await ask(peer, "caught-up", null)) === true,
    }),
    mayDecide: () => membership.mayJudge(),
    ready: () => membership.ready(),
    async handOver(hurry) {
      await membership.drain();
      const pause = () => delay(betweenRoomsMs, undefined, { signal: hurry }).catch(() => {});
      await rooms.handOver(pause);
    },
    giveBackIdle(isIdle, listRooms) {
      const forget = abandonedRooms(owned, listRooms);
      const purge = async (): Promise<void> => {
        await roles.compare();
        await rooms.compare();
        await rooms.purge(isIdle);
        await forget();
      };
      const timer = setInterval(() => void purge().catch(() => {}), purgeEveryMs).unref();
      return () => clearInterval(timer);
    },
    several: {
      membership,
      rooms,
      forwarder,
      self,
      holdings: owned.holdings,
      serve(these) {
        handlers = these;
      },
    },
  };
}

/** The engines' rooms; `isWhole`: every engine answered. Undefined: none did. */
type ListRooms = () => Promise<
  { readonly rooms: readonly string[]; readonly isWhole: boolean } | undefined
>;

/**
 * Forgets rooms that no instance took since the last call.
 * INVARIANT: a room is remembered until its engine says that it is empty. Forgotten, it would be a new one for its next owner, who
 * would give those inside no time to come back.
 */
export function abandonedRooms(
  store: Pick<OwnerStore, "abandoned" | "forget">,
  listRooms: ListRooms,
): () => Promise<void> {
  let abandoned: readonly string[] = [];
  return async () => {
    const before = new Set(abandoned);
    abandoned = await store.abandoned();
    const left = abandoned.filter((room) => before.has(room));
    const listed = left.length > 0 ? await listRooms() : undefined;
    if (listed?.isWhole !== true) return;
    const inhabited = new Set(listed.rooms);
    const empty = left.filter((room) => !inhabited.has(room));
    if (empty.length > 0) await store.forget(empty);
  };
}

/** Whether the work is done in time; tried again where it fails, as without a connection. */
async function within(ms: number, work: () => Promise<void>): Promise<boolean> {
  const late = AbortSignal.timeout(ms);
  const tooLate = new Promise<false>((settle) => {
    late.addEventListener("abort", () => settle(false), { once: true });
  });
  const untilDone = async (): Promise<boolean> => {
    while (!late.aborted) {
      try {
        await work();
        return true;
      } catch {
        await delay(againMs);
      }
    }
    return false;
  };
  return await Promise.race([untilDone(), tooLate]);
}

/** Whether the machine answers that nothing listens there. Without an answer: false. */
function isRefused(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname.replace(/^\[|\]$/g, ""), port: Number(port) });
  return new Promise((settle) => {
    const end = (refused: boolean): void => {
      socket.destroy();
      settle(refused);
    };
    socket.setTimeout(leaseTimes.callMs, () => end(false));
    socket.once("connect", () => end(false));
    socket.once("error", ({ code }: NodeJS.ErrnoException) => end(code === "ECONNREFUSED"));
  });
}
