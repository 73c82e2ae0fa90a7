import type { OperatorAct, OperatorActKind } from "@graticule/api/session";
import { type Kysely, sql, type Transaction } from "kysely";
import type { Database } from "../db/schema.ts";

/** An act that the person hasn't stopped, and that isn't done. */
export interface PendingAct {
  readonly kind: OperatorActKind;
  readonly keyId: string | null;
  readonly email: string;
  /** Undefined: the person isn't told yet. */
  readonly effectiveAt: Date | undefined;
}

/** Recorded, with its entry in the public log. Answers its id. */
export async function insertOperatorAct(
  tx: Transaction<Database>,
  act: {
    readonly personId: string;
    readonly kind: OperatorActKind;
    readonly keyId?: string | undefined;
  },
): Promise<string> {
  const { id } = await tx
    .insertInto("operator_act")
    .values({ person_id: act.personId, kind: act.kind, key_id: act.keyId ?? null })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

export type OperatorActStore = ReturnType<typeof createOperatorActStore>;

/** INVARIANT: `is_effective` of the database alone says whether an act may be done. */
export function createOperatorActStore(db: Kysely<Database>) {
  return {
    async pending(id: string): Promise<PendingAct | undefined> {
      const row = await db
        .selectFrom("operator_act as a")
        .innerJoin("person as p", "p.id", "a.person_id")
        .select(["a.kind", "a.key_id as keyId", "p.email"])
        .select(sql<Date | null>`effective_from(a)`.as("effectiveAt"))
        .where("a.id", "=", id)
        .where("a.stopped_at", "is", null)
        .where("a.done_at", "is", null)
        .executeTakeFirst();
      return row && { ...row, effectiveAt: row.effectiveAt ?? undefined };
    },
    /** The person has a letter and a banner: the day begins. */
    async startDay(id: string): Promise<void> {
      await sql`UPDATE operator_act SET effective_at = now() + interval '24 hours'
        WHERE id = ${id} AND effective_at IS NULL AND stopped_at IS NULL`.execute(db);
    },
    /**
     * Does it if it is effective now, in one transaction. INVARIANT: what comes to nothing, such as a key whose name was
     * taken meanwhile, is stopped, so that the public log says that it had no effect.
     * @param held a reset link's identifier, or a new key's sealed secret in base64
     */
    async carryOut(id: string, held: string | undefined): Promise<"done" | "not-effective"> {
      return await db.transaction().execute(async (tx) => {
        const { rows } = await sql<EffectiveAct>`
          SELECT a.kind, a.key_id AS "keyId", p.id AS "personId", p.account_id AS "accountId"
          FROM operator_act a JOIN person p ON p.id = a.person_id
          WHERE a.id = ${id} AND is_effective(a) FOR UPDATE OF a`.execute(tx);
        const [act] = rows;
        if (act === undefined) return "not-effective";
        const changed = await effects[act.kind](tx, act, held ?? "");
        const column = sql.ref(changed.length > 0 ? "done_at" : "stopped_at");
        await sql`UPDATE operator_act SET ${column} = now() WHERE id = ${id}`.execute(tx);
        return "done";
      });
    },
    /** All that waits, then the newest of what took effect within the last 30 days. */
    async of(personId: string): Promise<readonly OperatorAct[]> {
      const { rows } = await sql<
        Omit<OperatorAct, "at" | "keyId"> & { keyId: string | null; at: Date }
      >`
        SELECT id, kind, key_id AS "keyId", CASE WHEN done_at IS NULL THEN 'waiting' ELSE 'done' END AS "state",
          coalesce(done_at, effective_from(a), now() + interval '24 hours') AS "at"
        FROM operator_act a WHERE person_id = ${personId} AND stopped_at IS NULL
          AND coalesce(done_at > now() - interval '30 days', true)
        ORDER BY done_at IS NULL DESC, since DESC LIMIT 20`.execute(db);
      return rows.map(({ keyId, at, ...act }) => ({
        ...act,
        ...(keyId === null ? {} : { keyId }),
        at: at.toISOString(),
      }));
    },
    /** Also one that was stopped before is `stopped`. */
    async stop(id: string, personId: string): Promise<"stopped" | "too-late" | "absent"> {
      await sql`UPDATE operator_act SET stopped_at = now()
        WHERE id = ${id} AND person_id = ${personId} AND stopped_at IS NULL AND done_at IS NULL`.execute(
        db,
      );
      const found = await db
        .selectFrom("operator_act")
        .select("done_at")
        .where("id", "=", id)
        .where("person_id", "=", personId)
        .executeTakeFirst();
      if (found === undefined) return "absent";
      return found.done_at === null ? "stopped" : "too-late";
    },
  };
}

interface EffectiveAct {
  readonly kind: OperatorActKind;
  readonly keyId: string | null;
  readonly personId: string;
  readonly accountId: string;
}

/** Answers what it changed: nothing is empty. */
type Effect = (
  tx: Transaction<Database>,
  act: EffectiveAct,
  held: string,
) => Promise<readonly unknown[]>;

const setSeats =
  (serviceSeats: "allowed" | "refused"): Effect =>
  (tx, { accountId }) =>
    tx
      .updateTable("account")
      .set({ service_seats: serviceSeats })
      .where("id", "=", accountId)
      .returning("id")
      .execute();

const effects: Readonly<Record<OperatorActKind, Effect>> = {
  "reset-link": (tx, { personId }, identifier) =>
    tx
      .insertInto("verification")
      .values({ identifier, value: personId, expires_at: sql<Date>`now() + interval '1 day'` })
      .returning("identifier")
      .execute(),
  "key-added": (tx, { keyId, accountId }, sealed) =>
    tx
      .insertInto("api_key")
      .values({
        id: keyId ?? "",
        account_id: accountId,
        secret_sealed: Buffer.from(sealed, "base64"),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning("id")
      .execute(),
  "key-removed": (tx, { keyId, accountId }) =>
    tx
      .deleteFrom("api_key")
      .where("id", "=", keyId ?? "")
      .where("account_id", "=", accountId)
      .returning("id")
      .execute(),
  "seats-allowed": setSeats("allowed"),
  "seats-refused": setSeats("refused"),
};
