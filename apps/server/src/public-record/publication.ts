import type { Kysely } from "kysely";
import type { ChangeFeed } from "../db/change-feed.ts";
import type { Database } from "../db/schema.ts";
import { type ActInLog, isPublished } from "./store.ts";

/** A log that is signed publishes within a second, or three. */
const withinMs = 5_000;

export interface PublicationParts {
  readonly db: Kysely<Database>;
  readonly feed: Pick<ChangeFeed, "onFresh">;
}

export type Publication = ReturnType<typeof createPublication>;

/** Whether anyone can read of an act in the public log. */
export function createPublication({ db, feed }: PublicationParts) {
  return {
    /** Waits for it, a few seconds at most: false, it isn't yet. Rejects without the database. */
    async awaits(kind: ActInLog, act: string): Promise<boolean> {
      const late = AbortSignal.timeout(withinMs);
      while (!late.aborted) {
        const next = nextReading(feed, late);
        if (await isPublished(db, kind, act)) return true;
        await next;
      }
      return false;
    },
  };
}

/** What is published is among the changes. */
function nextReading(feed: Pick<ChangeFeed, "onFresh">, late: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const stop = feed.onFresh(settle);
    late.addEventListener("abort", settle, { once: true });
    function settle(): void {
      stop();
      late.removeEventListener("abort", settle);
      done();
    }
  });
}
