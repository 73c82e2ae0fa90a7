import type { Kysely } from "kysely";
import type { Logger } from "pino";
import type { Accounts } from "../accounts/open-accounts.ts";
import type { Config } from "../config/config.ts";
import type { ChangeFeed } from "../db/change-feed.ts";
import type { Database } from "../db/schema.ts";
import type { App } from "../http/routing.ts";
import type { SessionGuard } from "../http/session.ts";
import type { Web } from "../http/web.ts";
import type { TellOf } from "../mail/emails.ts";
import { createLookAhead, createSafeFetch } from "../outbound/safe-fetch.ts";
import type { Scope } from "../processes/scope.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";
import { createDeliverer } from "./deliver.ts";
import { createWebhookNews } from "./news.ts";
import { registerWebhookRoutes } from "./routes.ts";
import { createWebhookStore } from "./store.ts";
import { createWebhooks } from "./webhooks.ts";

export type WebhookRoom = Awaited<ReturnType<typeof openWebhooks>>;

/** Reads the webhooks before it answers. */
export async function openWebhooks(
  ports: {
    readonly config: Pick<Config, "outboundAllow">;
    readonly db: Kysely<Database>;
    readonly feed: ChangeFeed;
    readonly log: Logger;
    readonly web: Web;
    readonly directory: RoomDirectory;
    readonly accounts: Pick<Accounts, "seal">;
    readonly guard: SessionGuard;
    readonly tellOf: TellOf;
  },
  scope: Scope,
) {
  const { db, feed, log, web, directory, guard, tellOf } = ports;
  const { outboundAllow: allow } = ports.config;
  const { seal } = ports.accounts;
  const store = createWebhookStore(db, seal);
  const stop = new AbortController();
  const fetch = createSafeFetch({ allow, stop: stop.signal });
  const deliverer = createDeliverer({ store, seal, fetch, log });
  scope.onClose(() => deliverer.close());
  scope.onClose(() => stop.abort());
  const { wake } = deliverer;
  const news = await createWebhookNews({ store, feed, directory, wake });
  scope.onClose(() => news.close());
  const changed = (): Promise<void> => news.refresh().catch(() => undefined);
  const lookAhead = createLookAhead({ allow, deadlineMs: 3_000 });
  const plainAllowed = allow.length > 0;
  const webhooks = createWebhooks({ store, seal, plainAllowed, lookAhead, wake, changed });
  return {
    /** Listens to what happens in rooms. */
    news,
    routes: (app: App) => registerWebhookRoutes(app, { ...web, webhooks, guard, tellOf }),
  };
}
