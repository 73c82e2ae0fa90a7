import type { Kysely } from "kysely";
import type { Database } from "../../db/schema.ts";
import type { Corrections } from "../../location/corrections.ts";
import type { Locator } from "../../location/locator.ts";
import type { StoredRoomDirectory } from "../../rooms/stored-room-directory.ts";
import { createRegister, type Register } from "../register/register.ts";
import { type Changes, createChanges } from "./changes.ts";
import { createOwnProposals, type OwnProposals } from "./own-proposals.ts";
import { watchWaitingChanges } from "./waiting-changes.ts";

/** Everything that takes two people, and what is changed by it. */
export interface ChangeParts {
  readonly changes: Changes;
  readonly register: Register;
  readonly ownProposals: OwnProposals;
}

export function composeChanges(
  parts: {
    readonly db: Kysely<Database>;
    readonly sendsMail: boolean;
    readonly directory: Pick<StoredRoomDirectory, "now" | "refresh">;
    readonly locator: Pick<Locator, "held" | "establishable">;
    readonly corrections: Pick<Corrections, "declined">;
  },
  undo: (() => Promise<void> | void)[],
): ChangeParts {
  const { db, directory, locator, corrections, sendsMail } = parts;
  const { now } = directory;
  const heldGeofeed = () => locator.held();
  // Where the database is away now, the change feed does it as soon as it is back.
  const refresh = () => directory.refresh({ kind: "all" }).catch(() => undefined);
  const changes = createChanges({
    ...{ db, heldGeofeed, sendsMail, now, refresh },
    geofeedDeclined: corrections.declined,
  });
  undo.push(watchWaitingChanges({ db, refresh }));
  return {
    changes,
    register: createRegister({ db, changes, heldGeofeed, locator, now }),
    ownProposals: createOwnProposals({ db, sendsMail }),
  };
}
