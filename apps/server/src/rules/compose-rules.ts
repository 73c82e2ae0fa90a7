import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";
import type { Occupants } from "../decision/occupants.ts";
import type { Locator } from "../location/locator.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import { type Certificates, createCertificates } from "./certificates.ts";
import { createPlaceSets, type PlaceSets } from "./place-sets.ts";
import { createRules, type Rules } from "./rules.ts";
import { createRuleStore } from "./store.ts";
import { createTally, type WrittenTally } from "./tally.ts";

/** Everything about rules that the server is composed of. */
export interface RuleParts {
  readonly rules: Rules;
  readonly placeSets: PlaceSets;
  readonly tally: WrittenTally;
  readonly certificates: Certificates;
}

export function composeRules(
  parts: {
    readonly db: Kysely<Database>;
    readonly directory: StoredRoomDirectory;
    readonly occupants: Occupants;
    readonly locator: Pick<Locator, "sources">;
  },
  undo: (() => Promise<void> | void)[],
): RuleParts {
  const { db, directory, occupants, locator } = parts;
  const store = createRuleStore(db);
  const tally = createTally({ db, directory });
  undo.push(() => tally.close());
  return {
    rules: createRules({ store, directory, occupants }),
    placeSets: createPlaceSets(db),
    tally,
    certificates: createCertificates({ db, store, tally, directory, locator }),
  };
}
