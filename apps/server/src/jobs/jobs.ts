import { randomUUID } from "node:crypto";
import type { Kysely, Transaction } from "kysely";
import type { Logger } from "pino";
import type { z } from "zod";
import type { Database, JobName } from "../db/schema.ts";
import { irregularly } from "../processes/irregularly.ts";
import { createJobStore, type DueJob, type JobStore } from "./store.ts";

/** `again`: it failed, and is tried later. `laterSeconds`: its time hasn't come. */
export type Tried = "done" | "again" | { readonly laterSeconds: number };

/** What came of the first try. `given-up`: nothing comes of it. */
export type JobOutcome = "done" | "not-yet" | "given-up";

export interface JobKind<Payload> {
  readonly payload: z.ZodType<Payload>;
  /** Seconds before the second try, the third …; after the last of them it is given up. */
  readonly waits: readonly number[];
  /** Within a minute. It may be done twice, if the process dies in between. */
  readonly run: (payload: Payload) => Promise<Tried>;
}

export interface JobsParts {
  readonly store: JobStore;
  readonly seal: {
    seal(secret: string, context: string): Buffer;
    open(sealed: Buffer, context: string): string | undefined;
  };
  readonly log: Pick<Logger, "error">;
  readonly everyMs?: number | undefined;
}

export type Jobs = ReturnType<typeof createJobs>;

const parallel = 8;
const cleanEveryMs = 3_600_000;

/**
 * What is tried again until it is done, kept in the database, so that a restart loses nothing of it.
 * Any process on the database goes on with what another left.
 */
export function createJobs({ store, seal, log, everyMs = 5_000 }: JobsParts) {
  const kinds = new Map<string, { run(text: string): Promise<Tried>; waits: readonly number[] }>();
  const underWay = new Set<Promise<unknown>>();
  const timers = new Set<NodeJS.Timeout>();
  let looking: Promise<void> | undefined;
  let closed = false;

  const settle = async (job: Pick<DueJob, "id" | "kind" | "tries">, tried: Tried) => {
    if (typeof tried === "object") {
      await store.later(job.id, tried.laterSeconds);
      return "not-yet" as const;
    }
    const waitSeconds = kinds.get(job.kind)?.waits[job.tries - 1];
    if (tried === "done" || waitSeconds === undefined) {
      await store.remove(job.id);
      return tried === "done" ? ("done" as const) : ("given-up" as const);
    }
    await store.again(job.id, waitSeconds);
    lookIn(waitSeconds * 1_000);
    return "not-yet" as const;
  };

  const follow = async <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work);
    return await work.finally(() => underWay.delete(work));
  };

  const goOnWith = async (job: DueJob): Promise<void> => {
    const text = seal.open(job.sealed, jobContext(job.id));
    if (text === undefined) {
      log.error(
        { kind: job.kind },
        "a job can't be read: instance.key isn't the one that sealed it",
      );
    }
    const tried = text === undefined ? "again" : await kinds.get(job.kind)?.run(text);
    // A database that is away leaves it taken: it is due again when the lease is over.
    await settle(job, tried ?? "again").catch(() => undefined);
  };

  const look = (): void => {
    const free = parallel - underWay.size;
    if (looking !== undefined || closed || free < 1) return;
    // INVARIANT: what no one here can do is left to another process, or to a later moment of this one's start.
    looking = store.claim(free, [...kinds.keys()]).then(
      (due) => {
        looking = undefined;
        for (const job of due) void follow(goOnWith(job));
      },
      () => {
        looking = undefined;
      },
    );
  };

  const lookIn = (ms: number): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      look();
    }, ms).unref();
    timers.add(timer);
  };

  const clean = (): void => void store.giveUpOld().catch(() => undefined);
  const stopLooking = irregularly(look, everyMs);
  const cleaner = setInterval(clean, cleanEveryMs).unref();
  clean();

  return {
    /** Answers how to add jobs of this kind. */
    define<Payload>(kind: JobName, { payload, waits, run }: JobKind<Payload>) {
      const tryIt = (value: Payload): Promise<Tried> => run(value).catch(() => "again" as const);
      kinds.set(kind, {
        waits,
        async run(text) {
          const read = payload.safeParse(JSON.parse(text));
          // Kept by a newer version: another instance may know what to do.
          return read.success ? await tryIt(read.data) : "again";
        },
      });
      const tryFirst = async (
        value: Payload,
        job: Omit<DueJob, "tries">,
        kept: Promise<boolean>,
      ): Promise<JobOutcome> => {
        const keeping = kept.catch(() => false);
        const tried = await tryIt(value);
        if (!(await keeping)) return tried === "done" ? "done" : "given-up";
        return await settle({ ...job, tries: 1 }, tried).catch(() => "not-yet" as const);
      };
      return {
        /** It is tried at once, while it is being kept; where it can't be kept, that is its only try. */
        add(value: Payload): Promise<JobOutcome> {
          if (closed) return Promise.resolve("given-up");
          const job = newJob(seal, kind, value);
          return follow(tryFirst(value, job, store.add(job)));
        },
        /**
         * Keeps it in this transaction. Answers how to try it for the first time, once that is
         * durable; without it some process does, when the lease is over.
         * @throws where it can't be kept
         */
        async addWithin(
          tx: Transaction<Database>,
          value: Payload,
        ): Promise<() => Promise<JobOutcome>> {
          const job = newJob(seal, kind, value);
          if (!(await store.add(job, tx)))
            throw new Error(`too many jobs of the kind ${kind} wait`);
          return () =>
            closed
              ? Promise.resolve("not-yet")
              : follow(tryFirst(value, job, Promise.resolve(true)));
        },
      };
    },
    /** Lets what is under way end; the rest waits in the database. */
    async close(): Promise<void> {
      closed = true;
      stopLooking();
      clearInterval(cleaner);
      for (const timer of timers) clearTimeout(timer);
      await looking;
      await Promise.allSettled(underWay);
    },
  };
}

/** Leaves a job to any process that does its kind, which has so many days for it. False: too many wait. */
export async function leaveJob(
  { db, seal }: { readonly db: Kysely<Database>; readonly seal: Pick<JobsParts["seal"], "seal"> },
  kind: JobName,
  { value, keptDays }: { readonly value: unknown; readonly keptDays: number },
): Promise<boolean> {
  return await createJobStore(db).leave(newJob(seal, kind, value), keptDays);
}

function newJob(
  seal: Pick<JobsParts["seal"], "seal">,
  kind: JobName,
  payload: unknown,
): Omit<DueJob, "tries"> {
  const id = randomUUID();
  return { id, kind, sealed: seal.seal(JSON.stringify(payload), jobContext(id)) };
}

/** So that a sealed job can't be put in the place of another. */
const jobContext = (id: string): string => `job ${id}`;
