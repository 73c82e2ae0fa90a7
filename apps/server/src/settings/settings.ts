import type { PublicSettings, Settings as SettingsValue } from "@graticule/api/administration";
import type { Kysely } from "kysely";
import type { ChangeFeed } from "../db/change-feed.ts";
import type { Database } from "../db/schema.ts";
import { createSettingsStore } from "./settings-store.ts";

/** The service's settings, in memory; whoever changes them, every instance hears of it. */
export interface ServiceSettings {
  current(): SettingsValue;
  change(next: SettingsValue): Promise<void>;
  close(): void;
}

/** Reads them before it answers. */
export async function createSettings(parts: {
  readonly db: Kysely<Database>;
  readonly feed: ChangeFeed;
}): Promise<ServiceSettings> {
  const { db, feed } = parts;
  const store = createSettingsStore(db);
  let current = await store.read();
  let asked = 0;
  let applied = 0;

  const refresh = async (): Promise<void> => {
    asked += 1;
    const turn = asked;
    const read = await store.read();
    if (turn < applied) return;
    applied = turn;
    current = read;
  };

  const stop = feed.onChange((change) => {
    // While the database is away, the last ones hold.
    if (change.kind === "settings" || change.kind === "all") refresh().catch(() => undefined);
  });

  return {
    current: () => current,
    async change(next) {
      await store.write(next);
      await refresh();
    },
    close: stop,
  };
}

/** What every page may know. */
export function publicPart(
  { serviceName, contact, placeNames }: SettingsValue,
  mail: PublicSettings["mail"],
): PublicSettings {
  return { serviceName, placeNames, mail, ...(contact === undefined ? {} : { contact }) };
}
