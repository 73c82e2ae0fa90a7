import type { PublicSettings, Settings as SettingsValue } from "@graticule/api/administration";
import type { Kysely } from "kysely";
import type { ChangeFeed } from "../db/change-feed.ts";
import { latestOnly } from "../db/latest-only.ts";
import type { Database } from "../db/schema.ts";
import { createSettingsStore } from "./settings-store.ts";

/** The service's settings, in memory; every instance hears of a change. */
export type ServiceSettings = Awaited<ReturnType<typeof createSettings>>;

/** Reads them before it answers. */
export async function createSettings(parts: {
  readonly db: Kysely<Database>;
  readonly feed: ChangeFeed;
}) {
  const { db, feed } = parts;
  const store = createSettingsStore(db);
  let current = await store.read();
  const refresh = latestOnly(store.read, (read) => {
    current = read;
  });

  // While the database is away, the last ones hold.
  const stop = feed.onChange(({ kind }) =>
    kind === "settings" || kind === "all" ? refresh() : undefined,
  );

  return {
    current: (): SettingsValue => current,
    async change(next: SettingsValue): Promise<void> {
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
  return { serviceName, placeNames, mail, contact };
}
