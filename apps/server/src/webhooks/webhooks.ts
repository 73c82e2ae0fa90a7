import { randomUUID } from "node:crypto";
import type { Webhook, WebhookCreated, WebhookEvent, WebhookInput } from "@graticule/api/account";
import type { Seal } from "../config/seal.ts";
import type { LookAhead } from "../outbound/safe-fetch.ts";
import { newWebhookSecret } from "./sign.ts";
import type { StoredWebhook, WebhookStore } from "./store.ts";

type NewWebhookOutcome =
  | { readonly kind: "created"; readonly webhook: WebhookCreated }
  /** The account has as many as it may have. */
  | { readonly kind: "full" }
  /** The service would never send anything there; why, in a sentence. */
  | { readonly kind: "invalid"; readonly detail: string };

/** The webhooks of accounts. */
export type Webhooks = ReturnType<typeof createWebhooks>;

export interface WebhooksParts {
  readonly store: WebhookStore;
  readonly seal: Seal;
  /** Whether the operator opened any network, which alone may be reached without TLS. */
  readonly plainAllowed: boolean;
  /** Asked before a webhook is made, by the same policy as when something is sent. */
  readonly lookAhead: LookAhead;
  /** Something was queued. */
  readonly wake: () => void;
  /** The list of webhooks changed. */
  readonly changed: () => Promise<void>;
}

/** In what a webhook's secret is sealed: its own row. */
export function sealContext(id: string): string {
  return `webhook:${id}`;
}

export function createWebhooks(parts: WebhooksParts) {
  const { store, seal } = parts;
  return {
    list: async (accountId: string): Promise<readonly Webhook[]> =>
      (await store.list(accountId)).map(describe),
    async create(accountId: string, { url, events }: WebhookInput): Promise<NewWebhookOutcome> {
      const detail = await objectionTo(url, parts);
      if (detail !== undefined) return { kind: "invalid", detail };
      const id = randomUUID();
      const secret = newWebhookSecret();
      const sealed = seal.seal(secret, sealContext(id));
      const made = await store.add({ id, accountId, url, events: [...new Set(events)], sealed });
      if (made === "full") return { kind: "full" };
      await parts.changed();
      return { kind: "created", webhook: { ...describe(made), secret } };
    },
    async remove(accountId: string, id: string): Promise<"removed" | "absent"> {
      const removed = await store.remove(accountId, id);
      await parts.changed();
      return removed;
    },
    /** Queues a test event; how it went stands in the list soon. */
    async test(accountId: string, id: string): Promise<"queued" | "absent"> {
      const own = await store.list(accountId);
      if (!own.some((webhook) => webhook.id === id)) return "absent";
      const event: WebhookEvent = { kind: "test", id: randomUUID(), at: new Date().toISOString() };
      await store.enqueue([{ webhookId: id, event }]);
      parts.wake();
      return "queued";
    },
  };
}

/** Why nothing would ever be sent there. A name that leads nowhere now may do so later. */
const objections: Readonly<Record<Awaited<ReturnType<LookAhead>>, string | undefined>> = {
  open: undefined,
  unknown: undefined,
  credentials: "The URL can't contain a name or password. Check the signature instead.",
  "not-secure": "The URL must begin with https://",
  "not-a-web-address": "The URL must begin with https://",
  "closed-address":
    "The URL leads to a private network or to this machine, where nothing is sent. The operator can allow a network with OUTBOUND_ALLOW.",
};

async function objectionTo(url: string, { plainAllowed, lookAhead }: WebhooksParts) {
  if (!plainAllowed && new URL(url).protocol !== "https:") return objections["not-secure"];
  return objections[await lookAhead(url)];
}

function describe({ id, url, events, createdAt, last }: StoredWebhook): Webhook {
  return {
    id,
    url,
    events: [...events],
    createdAt: createdAt.toISOString(),
    last: last && { ...last, at: last.at.toISOString() },
  };
}
