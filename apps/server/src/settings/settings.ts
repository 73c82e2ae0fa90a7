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
  const readAll = async () => ({
    settings: await store.read(),
    takenDown: await store.readTakenDown(),
  });
  let current = await readAll();
  const refresh = latestOnly(readAll, (read) => {
    current = read;
  });

  // While the database is away, the last ones hold.
  const stop = feed.onChange(({ kind }) =>
    kind === "settings" || kind === "all" ? refresh() : undefined,
  );

  return {
    current: (): SettingsValue => current.settings,
    /** Codes of the places whose present names two people took down from the public log. */
    takenDown: (): ReadonlySet<string> => current.takenDown,
    async change(next: SettingsValue): Promise<"written" | "too-many-names"> {
      const outcome = await store.write(next);
      await refresh();
      return outcome;
    },
    close: stop,
  };
}

/** What every page may know. INVARIANT: without names of places that were taken down from the public log. */
export function publicPart(
  settings: Pick<ServiceSettings, "current" | "takenDown">,
  mail: PublicSettings["mail"],
): PublicSettings {
  const { serviceName, contact, placeNames } = settings.current();
  const gone = settings.takenDown();
  const shown = Object.entries(placeNames).filter(([code]) => !gone.has(code));
  return { serviceName, placeNames: Object.fromEntries(shown), mail, contact };
}
