import { setTimeout as delay } from "node:timers/promises";
import type { Kysely } from "kysely";
import type { Cluster } from "../../cluster/open-cluster.ts";
import type { Roles } from "../../cluster/roles.ts";
import type { ChangeFeed } from "../../db/change-feed.ts";
import type { Database } from "../../db/schema.ts";
import type { Scope } from "../../processes/scope.ts";
import { type FollowedSources, SourceFollower } from "../source-follower.ts";
import { LocationKeeper } from "./keeper.ts";
import { type FileSeal, SharedFolder } from "./shared-folder.ts";
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
}

/** How often an instance asks whether the role is free, and the one that has it looks at its files. */
const lookEveryMs = 5_000;
/** How often data are looked for while there are none. */
const firstEveryMs = 500;

/** Location data of several instances. Resolves once they serve. */
export async function openShared(ports: SharedPorts, scope: Scope) {
  const { db, roles, membership, feed, folder: path, seal, followed, onProblem } = ports;
  // Fail now if the sources can't be read: otherwise nothing would ever be compiled.
  followed.sources.read();
  const store = createSharedStore(db);
  const readFiles = async (): Promise<void> => await keeper.readFiles();
  const locator = new SharedLocator({ store, seal, readFiles, onProblem });
  scope.onClose(() => locator.close());
  const keeper = new LocationKeeper({
    roles,
    instance: () => membership.id,
    store,
    folder: new SharedFolder({ folder: path, store, seal, onProblem }),
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
  if (await locator.refresh()) void keeper.look();
  else {
    // Compiled by this instance or another.
    do await keeper.look();
    while (!(await locator.refresh()) && (await delay(firstEveryMs, true)));
  }
  return { locator, look: () => keeper.look() };
}
