import type { WebhookEvent, WebhookEventKind } from "@graticule/api/account";
import { type Kysely, sql } from "kysely";
import type { Seal } from "../config/seal.ts";
import { lockedCount } from "../db/locked-count.ts";
import type { Database } from "../db/schema.ts";

type DeliveryOutcome = "delivered" | "retrying" | "given-up";

interface NewWebhook {
  readonly id: string;
  readonly accountId: string;
  readonly url: string;
  readonly events: readonly WebhookEventKind[];
  readonly sealed: Buffer;
}

/** A webhook without its secret. */
export interface StoredWebhook extends Omit<NewWebhook, "sealed"> {
  readonly createdAt: Date;
  readonly last:
    | {
        readonly at: Date;
        readonly outcome: DeliveryOutcome;
        readonly status: number | undefined;
      }
    | undefined;
}

/** One event for one webhook. Its `id` names the delivery. */
export interface NewDelivery {
  readonly webhookId: string;
  readonly event: WebhookEvent;
}

/** A delivery that this process has taken until its lease is over. */
export interface DueDelivery {
  readonly id: string;
  readonly webhookId: string;
  readonly accountId: string;
  /** Sent as it is. Undefined: `instance.key` isn't the one that sealed it. */
  readonly body: string | undefined;
  /** With this one. */
  readonly tries: number;
  readonly url: string;
  readonly sealed: Buffer;
}

export interface Settlement {
  readonly id: string;
  readonly webhookId: string;
  /** The answer's HTTP status; undefined: there was none. */
  readonly status: number | undefined;
  readonly outcome:
    | { readonly kind: "delivered" | "given-up" }
    /** After `restSeconds` another event of the webhook may be tried. */
    | { readonly kind: "retrying"; readonly inSeconds: number; readonly restSeconds: number };
}

export type WebhookStore = ReturnType<typeof createWebhookStore>;

const webhooksAtMost = 10;

const columns = [
  ...(["id", "account_id as accountId", "url", "events", "created_at as createdAt"] as const),
  ...(["last_at as at", "last_outcome as outcome", "last_status as status"] as const),
] as const;

/** Events are sealed in multiples of so many bytes, so that their lengths don't tell them apart. */
const blockBytes = 512;

/** So that a sealed event can't be put in the place of another, or of another webhook's. */
const eventContext = (webhookId: string, id: string): string => `webhook event ${webhookId} ${id}`;

export function createWebhookStore(db: Kysely<Database>, seal: Seal) {
  return {
    /** Oldest first. */
    async list(accountId: string): Promise<readonly StoredWebhook[]> {
      const rows = await db
        .selectFrom("webhook")
        .select(columns)
        .where("account_id", "=", accountId)
        .orderBy("created_at")
        .orderBy("id")
        .execute();
      return rows.map(readWebhook);
    },
    /** `full`: the account has as many as it may have. */
    async add({ id, accountId, url, events, sealed }: NewWebhook): Promise<StoredWebhook | "full"> {
      return await db.transaction().execute(async (tx) => {
        const count = await lockedCount(tx, "webhook", accountId);
        if (count >= webhooksAtMost) return "full";
        const row = await tx
          .insertInto("webhook")
          .values({ id, account_id: accountId, url, events: [...events], secret_sealed: sealed })
          .returning(columns)
          .executeTakeFirstOrThrow();
        return readWebhook(row);
      });
    },
    async remove(accountId: string, id: string): Promise<"removed" | "absent"> {
      const gone = await db
        .deleteFrom("webhook")
        .where("id", "=", id)
        .where("account_id", "=", accountId)
        .returning("id")
        .executeTakeFirst();
      return gone === undefined ? "absent" : "removed";
    },
    /** Of all accounts. */
    async all() {
      return await db
        .selectFrom("webhook")
        .select(["id", "account_id as accountId", "events"])
        .execute();
    },
    /**
     * Queues, sealed, durable when it answers. What comes beyond a thousand waiting for one webhook,
     * or for a webhook that is gone, is dropped. Throws for an event that says both who and where.
     */
    async enqueue(deliveries: readonly NewDelivery[]): Promise<void> {
      const rows = deliveries.map((one) => sealed(one, seal));
      await sql`
        INSERT INTO webhook_delivery (id, webhook_id, sealed, names)
        SELECT d.id, w.id, d.sealed, d.names
        FROM unnest(${rows.map((one) => one.id)}::uuid[],
                    ${rows.map((one) => one.webhookId)}::uuid[],
                    ${rows.map((one) => one.sealed)}::bytea[],
                    ${rows.map((one) => one.names)}::boolean[])
          WITH ORDINALITY AS d (id, webhook_id, sealed, names, number)
        JOIN webhook w ON w.id = d.webhook_id
        WHERE webhook_has_space(w.id)
        ORDER BY d.number`.execute(db);
    },
    /**
     * Takes due deliveries, one of an account at most and none of the accounts in `except`; the
     * webhook that has waited longest for its turn first, however much others have queued. What is
     * not settled within a minute is due again. INVARIANT: of a webhook one delivery is under way at
     * a time, in all instances together.
     */
    async claim(most: number, except: readonly string[] = []): Promise<readonly DueDelivery[]> {
      const claimed = await sql<ClaimedRow>`
        WITH next AS (
          SELECT DISTINCT ON (h.account_id) d.id, h.last_at
          FROM webhook h CROSS JOIN LATERAL (SELECT id, due_at FROM webhook_delivery f
            WHERE f.webhook_id = h.id AND f.due_at <= now()
            ORDER BY f.due_at, f.created_at, f.id LIMIT 1) d
          WHERE (h.busy_until IS NULL OR h.busy_until <= now())
            AND h.account_id <> ALL (${[...except]}::uuid[])
          ORDER BY h.account_id, h.last_at NULLS FIRST, d.due_at
        ), due AS (
          SELECT d.id, w.id AS hook FROM next n
            JOIN webhook_delivery d ON d.id = n.id JOIN webhook w ON w.id = d.webhook_id
          -- Asked again of what is locked: another instance may have taken it, or settled another one, meanwhile.
          WHERE d.due_at <= now() AND (w.busy_until IS NULL OR w.busy_until <= now())
          ORDER BY n.last_at NULLS FIRST, d.due_at LIMIT ${most}
          FOR NO KEY UPDATE OF w, d SKIP LOCKED
        ), taken AS (
          UPDATE webhook SET busy_until = now() + interval '1 minute'
          WHERE id IN (SELECT hook FROM due)
        )
        UPDATE webhook_delivery d SET tries = tries + 1, due_at = now() + interval '1 minute'
        FROM due, webhook w WHERE d.id = due.id AND w.id = d.webhook_id
        RETURNING d.id, d.webhook_id AS "webhookId", w.account_id AS "accountId", d.body,
          d.sealed AS "bodySealed", d.tries, w.url, w.secret_sealed AS sealed`.execute(db);
      return claimed.rows.map(({ body, bodySealed, ...row }) => ({
        ...row,
        body:
          bodySealed === null
            ? (body ?? undefined)
            : seal.open(bodySealed, eventContext(row.webhookId, row.id))?.trimEnd(),
      }));
    },
    /** Notes how it went. Unless it is tried again, its body is gone when this answers. */
    async settle({ id, webhookId, status, outcome }: Settlement): Promise<void> {
      await db.transaction().execute(async (tx) => {
        // Locks the webhook before its delivery, as a deletion of the webhook does.
        await sql`SELECT FROM webhook WHERE id = ${webhookId} FOR NO KEY UPDATE`.execute(tx);
        if (outcome.kind === "retrying") {
          await tx
            .updateTable("webhook_delivery")
            .set({ due_at: inSeconds(outcome.inSeconds) })
            .where("id", "=", id)
            .execute();
        } else {
          await tx.deleteFrom("webhook_delivery").where("id", "=", id).execute();
        }
        await tx
          .updateTable("webhook")
          .set({
            busy_until: outcome.kind === "retrying" ? inSeconds(outcome.restSeconds) : null,
            last_at: sql<Date>`now()`,
            last_outcome: outcome.kind,
            last_status: status ?? null,
          })
          .where("id", "=", webhookId)
          .execute();
      });
    },
    /** Gives up what has waited for a day, and after an hour what names someone. */
    async giveUpOld(): Promise<void> {
      await sql`
        WITH hooks AS MATERIALIZED (
          SELECT id FROM webhook WHERE id IN (SELECT webhook_id FROM webhook_delivery
            WHERE created_at < now() - interval '1 hour')
          ORDER BY id FOR NO KEY UPDATE
        ), old AS (
          DELETE FROM webhook_delivery WHERE webhook_id IN (SELECT id FROM hooks)
            AND created_at < now() - interval '1 hour'
            AND (names OR created_at < now() - interval '24 hours')
          RETURNING webhook_id
        )
        UPDATE webhook SET last_at = now(), last_outcome = 'given-up', last_status = NULL
        WHERE id IN (SELECT webhook_id FROM old)`.execute(db);
    },
  };
}

interface ClaimedRow extends Omit<DueDelivery, "body"> {
  readonly body: string | null;
  readonly bodySealed: Buffer | null;
}

/** INVARIANT: no event says both who and where. */
function sealed({ webhookId, event }: NewDelivery, seal: Seal) {
  const names = "identity" in event;
  if (names && ["place", "rule", "refusal"].some((one) => one in event)) {
    throw new TypeError("an event says both who and where");
  }
  const body = JSON.stringify(event);
  const padding = blockBytes - (Buffer.byteLength(body) % blockBytes);
  const padded = body + " ".repeat(padding);
  return {
    webhookId,
    id: event.id,
    names,
    sealed: seal.seal(padded, eventContext(webhookId, event.id)),
  };
}

const inSeconds = (seconds: number) => sql<Date>`now() + make_interval(secs => ${seconds})`;

function readWebhook(
  row: Omit<StoredWebhook, "last"> & {
    readonly at: Date | null;
    readonly outcome: DeliveryOutcome | null;
    readonly status: number | null;
  },
): StoredWebhook {
  const { at, outcome, status, ...webhook } = row;
  const last =
    at === null || outcome === null ? undefined : { at, outcome, status: status ?? undefined };
  return { ...webhook, last };
}
