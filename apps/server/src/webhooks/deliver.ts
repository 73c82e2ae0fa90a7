import type { Logger } from "pino";
import type { Seal } from "../config/seal.ts";
import type { SafeFetch } from "../outbound/safe-fetch.ts";
import { signatureHeaders } from "./sign.ts";
import type { DueDelivery, Settlement, WebhookStore } from "./store.ts";
import { sealContext } from "./webhooks.ts";

export interface DelivererParts {
  readonly store: Pick<WebhookStore, "claim" | "settle" | "giveUpOld">;
  readonly seal: Seal;
  readonly fetch: SafeFetch;
  readonly log: Pick<Logger, "error">;
  readonly everyMs?: number;
  /** Seconds before the second try, the third … After the last of them it is given up. */
  readonly waits?: readonly number[];
  readonly random?: () => number;
}

const parallel = 32;
/** INVARIANT: webhooks of one account that never answer leave the others their turn. */
const ofAnAccount = 2;
const deadlineMs = 10_000;
/** Nothing of an answer is needed but its status. */
const maxBytes = 64 * 1024;
const cleanEveryMs = 60_000;
/** Eight tries in about 17 hours. */
const usualWaits = [5, 60, 300, 1_800, 7_200, 18_000, 36_000];
/** A webhook that failed rests at most so long before another event of it is tried. */
const restAtMostSeconds = 300;

interface UnderWay {
  readonly accountId: string;
  readonly done: Promise<void>;
}

/** Sends what is queued, a few at a time, fewer of each account and one of each webhook. */
export function createDeliverer(parts: DelivererParts) {
  const { store, everyMs = 4_000, waits = usualWaits, random = Math.random } = parts;
  const underWay = new Map<string, UnderWay>();
  let looking: Promise<void> | undefined;
  let again = false;
  let closed = false;

  const settle = async (delivery: DueDelivery, status: number | undefined): Promise<void> => {
    const { id, webhookId } = delivery;
    const outcome = outcomeOf(delivery, status, { waits, random });
    await store.settle({ id, webhookId, status, outcome });
  };

  const deliver = async (delivery: DueDelivery): Promise<void> => {
    try {
      await settle(delivery, await send(delivery, parts));
    } catch {
      // The database is away: the delivery is due again when its lease is over.
    } finally {
      underWay.delete(delivery.webhookId);
      wake();
    }
  };

  /** Accounts of which as many are under way as may be. */
  const busy = (): readonly string[] => {
    const counts = new Map<string, number>();
    for (const { accountId } of underWay.values()) {
      counts.set(accountId, (counts.get(accountId) ?? 0) + 1);
    }
    return [...counts].filter(([, count]) => count >= ofAnAccount).map(([id]) => id);
  };

  const look = async (): Promise<void> => {
    const free = parallel - underWay.size;
    if (free < 1 || closed) return;
    const due = await store.claim(free, busy());
    for (const delivery of due) {
      const { webhookId, accountId } = delivery;
      underWay.set(webhookId, { accountId, done: deliver(delivery) });
    }
    // Of an account, another one may be due.
    if (due.length > 0) again = true;
  };

  const wake = (): void => {
    if (closed) return;
    if (looking !== undefined) {
      again = true;
      return;
    }
    looking = look()
      .catch(() => undefined)
      .finally(() => {
        looking = undefined;
        if (!again) return;
        again = false;
        wake();
      });
  };

  const timer = setInterval(wake, everyMs).unref();
  const cleaning = setInterval(() => {
    store.giveUpOld().catch(() => undefined);
  }, cleanEveryMs).unref();

  return {
    /** Looks now, and not only at the next tick. */
    wake,
    /** Lets what is under way end. */
    async close(): Promise<void> {
      closed = true;
      clearInterval(timer);
      clearInterval(cleaning);
      await looking;
      await Promise.all([...underWay.values()].map(({ done }) => done));
    },
  };
}

/** Answers the status, or undefined where there was no answer, or none that HTTP has (RFC 9110). */
async function send(
  { id, webhookId, url, sealed, body }: DueDelivery,
  { seal, fetch, log }: DelivererParts,
): Promise<number | undefined> {
  const secret = seal.open(sealed, sealContext(webhookId));
  if (secret === undefined || body === undefined) {
    log.error("a webhook's secret can't be read: instance.key isn't the one that sealed it");
    return undefined;
  }
  const atSeconds = Math.floor(Date.now() / 1_000);
  const headers = {
    "content-type": "application/json",
    ...signatureHeaders({ id, atSeconds, body }, secret),
  };
  const request = { method: "POST", url, headers, body, deadlineMs, maxBytes } as const;
  const outcome = await fetch(request, async ({ status }) => status);
  const status = outcome.kind === "answered" ? outcome.value : undefined;
  return status === undefined || status < 100 || status > 599 ? undefined : status;
}

/** 2xx: delivered. 410: the endpoint is gone for good. */
function outcomeOf(
  { tries }: DueDelivery,
  status: number | undefined,
  { waits, random }: { readonly waits: readonly number[]; readonly random: () => number },
): Settlement["outcome"] {
  if (status !== undefined && status >= 200 && status < 300) return { kind: "delivered" };
  const wait = waits[tries - 1];
  if (wait === undefined || status === 410) return { kind: "given-up" };
  const inSeconds = wait * (0.8 + 0.4 * random());
  return { kind: "retrying", inSeconds, restSeconds: Math.min(inSeconds, restAtMostSeconds) };
}
