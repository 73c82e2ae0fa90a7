import { randomUUID } from "node:crypto";
import type { WebhookEvent, WebhookEventKind } from "@graticule/api/account";
import type { ChangeFeed } from "../db/change-feed.ts";
import { latestOnly } from "../db/latest-only.ts";
import type { AdmissionNews } from "../presence/events.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";
import type { NewDelivery, WebhookStore } from "./store.ts";

/** Queues events for the webhooks of the room's account. Rules queue theirs in the database. */
export interface WebhookNews extends Pick<AdmissionNews, "joined" | "refused" | "removed"> {
  /** Reads the webhooks again. */
  refresh(): Promise<void>;
  /** Writes what is left. */
  close(): Promise<void>;
}

export interface WebhookNewsParts {
  readonly store: Pick<WebhookStore, "all" | "enqueue">;
  readonly feed: Pick<ChangeFeed, "onChange">;
  readonly directory: Pick<RoomDirectory, "find" | "now">;
  /** Something was queued. */
  readonly wake: () => void;
  readonly retryMs?: number;
}

/** So many events wait in memory while the database is away; more are dropped. */
const waitingAtMost = 5_000;
const batch = 500;

/** Reads the webhooks before it answers. */
export async function createWebhookNews(parts: WebhookNewsParts): Promise<WebhookNews> {
  const { store, directory, retryMs = 1_000 } = parts;
  /** Webhook ids by account and kind of event. */
  let index: ReadonlyMap<string, readonly string[]> = new Map();
  const waiting: NewDelivery[] = [];
  let writing: Promise<void> | undefined;
  let retry: NodeJS.Timeout | undefined;

  const refresh = latestOnly(store.all, (webhooks) => {
    const next = new Map<string, string[]>();
    for (const { id, accountId, events } of webhooks) {
      for (const kind of events) {
        const key = `${kind} ${accountId}`;
        next.set(key, [...(next.get(key) ?? []), id]);
      }
    }
    index = next;
  });

  const write = async (): Promise<void> => {
    try {
      while (waiting.length > 0) {
        const some = waiting.slice(0, batch);
        await store.enqueue(some);
        waiting.splice(0, some.length);
      }
      parts.wake();
    } catch {
      clearTimeout(retry);
      retry = setTimeout(writeSoon, retryMs).unref();
    }
  };
  const writeSoon = (): void => {
    writing ??= write().finally(() => {
      writing = undefined;
    });
  };

  const queue = (
    room: string,
    kind: WebhookEventKind,
    event: (id: string) => WebhookEvent,
  ): void => {
    const accountId = directory.find(room)?.accountId;
    const hooks = index.get(`${kind} ${accountId}`) ?? [];
    for (const webhookId of hooks) {
      if (waiting.length >= waitingAtMost) return;
      waiting.push({ webhookId, event: event(randomUUID()) });
    }
    if (hooks.length > 0) writeSoon();
  };
  const at = (): string => new Date(directory.now()).toISOString();

  await refresh();
  const stop = parts.feed.onChange(({ kind }) =>
    kind === "keys" || kind === "all" ? refresh() : undefined,
  );

  return {
    joined(room, identity) {
      queue(room, "joined", (id) => ({ kind: "joined", id, at: at(), room, identity }));
    },
    refused(room) {
      queue(room, "refused", (id) => ({ kind: "refused", id, at: at(), room, status: 403 }));
    },
    removed(room, identity) {
      queue(room, "removed", (id) => ({ kind: "removed", id, at: at(), room, identity }));
    },
    refresh,
    async close() {
      stop();
      clearTimeout(retry);
      await writing;
      if (waiting.length > 0) await write();
      clearTimeout(retry);
    },
  };
}
