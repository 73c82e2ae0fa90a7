import type { Client } from "pg";
import { connectOnce } from "./pool.ts";
import type { DatabaseTarget } from "./target.ts";

/** What changed in the database. `all`: notifications may have been missed. */
export type DataChange =
  | { readonly kind: "room"; readonly room: string }
  | { readonly kind: "account"; readonly accountId: string }
  | { readonly kind: "keys" }
  | { readonly kind: "settings" }
  | { readonly kind: "all" };

/**
 * Reports every change, by any process. Each (re)connection and a slow timer report `all`, so that
 * a lost notification is made up for within the interval. So does the end of a machine's sleep,
 * during which the monotonic clock stood still.
 */
export interface ChangeFeed {
  onChange(listener: (change: DataChange) => void): () => void;
  close(): Promise<void>;
}

const channel = "graticule_changed";
const sleepCheckMs = 1_000;
/** How far the two clocks must have moved apart within one check. */
const sleptMs = 2_000;

/** @param pollMs how often `all` is reported when nothing else happens */
export function createChangeFeed(target: DatabaseTarget, pollMs = 30_000): ChangeFeed {
  const listeners = new Set<(change: DataChange) => void>();
  const stop = new AbortController();
  let client: Client | undefined;
  let retry: NodeJS.Timeout | undefined;

  const tell = (change: DataChange): void => {
    for (const listener of listeners) listener(change);
  };

  const reconnectLater = (): void => {
    client = undefined;
    if (stop.signal.aborted) return;
    retry = setTimeout(() => {
      connecting = connect();
    }, 500);
  };

  const connect = async (): Promise<void> => {
    try {
      const fresh = await connectOnce(target);
      if (stop.signal.aborted) return await fresh.end();
      client = fresh;
      fresh.on("notification", (message) => tell(parseChange(message.payload ?? "")));
      fresh.once("end", reconnectLater);
      await fresh.query(`LISTEN ${channel}`);
      tell({ kind: "all" });
    } catch {
      if (client === undefined) reconnectLater();
      else await client.end().catch(() => undefined);
    }
  };

  let connecting = connect();
  const poll = setInterval(() => tell({ kind: "all" }), pollMs);
  let lead = leadOfWallClock();
  const sleep = setInterval(() => {
    const before = lead;
    lead = leadOfWallClock();
    if (Math.abs(lead - before) > sleptMs) tell({ kind: "all" });
  }, sleepCheckMs);

  return {
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      stop.abort();
      clearInterval(poll);
      clearInterval(sleep);
      clearTimeout(retry);
      listeners.clear();
      await connecting;
      await client?.end().catch(() => undefined);
    },
  };
}

/** Changes only when the machine sleeps or its clock is set. */
function leadOfWallClock(): number {
  return Date.now() - performance.now();
}

type Bare = "keys" | "settings";
const bare: ReadonlySet<string> = new Set<Bare>(["keys", "settings"]);

function parseChange(payload: string): DataChange {
  const colon = payload.indexOf(":");
  const rest = payload.slice(colon + 1);
  switch (payload.slice(0, colon)) {
    case "room":
      return { kind: "room", room: rest };
    case "account":
      return { kind: "account", accountId: rest };
    default:
      return { kind: bare.has(payload) ? (payload as Bare) : "all" };
  }
}
