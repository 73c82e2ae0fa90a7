import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Database, JobName } from "../db/schema.ts";

/** A job that this process has taken until its lease is over. */
export interface DueJob {
  readonly id: string;
  readonly kind: JobName;
  readonly sealed: Buffer;
  /** With the one to come. */
  readonly tries: number;
}

export type JobStore = ReturnType<typeof createJobStore>;

/** More than so many of a kind that wait are a fault; a further one is not kept. */
const mostWaiting = 500;
/** Longer than any try takes: a process that has not settled it by then has died. */
const leaseSeconds = 90;

export function createJobStore(db: Kysely<Database>) {
  const leased = sql<Date>`now() + make_interval(secs => ${leaseSeconds})`;
  const insert = async (
    { id, kind, sealed }: Omit<DueJob, "tries">,
    { dueAt, days }: { readonly dueAt: RawBuilder<Date>; readonly days: number },
    into = db,
  ) => {
    const added = await sql`
      INSERT INTO job (id, kind, sealed, due_at, expires_at)
      SELECT ${id}::uuid, ${kind}::text, ${sealed}::bytea, ${dueAt}, now() + make_interval(days => ${days})
      WHERE (SELECT count(*) FROM (SELECT FROM job WHERE kind = ${kind}::text LIMIT ${mostWaiting}) waiting) < ${mostWaiting}`.execute(
      into,
    );
    return added.numAffectedRows === 1n;
  };
  return {
    /** Takes it at once. False: too many wait. */
    add: (job: Omit<DueJob, "tries">, into?: Kysely<Database>): Promise<boolean> =>
      insert(job, { dueAt: leased, days: 1 }, into),
    /** Leaves it to any process, which has so many days for it. False: too many wait. */
    leave: (job: Omit<DueJob, "tries">, days: number): Promise<boolean> =>
      insert(job, { dueAt: sql<Date>`now()`, days }),
    /** Takes what is due of these kinds, the longest due first. */
    async claim(most: number, kinds: readonly string[]): Promise<readonly DueJob[]> {
      const claimed = await sql<DueJob>`
        UPDATE job SET tries = tries + 1, due_at = ${leased}
        WHERE id IN (SELECT id FROM job WHERE due_at <= now() AND expires_at > now()
            AND kind = ANY (${kinds}::text[])
          ORDER BY due_at LIMIT ${most} FOR UPDATE SKIP LOCKED)
        RETURNING id, kind, sealed, tries`.execute(db);
      return claimed.rows;
    },
    async again(id: string, inSeconds: number): Promise<void> {
      await db
        .updateTable("job")
        .set({ due_at: sql<Date>`now() + make_interval(secs => ${inSeconds})` })
        .where("id", "=", id)
        .execute();
    },
    /** As if it hadn't been tried yet. */
    async later(id: string, inSeconds: number): Promise<void> {
      await db
        .updateTable("job")
        .set({ tries: 0, due_at: sql<Date>`now() + make_interval(secs => ${inSeconds})` })
        .where("id", "=", id)
        .execute();
    },
    async remove(id: string): Promise<void> {
      await db.deleteFrom("job").where("id", "=", id).execute();
    },
    /** What has waited for its days is of no use to anyone. */
    async giveUpOld(): Promise<void> {
      await sql`DELETE FROM job WHERE expires_at <= now()`.execute(db);
    },
  };
}
