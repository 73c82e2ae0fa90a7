import { createAccountStore } from "@graticule/server/accounts/store";
import { createChangeFeed } from "@graticule/server/db/change-feed";
import { openSequencer } from "@graticule/server/ledger/open-sequencer";
import { openScope } from "@graticule/server/processes/scope";
import { createRoomStore } from "@graticule/server/rooms/store";
import { createRoomDirectory } from "@graticule/server/rooms/stored-room-directory";
import { committed } from "@graticule/server/tests/by-hand";
import { instanceKey, startTestDatabase } from "@graticule/server/tests/harness";
import { approve, type Proposed, propose } from "@graticule/server/tests/orders";
import { type Crowd, type OpenPage, type Outcome, timed } from "../crowd.ts";
import { startGateOver } from "../gate-parts.ts";
import { type BenchEngine, startBenchEngine } from "../real-engine.ts";
import { BenchPages } from "./pages.ts";

/** When the last of those affected was out, in milliseconds. */
export interface ApprovedOutcome extends Outcome {
  /** Since the order's entry was published. */
  readonly sincePublishedMs: number;
}

/** Gate, enforcement and the public log over a real database and a real engine, where orders can be approved. */
export interface ApprovingService {
  readonly port: number;
  readonly engine: BenchEngine;
  /** Of someone in a meeting: it follows their join, and leaves when it hears that it must. */
  readonly openPage: OpenPage;
  register(room: string): Promise<void>;
  /** An order for the people whom the benches' locator places in mainland China. */
  propose(room: string): Promise<Proposed>;
  /** Measured from the commit of the approval, which is the second person's. */
  timeApproval(crowd: Crowd, proposed: Proposed): Promise<ApprovedOutcome>;
  stop(): Promise<void>;
}

export async function startApprovingService(): Promise<ApprovingService> {
  const [engine, database] = await Promise.all([startBenchEngine(), startTestDatabase()]);
  const { db, pool, target, dataDir } = database;
  const { id: accountId } = await createAccountStore(db).operator();
  const feed = createChangeFeed(target);
  const store = createRoomStore(db);
  const directory = await createRoomDirectory({ store, feed });
  const pages = new BenchPages(directory);
  const { openStreams } = pages;
  const stack = await startGateOver(engine.url, engine.key, { directory, accountId, openStreams });
  pages.serve(stack.server);
  stack.enforcement.start();
  const scope = openScope();
  const log = { warn: () => {}, error: () => {} };
  const config = { dataDir, cluster: undefined, ledgerKey: undefined, instanceKey };
  const signing = { database: { target }, feed, log, config, publicUrl: "https://bench.invalid" };
  const { sequencer } = openSequencer(signing, scope);
  return {
    port: stack.port,
    engine,
    openPage: pages.openAt(stack.port),
    async register(room) {
      await store.register(room, accountId);
      await directory.refresh({ kind: "room", room });
    },
    propose: (room) => committed(database, (client) => propose(client, room, ["CN"])),
    async timeApproval(crowd, proposed) {
      const client = await pool.connect();
      try {
        await client.query("BEGIN");
        await approve(client, proposed);
        const publishedAt = new Promise<number>((resolve) => {
          const stop = sequencer.onPublished(() => {
            stop();
            resolve(performance.now());
          });
        });
        const began = performance.now();
        const outcome = await timed(crowd, () => client.query("COMMIT"));
        const waitedMs = (await publishedAt) - began;
        return { ...outcome, sincePublishedMs: outcome.lastMs - waitedMs };
      } finally {
        client.release();
      }
    },
    async stop() {
      pages.close();
      stack.gate.close();
      stack.server.close();
      await stack.enforcement.close();
      await directory.close();
      await scope.close();
      await feed.close();
      await Promise.all([engine.stop(), database.stop()]);
    },
  };
}
