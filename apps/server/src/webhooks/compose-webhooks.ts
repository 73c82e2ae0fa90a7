import type { Kysely } from "kysely";
import type { Logger } from "pino";
import type { Seal } from "../accounts/seal.ts";
import type { Config } from "../config/config.ts";
import type { ChangeFeed } from "../db/change-feed.ts";
import type { Database } from "../db/schema.ts";
import type { RoomUse } from "../meetings/room-use.ts";
import { createLookAhead, createSafeFetch } from "../outbound/safe-fetch.ts";
import type { AdmissionNews } from "../presence/news.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";
import { createDeliverer } from "./deliver.ts";
import { createWebhookNews } from "./news.ts";
import { createWebhookStore } from "./store.ts";
import { createWebhooks, type Webhooks } from "./webhooks.ts";

export interface WebhookComposition {
  readonly webhooks: Webhooks;
  /** Whoever comes in is also noted as use of the room. */
  readonly news: Omit<AdmissionNews, "withheld">;
}

export interface WebhookParts {
  readonly config: Config;
  readonly db: Kysely<Database>;
  readonly feed: ChangeFeed;
  readonly directory: RoomDirectory;
  readonly seal: Seal;
  readonly log: Logger;
  readonly use: Pick<RoomUse, "entered">;
}

export async function composeWebhooks(
  { config, db, feed, directory, seal, log, use }: WebhookParts,
  undo: (() => Promise<void> | void)[],
): Promise<WebhookComposition> {
  const store = createWebhookStore(db);
  const stop = new AbortController();
  const fetch = createSafeFetch({ allow: config.outboundAllow, stop: stop.signal });
  const deliverer = createDeliverer({ store, seal, fetch, log });
  undo.push(
    () => deliverer.close(),
    () => stop.abort(),
  );
  const { wake } = deliverer;
  const news = await createWebhookNews({ store, feed, directory, wake });
  undo.push(() => news.close());
  const changed = (): Promise<void> => news.refresh().catch(() => undefined);
  const lookAhead = createLookAhead({ allow: config.outboundAllow, deadlineMs: 3_000 });
  const plainAllowed = config.outboundAllow.length > 0;
  return {
    webhooks: createWebhooks({ store, seal, plainAllowed, lookAhead, wake, changed }),
    news: {
      ...news,
      joined(room, identity) {
        use.entered(room);
        news.joined(room, identity);
      },
    },
  };
}
