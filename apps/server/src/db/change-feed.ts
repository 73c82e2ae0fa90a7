import type { Client } from "pg";
import { around, irregularly } from "../processes/irregularly.ts";
import { Listeners } from "../processes/listeners.ts";
import { ChangeListeners, type Fresh } from "./change-listeners.ts";
import { ChangeLog, type DataChange, drawChangeNumber } from "./change-log.ts";
import { connectOnce } from "./pool.ts";
import type { DatabaseTarget } from "./target.ts";

/**
 * Reports every change, by any process, from the log of changes: at once after a notification,
 * within 3 s if that was lost, and as soon as the database is back after an outage. It reports
 * `all` when the log can't say what was missed, when a listener failed, after the machine has slept
 * (the monotonic clock stands still then), and every 30 s while the log can't be read.
 */
export interface ChangeFeed {
  /** @param listener returns a promise if it needs time to take the change in, or may fail */
  onChange(listener: (change: DataChange) => unknown): () => void;
  /** Called after each reading, even an empty one, once the listeners know all that it found. */
  onFresh(listener: (fresh: Fresh) => void): () => void;
  /**
   * Called when an entry for the public log was committed and none waited before. It can be missed:
   * without a connection nothing comes.
   */
  onEntry(listener: () => void): () => void;
  /**
   * The listeners know every change that was committed before this number was drawn. 0 at first; it
   * only grows.
   */
  seen(): bigint;
  /**
   * Resolves when the listeners know every change that was committed before. Rejects while the
   * database is away, or when it goes away meanwhile.
   */
  catchUp(): Promise<void>;
  close(): Promise<void>;
}

const channel = "graticule_changed";
const answerWithinMs = 5_000;
const retryMs = 500;
const sleepCheckMs = 1_000;
/** How far the two clocks must have moved apart within one check. */
const sleptMs = 2_000;

export interface ChangeFeedTimes {
  /** How often, irregularly, the log is read without a notification; 2,000 by default. */
  readonly readMs?: number;
  /** How often `all` is reported while the log can't be read; 30,000 by default. */
  readonly blindMs?: number;
}

export function createChangeFeed(
  target: DatabaseTarget,
  { readMs = 2_000, blindMs = 30_000 }: ChangeFeedTimes = {},
): ChangeFeed {
  const listeners = new ChangeListeners();
  const entries = new Listeners<[]>();
  const stop = new AbortController();
  const log = new ChangeLog();
  let client: Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let readAtMs = performance.now();

  const read = async (from: Client): Promise<void> => {
    const beganMs = performance.now();
    const late = setTimeout(() => void from.end().catch(() => undefined), answerWithinMs);
    try {
      const reading = await log.read(from);
      readAtMs = performance.now();
      const { databaseMs, logSignedMs } = reading;
      listeners.report(reading, { beganMs, databaseMs, answeredMs: readAtMs, logSignedMs });
    } finally {
      clearTimeout(late);
    }
  };

  let reading: Promise<void> | undefined;
  let again = false;
  /** Reads now. During a reading, which may have begun too early: reads once more after it. */
  const readSoon = (): void => {
    if (client === undefined) return;
    if (reading !== undefined) {
      again = true;
      return;
    }
    const from = client;
    reading = read(from)
      .catch(() => void from.end().catch(() => undefined))
      .finally(() => {
        reading = undefined;
        if (!again) return;
        again = false;
        readSoon();
      });
  };

  const reconnectLater = (): void => {
    client = undefined;
    if (stop.signal.aborted) return;
    retry = setTimeout(() => {
      connecting = connect();
    }, around(retryMs));
  };

  const connect = async (): Promise<void> => {
    try {
      const fresh = await connectOnce(target);
      if (stop.signal.aborted) return await fresh.end();
      client = fresh;
      // Each `catchUp` under way listens for its end.
      fresh.setMaxListeners(0);
      fresh.on("notification", ({ payload }) =>
        payload === "entry" ? entries.tell() : readSoon(),
      );
      fresh.once("end", reconnectLater);
      await fresh.query(`LISTEN ${channel}`);
      readSoon();
    } catch {
      if (client === undefined) reconnectLater();
      else await client.end().catch(() => undefined);
    }
  };

  const tellAll = (): void => {
    listeners.tell([{ kind: "all" }]).catch(() => undefined);
  };

  let connecting = connect();
  const stopPoll = irregularly(readSoon, readMs);
  const blind = setInterval(() => {
    if (performance.now() - readAtMs >= blindMs) tellAll();
  }, blindMs);
  let lead = leadOfWallClock();
  const sleep = setInterval(() => {
    const before = lead;
    lead = leadOfWallClock();
    if (Math.abs(lead - before) > sleptMs) tellAll();
  }, sleepCheckMs);

  return {
    onChange: (listener) => listeners.onChange(listener),
    onFresh: listeners.onFresh,
    onEntry: entries.add,
    seen: () => listeners.seen(),
    async catchUp() {
      const from = client;
      if (from === undefined) throw new Error("the database is away");
      const wanted = await drawChangeNumber(from);
      while (listeners.seen() < wanted) {
        if (client !== from) throw new Error("the database went away");
        const next = nextFresh(listeners, from);
        readSoon();
        await next;
      }
    },
    async close() {
      stop.abort();
      stopPoll();
      for (const timer of [blind, sleep]) clearInterval(timer);
      clearTimeout(retry);
      listeners.clear();
      entries.clear();
      await connecting;
      await client?.end().catch(() => undefined);
    },
  };
}

/** The next reading's end, or the connection's. */
function nextFresh(listeners: ChangeListeners, client: Client): Promise<void> {
  return new Promise((done) => {
    const settle = (): void => {
      stop();
      client.off("end", settle);
      done();
    };
    const stop = listeners.onFresh(settle);
    client.once("end", settle);
  });
}

/** Changes only when the machine sleeps or its clock is set. */
function leadOfWallClock(): number {
  return Date.now() - performance.now();
}
