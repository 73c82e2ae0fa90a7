import { setTimeout as delay } from "node:timers/promises";
import type { Kysely } from "kysely";
import type { Cluster } from "../../cluster/open-cluster.ts";
import type { Roles } from "../../cluster/roles.ts";
import { StartError } from "../../config/start-error.ts";
import type { ChangeFeed } from "../../db/change-feed.ts";
import type { Database } from "../../db/schema.ts";
import { type Scope, unlessStopped } from "../../processes/scope.ts";
import { type FollowedSources, SourceFollower } from "../source-follower.ts";
import type { FileSeal } from "./file-list.ts";
import { LocationKeeper } from "./keeper.ts";
import { SharedFolder } from "./shared-folder.ts";
import { SharedLocator } from "./shared-locator.ts";
import { createSharedStore } from "./store.ts";

export interface SharedPorts {
  readonly db: Kysely<Database>;
  readonly roles: Pick<Roles, "has">;
  readonly membership: Pick<NonNullable<Cluster["several"]>["membership"], "id">;
  readonly feed: ChangeFeed;
  readonly seal: FileSeal;
  /** The instance's own, in which it works while it has the role. */
  readonly folder: string;
  readonly followed: FollowedSources;
  readonly startUpdates: () => { close(): Promise<void> };
  readonly onProblem: (message: string) => void;
  /** Ends the wait for data. */
  readonly stopStart?: AbortSignal | undefined;
  /** For tests: for how long data are waited for; 2 min by default. */
  readonly mostMs?: number;
}

/** How often an instance asks whether the role is free, and the one that has it looks at its files. */
const lookEveryMs = 5_000;
/** How often data are looked for while there are none, and for how long at most. */
const firstEveryMs = 500;
const usualMostMs = 120_000;

const noData = (): StartError =>
  new StartError(
    "location",
    "There is no usable location data in the database: none was stored within two minutes, or what is there is damaged or from another version. " +
      "The instance that compiles it stores it again when its sources are read again: restart that instance. The status page says which one it is.",
  );

/** Location data of several instances. Resolves once they serve. */
export async function openShared(ports: SharedPorts, scope: Scope) {
  const { db, roles, membership, feed, folder: path, seal, followed, onProblem } = ports;
  // Fail now if the sources can't be read: otherwise nothing would ever be compiled.
  followed.sources.read();
  const store = createSharedStore(db, seal);
  const instance = (): string => membership.id;
  const readFiles = async (): Promise<void> => await keeper.readFiles();
  const locator = new SharedLocator({ store, seal, readFiles, onProblem });
  scope.onClose(() => locator.close());
  const keeper = new LocationKeeper({
    roles,
    instance,
    store,
    folder: new SharedFolder({ folder: path, store, seal, keeper: instance, onProblem }),
    seal,
    locator,
    follow: (deliver) => new SourceFollower({ ...followed, form: "packed", deliver }),
    startUpdates: ports.startUpdates,
    onProblem,
  });
  scope.onClose(() => keeper.close());
  const timer = setInterval(() => {
    void keeper.look();
    void locator.refresh();
  }, lookEveryMs).unref();
  scope.onClose(() => clearInterval(timer));
  scope.onClose(
    feed.onChange(({ kind }) => {
      if (kind !== "location" && kind !== "all") return;
      void locator.refresh();
      void keeper.lookAtFiles();
    }),
  );
  // Compiled by this instance or another.
  const firstData = async (): Promise<void> => {
    const giveUpAt = performance.now() + (ports.mostMs ?? usualMostMs);
    for (;;) {
      await keeper.look();
      if (await locator.refresh()) return;
      if (performance.now() >= giveUpAt) throw noData();
      await delay(firstEveryMs, undefined, { signal: ports.stopStart });
    }
  };
  if (await locator.refresh()) void keeper.look();
  else await unlessStopped(firstData(), ports.stopStart);
  return { locator, look: () => keeper.look() };
}
